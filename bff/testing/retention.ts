import { shanghaiDate } from '@minsheng/shared/units/clock'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { openKeyRing } from '../src/platform/crypto/live-keyring.ts'
import { createRetention } from '../src/retained.ts'
import { staff } from './actors.ts'
import { heldClock, startTestApp } from './app.ts'
import { testGrid } from './grid.ts'

interface Row {
  _id: string
  [field: string]: unknown
}

/** A product on 30 November 2026, 10:00 in Shanghai, and the job that ends what was kept long enough. */
export async function retentionGround(environment: Record<string, string>) {
  const clock = heldClock(new Date('2026-11-30T10:00:00+08:00'))
  const app = await startTestApp(environment, freshDatabaseName(), { work: false, clock })
  const grid = await testGrid(app)
  const street = await staff(app, ['street'], null, [grid.streets[0]])
  /** The job as one more process would run it. */
  function createJob() {
    const { keys } = openKeyRing({ keyringFile: app.config.KEYRING_FILE, keysDir: app.config.KEYS_DIR }, clock)
    return createRetention({ db: app.db, keys, clock })
  }
  const retention = createJob()
  await retention.prepare()
  const rows = (name: string) => app.db.collection<Row>(name)
  return {
    clock,
    app,
    grid,
    street,
    retention,
    createJob,
    today: () => shanghaiDate(clock.now()),
    rows,
    /** Of the rows that a test put there: their ids begin with `keep_`. */
    async ids(name: string): Promise<string[]> {
      const found = await rows(name)
        .find({ _id: /^keep_/ } as never)
        .toArray()
      return found.map(({ _id }) => _id).sort()
    },
  }
}
export type RetentionGround = Awaited<ReturnType<typeof retentionGround>>
