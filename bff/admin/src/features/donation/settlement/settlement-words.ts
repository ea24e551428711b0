import type { Settlement } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const settlementStates: Record<Settlement['state'], { word: string; tone: StateTone }> = {
  requested: { word: '等待复核', tone: 'warning' },
  confirmed: { word: '已记账', tone: 'good' },
  rejected: { word: '没有通过', tone: 'over' },
}

/** Who does what next, in one sentence. */
export function nextWords(settlement: Settlement): string {
  switch (settlement.state) {
    case 'requested':
      return settlement.requestedByYou ? '等另一位负责人复核；您登记的，不能自己复核。' : '等负责人与银行流水核对后复核。'
    case 'confirmed':
      return '已经记账：款从微信待结算转到银行账面。'
    case 'rejected':
      return '没有记账；这个结算单号可以重新登记。'
  }
}
