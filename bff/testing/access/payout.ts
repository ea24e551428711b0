import type { payoutContract } from '@minsheng/shared/contracts/policy/payout'
import { key } from '../actors.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

/** 发放: batches that nobody else tries, as if someone of the bureau had made them. */
export function payoutRows({ app }: World): Rows<Omit<typeof payoutContract, 'changePayoutAccount'>> {
  const batch = async (state: string, more: object = {}) => {
    const batchId = `pob_${key()}`
    await app.db.collection<{ _id: string }>('payout_batches').insertOne({
      _id: batchId,
      month: '2026-07',
      payOn: '2026-07-15',
      state,
      openKey: null,
      count: 1,
      sumFen: 5_000,
      hash: null,
      madeBy: 'stf_another',
      decidedBy: null,
      decidedAt: null,
      words: null,
      fileSha256: null,
      taking: null,
      returns: [],
      ended: [],
      endedCount: 0,
      rev: 0,
      createdAt: new Date(),
      history: [],
      ...more,
    } as never)
    return { batchId }
  }
  return {
    // The day is over: whoever may is told so.
    makePayoutBatch: { send: async () => ({ body: { month: '2026-07', payOn: '2026-07-15' } }), done: 409 },
    getPayoutBatch: async () => ({ params: await batch('settled') }),
    listPayoutRows: async () => ({ params: await batch('settled') }),
    decidePayoutBatch: async () => ({ params: await batch('waiting'), body: { decision: 'return', rev: 0, words: '请核对金额' } }),
    takePayoutFile: async () => ({ params: await batch('approved'), body: { purpose: '交杭州银行代发' } }),
    // Not a bank's file.
    takePayoutReturns: {
      send: async () => ({ params: await batch('sent'), body: Buffer.from('a,b'), contentType: 'text/csv' }),
      done: 400,
    },
  }
}
