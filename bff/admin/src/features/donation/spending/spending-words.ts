import type { Disbursement, DisbursementRow, Voucher } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const spendingStates: Record<DisbursementRow['state'], { word: string; tone: StateTone }> = {
  requested: { word: '等待审批', tone: 'warning' },
  approved: { word: '已记账', tone: 'good' },
  rejected: { word: '没有批准', tone: 'over' },
  reversed: { word: '已冲正', tone: 'over' },
}

export const voucherKinds: Record<Voucher['kind'], string> = {
  vat_invoice: '增值税发票',
  receipt: '收据',
  bank_slip: '银行回单',
  delivery_note: '签收单',
  other: '其他凭证',
}

/** The state as icon and word; a spending whose taking back waits says so. */
export const stateOf = (row: Pick<DisbursementRow, 'state' | 'reversalWaits'>) =>
  row.reversalWaits ? { word: '等待冲正审批', tone: 'warning' as const } : spendingStates[row.state]

/** Who does what next, in one sentence. */
export function nextWords(spending: Disbursement): string {
  if (spending.reversalWaits)
    return spending.reversal?.requestedByYou ? '等另一位负责人审批冲正；您提出的，不能自己审批。' : '财务申请冲正，等负责人审批。'
  switch (spending.state) {
    case 'requested':
      return spending.requestedByYou ? '等另一位负责人审批；您提出的，不能自己审批。' : '等负责人审批；审批通过后记账，并在项目页公布。'
    case 'approved':
      return '已经记账，项目页上人人可以看到。'
    case 'rejected':
      return '没有记账；凭证可以重新使用。'
    case 'reversed':
      return '两笔记账都保留；项目页上注明了冲正和原因。'
  }
}
