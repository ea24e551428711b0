import type { exchangeContract, qualityContract } from '@minsheng/shared/contracts/people'
import { key } from '../actors.ts'
import { person } from '../people.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

/** Exchange and quality: what each operation is tried with. */
export function exchangeRows({ app, grid, steward }: World): Rows<typeof exchangeContract & typeof qualityContract> {
  const sources = app.db.collection<{ _id: string }>('exchange_sources')
  const sourceId = 'care'
  /** A source without an exchange, in this state. */
  async function standing(state: 'active' | 'paused') {
    await app.db.collection('exchange_runs').deleteMany({})
    await sources.updateOne({ _id: sourceId }, { $set: { state, rev: 0 } })
    return { params: { sourceId } }
  }
  /** A row about someone that could not be taken when it came, and can now. */
  async function letter(): Promise<{ letterId: string }> {
    const { store } = app.app.people.exchange
    const { name, idNumber } = await person(steward, grid)
    const dates = { changedAt: '2026-10-01 08:00:00', assessedOn: '2026-09-01', expiresOn: '2027-08-31' }
    const letterId = `ltr_${key()}`
    await store.transaction((session) =>
      store.keepLetters(
        [
          {
            _id: letterId,
            sourceId,
            rowKey: `care.${letterId}`,
            version: 1,
            row: JSON.stringify({ recordId: letterId, version: 1, op: 'upsert', name, idNumber, level: '1', ...dates }),
            reasons: [{ field: 'idNumber', message: '我们这里没有这个人' }],
            state: 'open',
            runId: 'run_1',
            times: 1,
            decidedBy: null,
            decidedAt: null,
            note: null,
            rev: 0,
            createdAt: new Date(),
          },
        ],
        session,
      ),
    )
    return { letterId }
  }
  return {
    startExchange: async () => ({ ...(await standing('active')), body: { kind: 'full' } }),
    pauseExchange: async () => ({ ...(await standing('active')), body: { rev: 0 } }),
    resumeExchange: async () => ({ ...(await standing('paused')), body: { rev: 0 } }),
    revealDeadLetter: async () => ({ params: await letter(), body: { field: 'name', purpose: 'verify', note: null } }),
    replayDeadLetter: async () => ({ params: await letter(), body: { rev: 0, changes: {}, why: '改好了' } }),
    discardDeadLetter: async () => ({ params: await letter(), body: { rev: 0, why: '不要了' } }),
    decideDeathReport: {
      done: 404,
      send: async () => ({ params: { reportId: 'dth_none' }, body: { rev: 0, verdict: 'dismissed', note: '还健在' } }),
    },
    listQualityRows: async () => ({ params: { ruleId: 'phone_present' } }),
  }
}
