import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import type { ProxyCatalogue, ProxyDeed, ProxyRelation, ProxyView } from '@minsheng/shared/contracts/proxy'
import { addDays, addMonths, startOfDay } from '@minsheng/shared/units/calendar'
import { formatDate } from '@minsheng/shared/units/clock'
import type { Tone } from '../../ui/badge'

/** `2026-06-15` → `2026年6月15日（周一）`. */
export const dayWords = (date: string): string => formatDate(startOfDay(date))

export const relations: { value: ProxyRelation; label: string }[] = [
  { value: 'child', label: '子女' },
  { value: 'spouse', label: '老伴' },
  { value: 'relative', label: '亲戚' },
  { value: 'neighbour', label: '邻居' },
  { value: 'worker', label: '社区工作人员' },
  { value: 'other', label: '其他' },
]

export const states: Record<ProxyView['state'], { tone: Tone; label: string }> = {
  recorded: { tone: 'warm', label: '等社区核实' },
  refused: { tone: 'danger', label: '没有核实通过' },
  invited: { tone: 'warm', label: '等对方接受' },
  lapsed: { tone: 'muted', label: '邀请过期了' },
  declined: { tone: 'muted', label: '对方没有接受' },
  active: { tone: 'success', label: '正在代办' },
  withdrawn: { tone: 'muted', label: '已经结束' },
  expired: { tone: 'muted', label: '已经到期' },
}

/** The state as this side says it: who is invited reads that it is for them to answer. */
export function stateOf({ state, side, endedBy }: Pick<ProxyView, 'state' | 'side' | 'endedBy'>): { tone: Tone; label: string } {
  if (side === 'received' && state === 'invited') return { tone: 'warm', label: '等您答复' }
  if (side === 'received' && state === 'declined') return { tone: 'muted', label: '您没有接受' }
  if (state === 'withdrawn') {
    const own = (endedBy === 'elder' && side === 'given') || (endedBy === 'proxy' && side === 'received')
    return { tone: 'muted', label: own ? '您已结束' : '对方已结束' }
  }
  return states[state]
}

export const isLive = ({ state }: Pick<ProxyView, 'state'>) => state === 'active' || state === 'invited' || state === 'recorded'

export const scopeTitles = (scopes: readonly ProxyScope[], catalogue: Pick<ProxyCatalogue, 'scopes'> | null): string =>
  scopes.map((scope) => catalogue?.scopes.find((known) => known.scope === scope)?.title ?? '其他').join('、')

/** `1234 5678`: read out and typed in two halves. */
export const codeWords = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

/** What of a typed code is wrong; null when it may be tried. */
export const codeError = (typed: string): string | null => (/^\d{8}$/.test(typed.replace(/\s/g, '')) ? null : '请填写 8 位数字的代办码')

export const nameError = (name: string): string | null => (name.trim() === '' ? '请填写称呼' : null)

/** How long one may choose, each with its last day. */
export function untilChoices(today: string): { value: string; label: string; detail: string }[] {
  const choices = [
    { value: addDays(today, 7), label: '一周' },
    { value: addMonths(today, 1), label: '一个月' },
    { value: addMonths(today, 6), label: '半年' },
    { value: addMonths(today, 12), label: '一年' },
  ]
  return choices.map((choice) => ({ ...choice, detail: `到 ${dayWords(choice.value)}` }))
}

const outcomes: Record<ProxyDeed['outcome'], string> = { done: '', begun: '（没有办完）', refused: '（没有办成）' }

/** `看捐赠凭证，3 次`. */
export const deedWords = ({ deed, times, outcome }: Pick<ProxyDeed, 'deed' | 'times' | 'outcome'>): string =>
  `${deed}${times > 1 ? `，${times} 次` : ''}${outcomes[outcome]}`
