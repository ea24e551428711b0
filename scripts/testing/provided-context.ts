import type {} from 'vitest'
import type { StandInUrls } from '../dev-environment.ts'
import type { SystemUrls } from '../system/system.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** http: the replica set all test files of the run share; take a database of your own with `freshDatabaseName`. */
    mongoUri: string
    /** http: the project's cache of mongod binaries. */
    mongodCacheDir: string
    /** http: where the stand-ins listen. */
    standIns: StandInUrls
    /** http: environment for a BFF against these stand-ins; the port is 0 and the database is for the test to name. */
    bffEnvironment: Record<string, string>
    /** journey: the whole built and seeded system. */
    system: SystemUrls
  }
}
