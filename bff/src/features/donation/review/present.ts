import type { CampaignChange, PublicChange } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { StoredChange } from '../campaign/store.ts'
import { noticeUntil } from './domain.ts'

const what = ({ id, field, before, after, note, filingNumber }: StoredChange) => ({ id, field, before, after, note, filingNumber })

export function presentChange(change: StoredChange): CampaignChange {
  return {
    ...what(change),
    state: change.state,
    requestedAt: change.requestedAt.toISOString(),
    decidedAt: change.decidedAt?.toISOString() ?? null,
    decisionNote: change.decisionNote,
  }
}

/** What everybody may see: changes that took place, newest first. */
export function presentPublicChanges(changes: readonly StoredChange[]): PublicChange[] {
  return changes
    .flatMap((change) => {
      if (change.state !== 'applied' || change.decidedAt === null) return []
      const changedOn = shanghaiDate(change.decidedAt)
      return [{ ...what(change), changedOn, noticeUntil: noticeUntil(change.field, changedOn) }]
    })
    .reverse()
}
