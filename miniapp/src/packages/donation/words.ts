import type { Gift, Project, ProjectMatching, ProjectSummary } from '@minsheng/shared/contracts/donation'
import { formatDate, formatInstant } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'

/** ¥1,000 where there are no fen, ¥10.50 where there are. */
export function yuanWords(fen: number): string {
  return `¥${formatYuan(fen).replace(/\.00$/, '')}`
}

type HowFar = Pick<ProjectSummary, 'totals' | 'goalFen' | 'acceptsGifts'>

/** The goal and how much of it is reached, for a place where the sum itself already stands. */
export function goalWords({ totals, goalFen, acceptsGifts }: HowFar): string {
  const goal = `目标 ${yuanWords(goalFen)}`
  if (totals.giftCount === 0) return acceptsGifts ? `${goal}，等您来捐第一笔` : goal
  const percent = Math.floor((totals.raisedFen / goalFen) * 100)
  return `${goal}，${percent >= 100 ? '已达目标' : percent >= 1 ? `完成 ${percent}%` : '刚刚开始'}`
}

/** How far a project is, as one sentence. */
export function progressWords(project: HowFar): string {
  const goal = goalWords(project)
  return project.totals.giftCount === 0 ? goal : `已筹 ${yuanWords(project.totals.raisedFen)}，${goal}`
}

/** Where a project that takes no gifts here can be helped, as short as a label. */
export function notAcceptingWords(channel: ProjectSummary['channel']): string {
  switch (channel) {
    case 'in_kind':
      return '只收物资，请联系慈善组织'
    case 'designated':
      return '请到指定募捐平台捐'
    case 'targeted':
      return '定向项目，不向公众募捐'
    case 'own_site':
    case 'demo':
      return '现在不能捐，点开看原因'
  }
}

/** What a part of the goal is for, and how large a part: `餐食 ¥40,000，占 80%`. */
export function budgetWords({ label, amountFen }: Project['budget'][number], goalFen: number): string {
  const percent = Math.round((amountFen / goalFen) * 100)
  return `${label} ${yuanWords(amountFen)}，占 ${percent < 1 ? '不到 1' : percent}%`
}

/** How much of a budget line is spent: `餐食 预算 ¥40,000，用了 ¥12,000`. */
export function lineWords({ label, budgetFen, spentFen }: Project['spending']['lines'][number]): string {
  const budget = budgetFen > 0 ? `预算 ${yuanWords(budgetFen)}` : '不在原预算里'
  return `${label} ${budget}，${spentFen > 0 ? `用了 ${yuanWords(spentFen)}` : '还没有用'}`
}

/** `2026-06-15` → `2026年6月15日（周一）`. */
export function dateWords(calendarDate: string): string {
  return formatDate(new Date(`${calendarDate}T00:00:00+08:00`))
}

export function instantWords(instant: string): string {
  return formatInstant(new Date(instant))
}

/** How far the books agree with WeChat Pay, for whoever gave; null while no day was compared. */
export function reconciledWords({ reconciledTo, differences }: { reconciledTo: string | null; differences: number }): string | null {
  return reconciledTo === null ? null : `账目已与微信支付核对到 ${dateWords(reconciledTo)}，差异 ${differences} 笔`
}

/** `2026年6月15日（周一）` of an instant. */
export function dayWords(instant: string): string {
  return formatDate(new Date(instant))
}

/** Paragraphs of a text as its writer parted them. */
export const paragraphs = (text: string): string[] => text.split(/\n+/).filter((paragraph) => paragraph.trim() !== '')

interface GiftStateWords {
  tone: 'success' | 'warm' | 'danger' | 'muted'
  label: string
}

type Returning = Pick<Gift, 'amountFen' | 'refundedFen' | 'refundingFen'>

/** Whether all of a gift is back or on its way back. */
export const isReturned = ({ amountFen, refundedFen, refundingFen }: Returning): boolean => refundedFen + refundingFen >= amountFen

/** Which way a gift goes or went back, in one sentence: a bank transfer is not found in WeChat's bills. */
export function returnWords({ returnRoute, refundingFen }: Pick<Gift, 'returnRoute' | 'refundingFen'>): string {
  if (refundingFen > 0)
    return returnRoute === 'bank'
      ? '这笔钱不能从微信原路退回，慈善组织会用银行转账退给您。'
      : '原路退回您付款的账户。零钱一般几分钟到，银行卡要 1–3 个工作日。'
  return returnRoute === 'bank'
    ? '慈善组织已用银行转账退给您，可以在您收款的银行账户里查到；微信支付的账单里没有这笔退款。'
    : '已退回您付款的账户，可以在微信支付的账单里看到。'
}

function paidWords({ amountFen, refundedFen, refundingFen }: Returning): GiftStateWords {
  if (refundingFen > 0) return { tone: 'warm', label: refundingFen === amountFen ? '正在退回' : `正在退回 ${yuanWords(refundingFen)}` }
  if (refundedFen > 0) return { tone: 'muted', label: refundedFen === amountFen ? '已退回' : `已退回 ${yuanWords(refundedFen)}` }
  return { tone: 'success', label: '已到账' }
}

/** What became of a gift, at an instant. */
export function giftStateWords({ state, payBefore, ...gift }: Pick<Gift, 'state' | 'payBefore'> & Returning, now: number): GiftStateWords {
  switch (state) {
    case 'paid':
      return paidWords(gift)
    case 'closed':
      return { tone: 'muted', label: '未付款，已取消' }
    case 'quarantined':
      return { tone: 'danger', label: '正在核对' }
    case 'awaiting':
      return Date.parse(payBefore) > now ? { tone: 'warm', label: '还没有付款' } : { tone: 'muted', label: '付款时间已过' }
  }
}

/** Whether the cashier still takes this order. */
export function canPay({ state, payBefore }: Pick<Gift, 'state' | 'payBefore'>, now: number): boolean {
  return state === 'awaiting' && Date.parse(payBefore) > now
}

type Undoable = Pick<Gift, 'undoBefore' | 'paidAt'>

/** Whether the giver may still take the gift back. */
export const canUndo = ({ undoBefore }: Pick<Gift, 'undoBefore'>, now: number): boolean =>
  undoBefore !== null && Date.parse(undoBefore) >= now

const UNDO_MINUTES = 10

/** Until when a gift may be taken back, and that nobody asks why. */
export function undoWords({ undoBefore, paidAt }: Undoable): string {
  if (undoBefore === null) return ''
  const isSecondTry = paidAt !== null && Date.parse(undoBefore) - Date.parse(paidAt) > UNDO_MINUTES * 60_000
  return isSecondTry
    ? '上次没有退成功，可以再撤销一次'
    : `${formatInstant(new Date(undoBefore)).slice(-5)} 前可以撤销，钱原路退回，不问原因`
}

const perYuan = (ratioPermille: number) => formatYuan(ratioPermille / 10).replace(/\.?0+$/, '')

/** A company's promise in one sober sentence. */
export function matchingWords({
  companyName,
  ratioPermille,
  perGiftCapFen,
  totalCapFen,
}: Pick<ProjectMatching, 'companyName' | 'ratioPermille' | 'perGiftCapFen' | 'totalCapFen'>): string {
  const adds = ratioPermille % 10 === 0 ? `您每捐 1 元，它再捐 ${perYuan(ratioPermille)} 元` : `您每捐 1,000 元，它再捐 ${ratioPermille} 元`
  const eachGift = perGiftCapFen === null ? '' : `，每笔最多 ¥${formatYuan(perGiftCapFen)}`
  return `${companyName}承诺：${adds}${eachGift}，总额最多 ¥${formatYuan(totalCapFen)}。`
}

/** When a promise holds, and whether its most is reached. */
export function matchingWhenWords({
  phase,
  startsOn,
  endsOn,
  owedFen,
  totalCapFen,
}: Pick<ProjectMatching, 'phase' | 'startsOn' | 'endsOn' | 'owedFen' | 'totalCapFen'>): string {
  if (phase === 'coming') return `从${dateWords(startsOn)}开始。`
  if (phase === 'over') return `到${dateWords(endsOn)}为止，已经结束。`
  return owedFen >= totalCapFen ? '已经到了总额，之后的捐款不再配捐。' : `到${dateWords(endsOn)}为止。`
}
