import type { ApplicationState } from '@minsheng/shared/contracts/policy'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { canDo, type DecisionMade, type Dossier, type ObjectionRaised, type ObjectionVoice } from '../domain.ts'
import { objectionDueOn, objectUntil } from '../remedy/domain.ts'

/** Who may object: whoever applied, or another grown-up of the household it was decided about. */
export interface Objector {
  residentId: string
  nameMasked: string
}

type Seen = { residentId: string; state: ApplicationState; dossier: Pick<Dossier, 'decision' | 'objection' | 'answered'> }

/**
 * The day from which somebody's own days count: that of the decision for whoever applied, the day they were told or first saw it for
 * others; who learns of it now, today.
 * @remarks 行政复议法 20: from when one knows or should have known
 */
export function knownOn({ at, told = [] }: Pick<DecisionMade, 'at' | 'told'>, residentId: string, applicantId: string, today: string) {
  if (residentId === applicantId) return shanghaiDate(new Date(at))
  return told.find((one) => one.residentId === residentId)?.on ?? today
}

const voicesOf = (raised: ObjectionRaised, applicantId: string) => [
  raised.by?.residentId ?? applicantId,
  ...(raised.also ?? []).map(({ residentId }) => residentId),
]

/** The objection of somebody to the decision that stands; null: they raised none. */
export function ownObjection({ residentId: applicantId, dossier }: Seen, residentId: string): ObjectionRaised | null {
  const { decision, objection, answered = [] } = dossier
  if (!decision) return null
  const since = [...answered, ...(objection ? [objection] : [])].filter(({ at }) => at >= decision.at)
  return since.findLast((raised) => voicesOf(raised, applicantId).includes(residentId)) ?? null
}

/** Why somebody can't object now; null when they can: each once to a decision, within their own days. */
export function objectionRefusal(seen: Seen, today: string, residentId: string = seen.residentId): string | null {
  const { decision } = seen.dossier
  if (!decision || !canDo('object', seen.state)) return '还没有决定，不用提异议'
  const own = ownObjection(seen, residentId)
  if (own?.outcome === null) return '已经提过异议，请等答复'
  if (own) return '异议已经答复过；不同意的，可以申请行政复议或提起诉讼'
  const until = objectUntil(knownOn(decision, residentId, seen.residentId, today))
  return today > until ? `提出异议的时间已经过了（${until}前），可以到街道窗口问还有什么办法` : null
}

/** The file with an objection more: one that waits is joined, and answered to all at once. @param at instant, ISO 8601 */
export function withObjection(dossier: Dossier, by: Objector & { words: string; at: string }, today: string): Dossier {
  const { objection: before, answered = [] } = dossier
  if (before?.outcome === null) {
    const voice: ObjectionVoice = by
    return { ...dossier, objection: { ...before, also: [...(before.also ?? []), voice] } }
  }
  const { words, at, residentId, nameMasked } = by
  const objection: ObjectionRaised = {
    words,
    at,
    by: { residentId, nameMasked },
    dueOn: objectionDueOn(today),
    outcome: null,
    answer: null,
    answeredAt: null,
  }
  return { ...dossier, objection, answered: [...answered, ...(before ? [before] : [])] }
}

/** What was said, as one text: whose it is stands beside it where several of a household spoke, or another than who applied. */
export function objectionWords(raised: ObjectionRaised, applicant: Objector): string {
  const first = raised.by ?? applicant
  const also = raised.also ?? []
  if (also.length === 0 && first.residentId === applicant.residentId) return raised.words
  return [{ ...first, words: raised.words }, ...also].map(({ nameMasked, words }) => `${nameMasked}说：${words}`).join('\n')
}

/** The decision, with one more who knows of it from a day on; null: it is on record. */
export function withTold(decision: DecisionMade, residentId: string, on: string): DecisionMade | null {
  const told = decision.told ?? []
  return told.some((one) => one.residentId === residentId) ? null : { ...decision, told: [...told, { residentId, on }] }
}
