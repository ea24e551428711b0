import type { MyPayment, MyPayments } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import type { Tone } from '../../ui/badge'
import { monthWords } from './application-words'
import { dateWords } from './words'

export const paymentStates: Readonly<Record<MyPayment['state'], { tone: Tone; label: string }>> = {
  coming: { tone: 'info', label: '银行办理中' },
  paid: { tone: 'success', label: '已到账' },
  refused: { tone: 'danger', label: '被银行退回' },
  held: { tone: 'warm', label: '暂时没有发' },
}

const reasons: Readonly<Record<NonNullable<MyPayment['reason']>, string>> = {
  no_account: '还没有登记收款的银行卡',
  account_refused: '登记的卡上次被银行退回，还没有换',
  deceased: '登记里本人已去世，家属请联系街道',
  set_off: '和以前多发的相抵，这个月没有要发的',
  closed_account: '卡已经注销或停用',
  wrong_name: '卡的户名和登记的姓名不一样',
  no_such_account: '卡号不对，银行查不到',
  bank_failure: '银行系统的原因，下一批自动再发',
  other: '银行没有办成',
}

/** `2026年7月、2026年8月的` */
export const forMonths = ({ months }: Pick<MyPayment, 'months'>): string =>
  months.length === 0 ? '' : `${months.map(monthWords).join('、')}的`

/** Where one payment is and why, and what is done about it: one line. */
export function paymentWords(payment: MyPayment): string {
  const { payOn, reason, againIn, needsCard, state, setOffFen } = payment
  const day = dateWords(payOn)
  const kept = setOffFen > 0 ? `，已抵以前多发的 ¥${formatYuan(setOffFen)}` : ''
  if (state === 'paid' || state === 'coming') return `${forMonths(payment)}，${day}${state === 'paid' ? '' : '发，一般当天到账'}${kept}`
  const why = reason === null ? '' : `：${reasons[reason]}`
  if (againIn) return `${forMonths(payment)}，${day}没有发成${why}。已并入${dateWords(againIn)}的一笔`
  const then = needsCard
    ? '。换好卡，下一批一起补发'
    : reason === 'deceased' || reason === 'set_off' || reason === null
      ? ''
      : '。下一批一起补发'
  return `${forMonths(payment)}，${day}没有发成${why}${then}`
}

/** The sums: what comes next, and what really came. */
export function paymentTotals({ next, totals }: MyPayments): { label: string; value: string }[] {
  const { month, monthFen, year, yearFen } = totals
  return [
    ...(next
      ? [
          { label: '下次发放', value: dateWords(next.payOn) },
          { label: '下次的金额', value: `¥${formatYuan(next.fen)}${next.illustrative ? '（参考）' : ''}` },
        ]
      : []),
    { label: `${monthWords(month)}已到账`, value: `¥${formatYuan(monthFen)}` },
    { label: `${year}年已到账`, value: `¥${formatYuan(yearFen)}` },
  ]
}

/** For who has it read to them. */
export const spokenPayments = (list: MyPayments): string[] => [
  ...paymentTotals(list).map(({ label, value }) => `${label}，${value.replace('¥', '')}${value.startsWith('¥') ? '元' : ''}。`),
  ...list.items.slice(0, 5).map((item) => `${item.title}，${formatYuan(item.fen)}元，${paymentStates[item.state].label}。`),
]
