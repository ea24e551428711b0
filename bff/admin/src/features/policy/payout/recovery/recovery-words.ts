import type { RecoveryBalance, RecoveryState, RecoveryWay } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import type { StateTone } from '../../../../ui/state-tag.tsx'

export const recoveryKeys = { all: ['recoveries'], list: ['recoveries', 'list'], overpaid: ['recoveries', 'overpaid'] } as const

const recoveryStates: Readonly<Record<RecoveryState, { word: string; tone: StateTone }>> = {
  notice: { word: '已告知', tone: 'waiting' },
  heard: { word: '本人已说，待决定', tone: 'waiting' },
  entering: { word: '正在入账', tone: 'waiting' },
  open: { word: '还没退完', tone: 'warning' },
  settled: { word: '已办结', tone: 'good' },
  dropped: { word: '决定不追回', tone: 'over' },
}

/** Where it is; of whom nobody asked to speak it is not said that they were told. */
export const stateWords = ({ state, hearUntil, way }: { state: RecoveryState; hearUntil: string | null; way: RecoveryWay }) => {
  if (state === 'notice' && hearUntil === null) return { ...recoveryStates.notice, word: '已提出，待决定' }
  // What was not given up may be claimed yet.
  return state === 'dropped' && way === 'waive' ? { ...recoveryStates.dropped, word: '没有同意不追回' } : recoveryStates[state]
}

export const recoveryWays: Readonly<Record<RecoveryWay, string>> = {
  set_off: '从以后的待遇里抵',
  pay_back: '转账退回',
  waive: '不追回',
}

/** What was proposed is what was set off, paid back, given up and is open, to the fen; what is nothing is left out. */
export function balanceRows({ fen, setOffFen, paidBackFen, waivedFen, openFen, onItsWayFen }: RecoveryBalance) {
  const money = (value: number) => `¥${formatYuan(value)}`
  return [
    { key: 'all', label: '一共', children: money(fen) },
    ...(setOffFen > 0 ? [{ key: 'setOff', label: '已从以后的待遇里抵', children: money(setOffFen) }] : []),
    ...(paidBackFen > 0 ? [{ key: 'paidBack', label: '已退回', children: money(paidBackFen) }] : []),
    ...(waivedFen > 0 ? [{ key: 'waived', label: '不再追回', children: money(waivedFen) }] : []),
    {
      key: 'open',
      label: '还差',
      children: onItsWayFen > 0 ? `${money(openFen)}（其中 ${money(onItsWayFen)} 正在相抵，等银行回执）` : money(openFen),
    },
  ]
}
