import type { Settlement } from '@minsheng/shared/contracts/donation'
import { expect, test } from 'vitest'
import { nextWords, stateOf } from './settlement-words.ts'

const reversal = {
  reason: '记错',
  requestedAt: '2026-07-01T00:00:00.000Z',
  requestedByYou: true,
  decidedAt: null,
  approved: null,
  decisionNote: null,
}
const one = (change: Partial<Settlement>): Settlement => ({
  id: 'ST_1',
  charityId: 'chr_1',
  charityName: '演示慈善组织',
  kind: 'payout',
  settledOn: '2026-07-01',
  reference: 'S1',
  clearedFen: 100,
  feeFen: 1,
  bankFen: 99,
  bankReceiptNumber: '1',
  state: 'confirmed',
  requestedAt: '2026-07-01T00:00:00.000Z',
  requestedByYou: false,
  decidedAt: null,
  decisionNote: null,
  reversal: null,
  reversalWaits: false,
  rev: 1,
  ...change,
})

test.each<[Partial<Settlement>, string, string]>([
  [{ state: 'requested', requestedByYou: true }, '等待复核', '您登记的'],
  [{ state: 'requested' }, '等待复核', '等负责人'],
  [{}, '已记账', '从微信待结算转到银行账面'],
  [{ kind: 'top_up' }, '已记账', '从银行账面转到微信待结算'],
  [{ reversal, reversalWaits: true }, '等待冲正审批', '您提出的'],
  [{ reversal: { ...reversal, requestedByYou: false }, reversalWaits: true }, '等待冲正审批', '等负责人审批冲正'],
  [{ state: 'rejected' }, '没有通过', '这个结算单号可以重新登记'],
  [{ state: 'reversed', kind: 'top_up' }, '已冲正', '这个充值单号可以重新登记'],
])('%j', (change, word, next) => {
  expect(stateOf(one(change)).word).toBe(word)
  expect(nextWords(one(change))).toContain(next)
})
