import type { exchangeContract, qualityContract } from '@minsheng/shared/contracts/people'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

/** Exchange and quality: what each operation is tried with. */
export function exchangeRows({ app }: World): Rows<typeof exchangeContract & typeof qualityContract> {
  const sources = app.db.collection<{ _id: string }>('exchange_sources')
  const sourceId = 'care'
  /** A source without an exchange, in this state. */
  async function standing(state: 'active' | 'paused') {
    await app.db.collection('exchange_runs').deleteMany({})
    await sources.updateOne({ _id: sourceId }, { $set: { state, rev: 0 } })
    return { params: { sourceId } }
  }
  const letter = { letterId: 'ltr_none' }
  return {
    startExchange: async () => ({ ...(await standing('active')), body: { kind: 'full' } }),
    pauseExchange: async () => ({ ...(await standing('active')), body: { rev: 0 } }),
    resumeExchange: async () => ({ ...(await standing('paused')), body: { rev: 0 } }),
    // Of a letter that is not there: whoever may is told so, whoever may not never gets as far.
    revealDeadLetter: { done: 404, send: async () => ({ params: letter, body: { field: 'name', purpose: 'verify', note: null } }) },
    replayDeadLetter: { done: 404, send: async () => ({ params: letter, body: { rev: 0, changes: {}, why: '改好了' } }) },
    discardDeadLetter: { done: 404, send: async () => ({ params: letter, body: { rev: 0, why: '不要了' } }) },
    decideDeathReport: {
      done: 404,
      send: async () => ({ params: { reportId: 'dth_none' }, body: { rev: 0, verdict: 'dismissed', note: '还健在' } }),
    },
    listQualityRows: async () => ({ params: { ruleId: 'phone_present' } }),
  }
}
