import type { Differs, DiffersKind } from '@minsheng/shared/contracts/policy'
import type { Decision } from '@minsheng/shared/policy/policy/decide'
import { NO, YES } from '@minsheng/shared/policy/rule/truth'
import type { AwardFacts } from '../domain.ts'

/** How far an award is otherwise than today's rules; `since` is kept while it stays so. */
export type Difference = Pick<Differs, 'kind' | 'toFen'>

/** Whom an award is for, as the register knows them today. */
export type Whereabouts = 'here' | 'gone' | 'payee_left'

const only = (kind: DiffersKind): Difference => ({ kind, toFen: null })

/**
 * How a running award would come out today: null when it is as the rules say. What is unknown is never taken for a no.
 * @param decision what the rules say as if it did not stand; null: the law has no such policy any more
 */
export function differenceOf(
  award: Pick<AwardFacts, 'lines' | 'every'>,
  decision: Decision | null,
  whereabouts: Whereabouts,
): Difference | null {
  if (whereabouts === 'gone') return only('gone')
  if (!decision || decision.status === 'upcoming') return only('not')
  const { requirements, status, excludedBy, amount, version } = decision
  if (status === 'excluded' || requirements.some(({ truth }) => truth === NO)) return only('not')
  if (whereabouts === 'payee_left') return only('payee')
  if (excludedBy.length > 0 || requirements.some(({ truth }) => truth !== YES)) return only('unclear')
  if (award.every === null) return null
  if (!version.ceiling && amount.low !== amount.high) return only('unclear')
  const isFen = award.lines.at(-1)?.fen ?? 0
  if (amount.high === isFen) return null
  return { kind: amount.high > isFen ? 'more' : 'less', toFen: amount.high }
}

/** What is to be kept of it; null: it is kept so already. @param today calendar date in Shanghai */
export function keptDifference(was: Differs | null, now: Difference | null, today: string): { differs: Differs | null } | null {
  if (was?.kind === now?.kind && (was?.toFen ?? null) === (now?.toFen ?? null)) return null
  return { differs: now && { ...now, since: was?.kind === now.kind ? was.since : today } }
}
