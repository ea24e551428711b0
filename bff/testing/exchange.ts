import type { ExchangeSourceId } from '@minsheng/shared/contracts/people'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { key, staff } from './actors.ts'
import { startTestApp, type TestAppOptions } from './app.ts'
import { testGrid } from './grid.ts'
import { ownStandIns } from './own-stand-ins.ts'
import { person, type TestPerson } from './people.ts'

let sequence = 0
const changedAt = () => {
  sequence += 1
  return `2026-10-01 ${[Math.floor(sequence / 3600), Math.floor(sequence / 60) % 60, sequence % 60].map((part) => String(part).padStart(2, '0')).join(':')}`
}
/** A row of a register about someone, changed after every row before it. */
export const rowOf = (who: Pick<TestPerson, 'name' | 'idNumber'>, fields: object) => ({
  recordId: `rec-${who.idNumber}`,
  changedAt: changedAt(),
  name: who.name,
  idNumber: who.idNumber,
  ...fields,
})
export const disability = { category: '1', grade: '2', issuedOn: '2023-06-01', expiresOn: '2033-05-31' }

/** A product that exchanges with a hub of its own, a data steward of the district and a worker of its first grid. */
export async function exchangeGround(runEnvironment: Record<string, string>, options: Pick<TestAppOptions, 'log'> = {}) {
  const standIns = await ownStandIns(runEnvironment)
  const app = await startTestApp(standIns.environment, freshDatabaseName(), { ...options, work: false })
  const grid = await testGrid(app)
  const steward = await staff(app, ['data_steward'], null, [grid.district])
  const worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])

  const control = (path: string, body?: unknown) => standIns.control('hub', path, body)
  /** What waits for another try is due now. */
  async function hurry() {
    const waiting = { nextTryAt: { $type: 'date' } } as const
    for (const name of ['exchange_runs', 'exchange_pushes'])
      await app.db.collection(name).updateMany(waiting, { $set: { nextTryAt: new Date(0) } })
  }
  const source = async (id: ExchangeSourceId) => {
    const found = (await steward.call('listExchangeSources')).items.find((item) => item.id === id)
    if (!found) throw new Error('the source is there')
    return found
  }
  async function turn(id: ExchangeSourceId, to: 'pauseExchange' | 'resumeExchange') {
    return steward.call(to, { params: { sourceId: id }, body: { rev: (await source(id)).rev } })
  }
  const openLetters = async (sourceId: ExchangeSourceId) =>
    (await steward.call('listDeadLetters', { query: { sourceId, state: 'open', limit: 100 } })).items
  return {
    standIns,
    app,
    grid,
    steward,
    worker,
    control,
    hurry,
    source,
    turn,
    openLetters,
    /** Empties the hub and the exchanges. */
    async reset() {
      await control('reset')
      await control('clear')
      // What another test left half done ends first, against an empty source.
      for (const run of (await steward.call('listExchangeSources')).items) if (run.state === 'paused') await turn(run.id, 'resumeExchange')
      await hurry()
      await app.app.people.exchange.engine.work()
    },
    put: (register: ExchangeSourceId, ...rows: object[]) => control('rows', { register, rows }),
    /** Starts an exchange from the beginning and works until nothing is left to do now. */
    async exchange(id: ExchangeSourceId, tries = 1) {
      const run = await steward.call('startExchange', { params: { sourceId: id }, body: { kind: 'full' }, idempotencyKey: key() })
      for (let count = 0; count < tries; count += 1) {
        await app.app.people.exchange.engine.work()
        await hurry()
      }
      const found = (await steward.call('listExchangeRuns', { query: { sourceId: id } })).items.find((item) => item.id === run.id)
      if (!found) throw new Error('the exchange is there')
      return found
    },
    async letterOf(sourceId: ExchangeSourceId) {
      const [letter] = await openLetters(sourceId)
      if (!letter) throw new Error('a letter waits')
      return letter
    },
    known: async (residentId: string) => (await app.app.people.facts.factsOf({ kind: 'person', id: residentId })) ?? new Map(),
    own: () => person(steward, grid),
    async stop() {
      await app.close()
      await standIns.stop()
    },
  }
}
export type ExchangeGround = Awaited<ReturnType<typeof exchangeGround>>
