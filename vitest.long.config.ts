import { defineConfig } from 'vitest/config';

process.env.DIPPER_FUZZ ??= '10000';

/** What takes long: mutated inputs by the ten thousand, kills, hostile names through every output, the browser, real loans. */
export default defineConfig({
  test: {
    globalSetup: ['test/fixtures/build.ts', 'test/fixtures/scratch.ts'],
    include: [
      'test/long/**/*.test.ts',
      'test/**/*fuzz.test.ts',
      'test/report/browser.test.ts',
      'test/data/sba*.test.ts',
    ],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
