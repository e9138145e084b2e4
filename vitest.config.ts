import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/fixtures/build.ts',
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**', 'test/report/browser.test.ts', 'test/data/sba*.test.ts', 'node_modules/**'],
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['src/**', 'cli/**'],
      reporter: ['text', 'json'],
      reportsDirectory: 'out/coverage',
    },
  },
});
