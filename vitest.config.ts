import { defineConfig } from 'vitest/config';

/** The machine has few cores and PostgreSQL needs one of them. */
const WORKER_COUNT_MAX = 2;

export default defineConfig({
  // As Node resolves it: one copy of `graphql`, not the ES module for our files and CommonJS for the libraries'.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    pool: 'forks',
    maxWorkers: WORKER_COUNT_MAX,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,edge,test,bench}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.services.test.ts', '**/*.browser.test.ts'],
          globalSetup: ['test/harness/embedded-setup.ts'],
          setupFiles: ['test/harness/seed-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['{src,test}/**/*.services.test.ts'],
          globalSetup: ['test/harness/services-setup.ts'],
          setupFiles: ['test/harness/seed-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.browser.test.ts'],
          globalSetup: ['test/harness/embedded-setup.ts', 'test/harness/pages-setup.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
