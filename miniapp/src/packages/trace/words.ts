import type { GiftTrace, GiftUse } from '@minsheng/shared/contracts/donation'
import { formatDate, formatInstant } from '@minsheng/shared/units/clock'
import type { ProofFault } from '@minsheng/shared/units/ledger-proof'
import { formatYuan } from '@minsheng/shared/units/money'

export const yuan = (fen: number) => `¥${formatYuan(fen)}`

/** `2026-06-15` → `6月15日（周一）`; the year only when it is not this one. */
export function dayWords(date: string, now: Date): string {
  const words = formatDate(new Date(`${date}T00:00:00+08:00`))
  const thisYear = formatDate(now).slice(0, 5)
  return words.startsWith(thisYear) ? words.slice(5) : words
}

/** Whether the parts a page is about to show add up to what was given, to the fen. */
export function isWhole({ settled, paidFen, usedFen, unusedFen, returnedFen, uses, unused }: GiftTrace): boolean {
  const sum = (parts: readonly number[]) => parts.reduce((total, fen) => total + fen, 0)
  return (
    settled &&
    usedFen + unusedFen + returnedFen === paidFen &&
    sum(uses.map(({ shareFen }) => shareFen)) === usedFen &&
    sum(unused.map(({ amountFen }) => amountFen)) === unusedFen
  )
}

type Voucher = NonNullable<GiftUse['spent']>['vouchers'][number]

const voucherNames: Record<Voucher['kind'], string> = {
  vat_invoice: '发票',
  receipt: '收据',
  bank_slip: '银行回单',
  delivery_note: '签收单',
  other: '其他凭证',
}

export const voucherWords = ({ kind, number }: Voucher) => `${voucherNames[kind]} ${number}`

/** How many gifts one spending is made up of. */
export function togetherWords({ totalFen, giftCount, spent }: GiftUse): string {
  const [only, ...others] = spent?.vouchers ?? []
  const what = only?.kind === 'vat_invoice' && others.length === 0 ? '这张发票' : '这笔支出'
  return giftCount === 1
    ? `${what} ${yuan(totalFen)}，全部由您这一笔爱心支付`
    : `${what} ${yuan(totalFen)}，由 ${formatCount(giftCount)} 份爱心合起来，其中有您的一份`
}

/** 1284 → `1,284` */
export const formatCount = (count: number) => count.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** Whether the money is used up, as one sentence. */
export function partsWords({ usedFen, unusedFen, returnedFen }: GiftTrace): string {
  return [
    usedFen > 0 ? `已经用了 ${yuan(usedFen)}` : '还没有用出去',
    ...(usedFen > 0 && unusedFen > 0 ? [`还有 ${yuan(unusedFen)} 没用`] : []),
    ...(returnedFen > 0 ? [`退回 ${yuan(returnedFen)}`] : []),
  ].join('，')
}

/** The page as it is read out. */
export function spokenTrace(trace: GiftTrace, now: Date): string[] {
  return [
    `您捐给${trace.projectTitle}的 ${yuan(trace.paidFen)}，${partsWords(trace)}。`,
    ...trace.uses.map(({ shareFen, spent, ...use }) =>
      spent
        ? `${dayWords(spent.on, now)}，${spent.purpose}，用了您的 ${yuan(shareFen)}，付给${spent.payee}。${togetherWords({ ...use, shareFen, spent })}。`
        : `有一笔支出用了您的 ${yuan(shareFen)}，说明正在补充。`,
    ),
    ...trace.unused.map(({ amountFen, projectTitle }) => `还有 ${yuan(amountFen)}，在${projectTitle}里等着用。`),
  ]
}

/** When today's books are closed, in words. */
export function sealsAfterWords(sealsAfter: string, now: Date): string {
  const at = formatInstant(new Date(sealsAfter))
  const tomorrow = formatDate(new Date(now.getTime() + 86_400_000)).slice(0, -4)
  return at.startsWith(tomorrow) || at.startsWith(formatDate(now).slice(0, -4)) ? '今晚封账后可以核对' : `${at} 以后可以核对`
}

/** What does not fit, so that someone who is told on the telephone can find it. */
export const faultWords: Record<ProofFault, string> = {
  not_this_gift: '服务器给出的账，不是您这一笔，或者金额、订单号对不上。',
  not_in_root: '用您这一笔算出来的，和当天账本的指纹对不上。',
  head_differs: '当天的指纹，和它前一天的指纹接不上。',
  not_published: '公开的指纹表上，当天的指纹是另外一个。',
  chain_broken: '从那天到现在，指纹表中间有一天接不上。',
}
