import type { Recovery } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { monthWords } from './application-words'
import { dateWords } from './words'

const money = (fen: number) => `¥${formatYuan(fen)}`

/** What is to be done now, in one line. */
export function recoveryHeading({ state, maySpeak, way }: Pick<Recovery, 'state' | 'maySpeak' | 'way'>): string {
  if (maySpeak) return '可能多发了，先听您说'
  if (state === 'dropped') return way === 'waive' ? '没有同意免退，要退的话会先听您说' : '不用退'
  if (state === 'settled') return way === 'waive' ? '不用退' : '已经退清'
  if (state === 'open') return way === 'set_off' ? '从以后的待遇里抵' : '请转账退回'
  return '等另一位工作人员决定'
}

/** How it is paid back, said before it is asked for too. */
export function wayWords({
  way,
  setOffPercent,
  setOffIllustrative,
}: Pick<Recovery, 'way' | 'setOffPercent' | 'setOffIllustrative'>): string {
  if (way === 'waive') return '不用退'
  if (way === 'pay_back') return '转账退到民政局的对公账户，不用付现金，不转给个人'
  return `以后每次发的时候抵一部分，每次最多抵 ${setOffPercent}%${setOffIllustrative ? '（这个比例还没有经民政局确认，只供参考）' : ''}`
}

/** Months, reasons, and to the fen what is settled and open. */
export function recoveryRows(one: Recovery): { label: string; value: string }[] {
  const { months, words, said, decision, balance, hearUntil, maySpeak, state } = one
  const settled = balance
    ? [
        ...(balance.setOffFen > 0 ? [{ label: '已抵', value: money(balance.setOffFen) }] : []),
        ...(balance.paidBackFen > 0 ? [{ label: '已退回', value: money(balance.paidBackFen) }] : []),
        ...(balance.waivedFen > 0 ? [{ label: '不用退的', value: money(balance.waivedFen) }] : []),
        { label: '还差', value: money(balance.openFen) },
      ]
    : []
  return [
    { label: '多发的', value: months.map(({ month, fen }) => `${monthWords(month)} ${money(fen)}`).join('、') },
    { label: '理由', value: words },
    ...(state === 'dropped' ? [] : [{ label: decision ? '怎么退' : '要退的话', value: wayWords(one) }]),
    ...(said ? [{ label: '您说的', value: said }] : []),
    ...(maySpeak && hearUntil ? [{ label: '请在这天前说', value: dateWords(hearUntil) }] : []),
    ...(decision ? [{ label: '决定的理由', value: decision.words }] : []),
    ...settled,
  ]
}
