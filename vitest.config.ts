import { defineConfig } from 'vitest/config'

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'house',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/store/server.ts'],
          exclude: ['test/browser/**'],
          // Nothing here keeps state between files, so one registry of modules serves them all.
          isolate: false,
          pool: 'threads',
          // Tests that start a process take seconds where the machine is busy.
          testTimeout: 20_000,
          hookTimeout: 30_000,
          maxWorkers: '100%',
          // What comes in its own time is waited for as long as a busy machine takes.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          isolate: false,
          // Each file has a browser and a server beside it: more at once only wait for each other.
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // What a page does in its own time is waited for as long as a busy machine takes.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})
