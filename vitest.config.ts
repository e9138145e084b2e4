import { defineConfig } from 'vitest/config';

const TESTS = ['test/**/*.test.ts'];
const MOCKED = 'test/**/*.mocked.test.ts';
const LONG = ['test/long/**', 'test/report/browser.test.ts', 'test/data/sba*.test.ts', 'node_modules/**'];

export default defineConfig({
  test: {
    globalSetup: ['test/fixtures/build.ts', 'test/fixtures/scratch.ts'],
    // Loading the library anew for each file takes a third of the time; only files that replace a module need it.
    projects: [
      { extends: true, test: { name: 'unit', isolate: false, include: TESTS, exclude: [...LONG, MOCKED] } },
      { extends: true, test: { name: 'mocked', include: [MOCKED], exclude: LONG } },
    ],
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
