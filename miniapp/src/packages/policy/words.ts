import type { Benefit, BenefitList, MoneyRange } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import type { Tone } from '../../ui/badge'

/** `2026-06-05` → `2026年6月5日`. */
export function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** A range of money as people say it; null where there is none. */
export function rangeWords({ low, high }: MoneyRange): string | null {
  if (high === 0) return null
  if (low === high) return `¥${formatYuan(high)}`
  return low === 0 ? `最多 ¥${formatYuan(high)}` : `¥${formatYuan(low)} 到 ¥${formatYuan(high)}`
}

const rhythms = { month: '每月', year: '每年', once: '一次' } as const

/** What it gives, in one line. */
export function amountWords({ amount, every, kind, ofHousehold }: Pick<Benefit, 'amount' | 'every' | 'kind' | 'ofHousehold'>): string {
  const money = rangeWords(amount)
  if (!money || !every) return giftWords[kind]
  const whose = ofHousehold ? '全家' : ''
  const gap = money.startsWith('最多') ? '' : ' '
  return `${whose}${rhythms[every]}${gap}${money}${kind === 'serviceCredit' ? '，只能买服务' : ''}`
}

/** An amount that nobody at the bureau has confirmed says so wherever it stands. */
export const isOpenAmount = ({ illustrative, amount }: Pick<Benefit, 'illustrative' | 'amount'>) => illustrative && amount.high > 0

const giftWords: Record<Benefit['kind'], string> = {
  cash: '发钱，金额按情况定',
  serviceCredit: '服务补贴，金额按情况定',
  feeWaiver: '减免或报销费用',
  inKind: '免费服务',
  recognition: '认定后可以享受其他救助',
}

export const statusWords: Record<Benefit['status'], { tone: Tone; label: string }> = {
  enjoying: { tone: 'success', label: '正在享受' },
  entitled: { tone: 'info', label: '符合条件' },
  possible: { tone: 'warm', label: '可能符合' },
  upcoming: { tone: 'warm', label: '快到了' },
  excluded: { tone: 'muted', label: '不能重复享受' },
  not: { tone: 'muted', label: '现在不符合' },
}

/** What time will change, in one sentence. */
export function changeWords({ change, every, kind }: Pick<Benefit, 'change' | 'every' | 'kind'>): string | null {
  if (!change) return null
  const on = dateWords(change.on)
  switch (change.kind) {
    case 'starts':
      return `${on}起`
    case 'ends':
      return `到 ${on}前一天为止`
    case 'changes':
      return `${on}起变为${amountWords({ amount: change.amount, every, kind, ofHousehold: false })}`
  }
}

/** What it is to the person now: what is given only once is not enjoyed still, it was. */
export const standingWords = ({ status, givenOn }: Pick<Benefit, 'status' | 'givenOn'>) =>
  givenOn ? { tone: 'success' as const, label: '已经享受过' } : statusWords[status]

/** When what is given only once was granted. */
export const givenOnWords = ({ givenOn }: Pick<Benefit, 'givenOn'>): string | null =>
  givenOn ? `${dateWords(givenOn)}批准，这一项只给一次` : null

const sections: readonly { statuses: readonly Benefit['status'][]; title: string; given?: true }[] = [
  { statuses: ['enjoying'], title: '正在享受的' },
  { statuses: ['entitled'], title: '符合条件，还没有享受的' },
  { statuses: ['possible'], title: '可能符合，还差几个问题' },
  { statuses: ['upcoming'], title: '快到了的' },
  { statuses: ['enjoying'], title: '已经享受过的', given: true },
]

/** What there is for someone, by how near it is. */
export const sectionsOf = ({ items }: BenefitList) =>
  sections
    .map(({ statuses, title, given = false }) => ({
      title,
      items: items.filter(({ status, givenOn }) => statuses.includes(status) && (givenOn !== null) === given),
    }))
    .filter((section) => section.items.length > 0)

/** What there is not, and may be asked why. */
export const othersOf = ({ items }: BenefitList) => items.filter(({ status }) => status === 'excluded' || status === 'not')

/** The sums, one line each; nothing that is zero. */
export function totalLines({ totals }: BenefitList): { label: string; value: string }[] {
  const line = (label: string, range: MoneyRange) => {
    const value = rangeWords(range)
    return value ? [{ label, value }] : []
  }
  return [
    ...line('每月正在领', totals.enjoying.month),
    ...line('符合条件、还没有领的，每月', totals.entitled.month),
    ...line('加起来一年', {
      low: totals.enjoying.year.low + totals.entitled.year.low,
      high: totals.enjoying.year.high + totals.entitled.year.high,
    }),
    ...line('另有买服务用的补贴，每月', {
      low: totals.enjoying.creditMonth.low + totals.entitled.creditMonth.low,
      high: totals.enjoying.creditMonth.high + totals.entitled.creditMonth.high,
    }),
  ]
}

/** Questions that only the person answers here; what is of others in the household is asked on a visit. */
export const questionsHere = ({ questions }: BenefitList) => questions.filter(({ about }) => about !== 'others')

/** That there is more to answer; how much hangs on it would promise what excludes one another. */
export function openWords(list: BenefitList): string | null {
  const open = questionsHere(list).length
  return open === 0 ? null : `还有 ${open} 个问题可以回答，答得越多，算得越准。不清楚的可以跳过。`
}

/** Whether what is open about a policy can be answered here, or only by others of the household. */
export const isAskedHere = (list: BenefitList, { title }: Pick<Benefit, 'title'>) =>
  questionsHere(list).some(({ policies }) => policies.includes(title))

/** The main text for who has it read to them. */
export function spokenList(list: BenefitList): string[] {
  const lines = totalLines(list).map(({ label, value }) => `${label}${value.replaceAll('¥', '')}元。`)
  const parts = sectionsOf(list).map(({ title, items }) => `${title}有${items.length}项：${items.map((item) => item.title).join('、')}。`)
  return [...lines, ...parts]
}
