import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const outputs = ['**/node_modules/**', '**/dist/**', '**/.cache/**', '**/.data/**']
const needsServer = ['bff/src/**/*.http.test.ts', 'bff/src/**/*.db.test.ts']
/** One more than vitest takes: half of what these files do is waiting for mongod, which leaves a core idle. */
const maxWorkers = Math.max(2, availableParallelism() - 1)

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['shared', 'bff', 'mock', 'miniapp', 'scripts', 'bench', 'e2e/weapp-host'].map(
            (folder) => `${folder}/**/*.test.{ts,tsx}`,
          ),
          exclude: [...outputs, ...needsServer],
          testTimeout: 20_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'http',
          include: needsServer,
          exclude: outputs,
          globalSetup: ['scripts/testing/http-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 120_000,
          maxWorkers,
          // No test mocks a module, and loading the whole BFF anew for each file took as long as its tests.
          isolate: false,
        },
      },
      {
        test: {
          name: 'journey',
          include: ['e2e/**/*.test.ts'],
          exclude: [...outputs, 'e2e/weapp-host/**'],
          globalSetup: ['scripts/testing/journey-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          // Real browsers: one file at a time, in each of the two lanes of `scripts/suite/lanes.ts`.
          fileParallelism: false,
          // Within a file pages that only look may be looked at two at a time.
          maxConcurrency: 2,
        },
      },
    ],
  },
})
