import type { MessageKind, PromptMoment } from '@minsheng/shared/contracts/message'
import type { SubscribeTemplate } from '../template/domain.ts'

const DAY_MS = 24 * 3_600_000

/** Named here and nowhere else. */
export const promptRules = {
  /** WeChat shows three templates at most. */
  mostAtOnce: 3,
  /** So many messages in stock are enough. */
  enough: 2,
  /** Nobody is asked twice a day. */
  pauseMs: DAY_MS,
  /** After a no: a month, and after a second no never again, but when the person asks for it in the settings. */
  afterRefusalMs: 30 * DAY_MS,
  mostRefusals: 2,
} as const

/** What each moment is good for: what the person has just done brings such a message about. */
export const momentKinds: Readonly<Record<PromptMoment, readonly MessageKind[]>> = {
  gift_paid: ['refund', 'progress', 'receipt'],
  refund_asked: ['refund'],
  monthly_started: ['monthly_gift'],
  team_started: ['team'],
  // What matters most first: those are asked for once and for good, and apart from the others.
  settings: ['help', 'notice', 'refund', 'progress', 'monthly_gift', 'team', 'receipt', 'thanks'],
}

/** What is known of one person and one template. */
export interface Stock {
  template: string
  left: number
  standing: boolean
  refusals: number
  askedAt: Date | null
}

/**
 * Which templates a page may ask for now: at most three of one sort, because WeChat refuses one-time and long-term ones
 * together (20002/20003), none of which there are enough, and none that would be nagging.
 */
export function promptFor<T extends Pick<SubscribeTemplate, 'kind' | 'sort'> & { name: string }>(
  moment: PromptMoment,
  templates: readonly T[],
  stocks: readonly Stock[],
  now: Date,
): T[] {
  const asked = moment === 'settings'
  const wanted = momentKinds[moment].flatMap((kind) => templates.filter((template) => template.kind === kind))
  const open = wanted.filter(({ name }) => {
    const stock = stocks.find(({ template }) => template === name)
    if (!stock) return true
    if (stock.standing || stock.left >= promptRules.enough) return false
    if (asked) return true
    const since = now.getTime() - (stock.askedAt?.getTime() ?? 0)
    if (stock.refusals >= promptRules.mostRefusals) return false
    return since >= (stock.refusals > 0 ? promptRules.afterRefusalMs : promptRules.pauseMs)
  })
  const sort = open[0]?.sort
  return open.filter((template) => template.sort === sort).slice(0, promptRules.mostAtOnce)
}

/** Whether answers are to templates of one sort, as WeChat's own call would have it. */
export const isOneSort = (templates: readonly Pick<SubscribeTemplate, 'sort'>[]) => new Set(templates.map(({ sort }) => sort)).size <= 1
