import type { Settlement } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const settlementStates: Record<Settlement['state'], { word: string; tone: StateTone }> = {
  requested: { word: '等待复核', tone: 'warning' },
  confirmed: { word: '已记账', tone: 'good' },
  rejected: { word: '没有通过', tone: 'over' },
  reversed: { word: '已冲正', tone: 'over' },
}

export const kindWords: Record<Settlement['kind'], string> = { payout: '微信打款到银行', top_up: '银行充值到微信' }

/** The state as the list shows it; a posted one that waits to be taken back says so. */
export const stateOf = (settlement: Settlement): { word: string; tone: StateTone } =>
  settlement.reversalWaits ? { word: '等待冲正审批', tone: 'warning' } : settlementStates[settlement.state]

/** What the columns and facts of one are called. */
export const moneyLabels = (kind: Settlement['kind']) =>
  kind === 'payout'
    ? { cleared: '结算金额', bank: '银行到账', on: '到账日期', reference: '结算单号' }
    : { cleared: '充值金额', bank: '银行转出', on: '转出日期', reference: '充值单号' }

/** Who does what next, in one sentence. */
export function nextWords(settlement: Settlement): string {
  const { kind, state, requestedByYou, reversal, reversalWaits } = settlement
  if (reversalWaits) return reversal?.requestedByYou ? '等另一位负责人审批冲正；您提出的，不能自己审批。' : '等负责人审批冲正。'
  switch (state) {
    case 'requested':
      return requestedByYou ? '等另一位负责人复核；您登记的，不能自己复核。' : '等负责人与银行流水核对后复核。'
    case 'confirmed':
      return kind === 'payout' ? '已经记账：款从微信待结算转到银行账面。' : '已经记账：款从银行账面转到微信待结算。'
    case 'rejected':
      return `没有记账；这个${moneyLabels(kind).reference}可以重新登记。`
    case 'reversed':
      return `已经冲正，账上还原；这个${moneyLabels(kind).reference}可以重新登记。`
  }
}
