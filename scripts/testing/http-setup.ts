import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { startEmbeddedMongod } from '../../bff/src/platform/db/embedded/index.ts'
import { buildTarget } from '../build/targets.ts'
import { connectStandIns, developmentEnvironment } from '../dev-environment.ts'
import { startStandIns } from '../system/stand-ins.ts'
import { startGuard } from './guard.ts'
import './provided-context.ts'

/** One mongod and one process of stand-ins for all HTTP tests of the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const guard = startGuard()
  try {
    const dataDir = guard.folder('http', 'memory')
    const mongodCacheDir = join(root, '.cache', 'mongod')
    const [mongod] = await Promise.all([
      startEmbeddedMongod({
        dataDir: join(dataDir, 'mongo'),
        cacheDir: mongodCacheDir,
        port: 0,
        log: console.log,
        cacheSizeGb: 0.25,
        // Each file has a database of its own, of some five hundred collections and indexes.
        forgetsDropped: true,
      }),
      buildTarget(root, 'mock'),
    ])
    guard.watch(mongod.pid)
    const environment = developmentEnvironment({ dataDir, ports: 0 })
    const standIns = await startStandIns({ root, dataDir, env: environment.mock, onSpawn: guard.watch })
    project.provide('mongoUri', mongod.uri)
    project.provide('mongodCacheDir', mongodCacheDir)
    project.provide('standIns', standIns.ready)
    project.provide('bffEnvironment', { ...connectStandIns(environment, standIns.ready).bff, MONGODB_URI: mongod.uri })
    return () => guard.release()
  } catch (error) {
    await guard.release()
    throw error
  }
}
