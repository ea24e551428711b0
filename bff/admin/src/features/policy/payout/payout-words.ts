import type { BatchState, PayMark, PayoutBatch, PayoutRow, PayReason, PayState } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const payoutKeys = { batches: ['payout-batches'], rows: ['payout-rows'] } as const

type Words = { word: string; tone: StateTone }

export const batchStates: Readonly<Record<BatchState, Words>> = {
  making: { word: '正在做', tone: 'draft' },
  waiting: { word: '等另一人审核', tone: 'waiting' },
  returned: { word: '已退回', tone: 'over' },
  approving: { word: '正在入账', tone: 'waiting' },
  approved: { word: '已审核，待交银行', tone: 'warning' },
  sent: { word: '等银行回执', tone: 'paused' },
  settled: { word: '已对完账', tone: 'good' },
}

export const payStates: Readonly<Record<PayState, Words>> = {
  held: { word: '暂不发', tone: 'warning' },
  open: { word: '等回执', tone: 'waiting' },
  paid: { word: '已到账', tone: 'good' },
  refused: { word: '被退回', tone: 'danger' },
}

export const payReasons: Readonly<Record<PayReason, string>> = {
  no_account: '没有收款的卡',
  account_refused: '卡上次被退回，还没换',
  deceased: '登记里已去世',
  set_off: '与多发的相抵',
  closed_account: '销户或停用',
  wrong_name: '户名不符',
  no_such_account: '账号不对',
  bank_failure: '银行系统原因',
  other: '银行没有办成',
}

export const payMarks: Readonly<Record<PayMark, string>> = {
  new: '第一次发',
  raised: '比上次多',
  reduced: '比上次少',
  arrears: '有补发',
  again: '上次退回，重发',
  deceased: '登记里已去世',
  moved_out: '登记里已迁出',
}

const share = (count: number, fen: number) => `${count} 笔，¥${formatYuan(fen)}`

/** That what was sent out came to: paid, refused and open make up the batch, to the fen. */
export function sumRows(batch: PayoutBatch): { key: string; label: string; children: string }[] {
  const { paid, refused, open, held, count, sumFen, state } = batch
  const all = { key: 'all', label: '交银行的', children: share(count, sumFen) }
  const kept = { key: 'held', label: '这次不发', children: share(held.count, held.fen) }
  if (!['approved', 'sent', 'settled'].includes(state)) return [all, kept]
  return [
    all,
    { key: 'paid', label: '已到账', children: share(paid.count, paid.fen) },
    { key: 'refused', label: '被退回', children: share(refused.count, refused.fen) },
    { key: 'open', label: '还没有回执', children: share(open.count, open.fen) },
    kept,
  ]
}

/** What a payment differs from the last one by: `上次 ¥50.00`. */
export function lastWords({ lastFen, fen }: Pick<PayoutRow, 'lastFen' | 'fen'>): string {
  if (lastFen === null) return '以前没有发过'
  return lastFen === fen ? '和上次一样' : `上次 ¥${formatYuan(lastFen)}`
}
