import { join } from 'node:path'
import { startEmbeddedMongod } from '../bff/src/platform/db/embedded/index.ts'
import { developmentEnvironment, standInAddresses } from '../scripts/dev-environment.ts'
import { startGuard } from '../scripts/testing/guard.ts'
import { type Outside, startOutside } from './giving/outside.ts'

export interface BenchGround {
  outside: Outside
  /** For a BFF of the bench: a database of this name, the outside at its cheapest, no limit by the minute. */
  environment(databaseName: string, more: Record<string, string>): Record<string, string>
  /** Something to end before the database does. */
  undo: (() => Promise<void> | void)[]
  end(): Promise<void>
}

/** A mongod of its own and an outside that costs nothing; both are gone and their files removed even when the bench is broken off. */
export async function startBenchGround(root: string): Promise<BenchGround> {
  const guard = startGuard()
  const dataDir = guard.folder('bench')
  const undo: BenchGround['undo'] = []
  async function end(): Promise<void> {
    for (const step of undo.splice(0).reverse()) await step()
    await guard.release()
  }
  try {
    const made = developmentEnvironment({ dataDir, ports: 0 })
    const outside = await startOutside(made.mock)
    undo.push(outside.close)
    const cacheDir = join(root, '.cache', 'mongod')
    const mongod = await startEmbeddedMongod({ dataDir: join(dataDir, 'mongo'), cacheDir, port: 0, log: () => undefined })
    guard.watch(mongod.pid)
    undo.push(mongod.stop)
    const { url } = outside
    const environment: BenchGround['environment'] = (databaseName, more) => ({
      ...made.bff,
      ...standInAddresses({ phone: url, wechat: url, pay: url, sms: url, hub: url, voice: url }),
      MONGODB_URI: mongod.uri,
      MONGODB_DB: databaseName,
      POPULATION_COPY: 'asked',
      RATE_LIMIT_PER_MINUTE: '10000000',
      // As production logs, to a stream nobody reads.
      LOG_LEVEL: 'info',
      ...more,
    })
    return { outside, environment, undo, end }
  } catch (error) {
    await end()
    throw error
  }
}
