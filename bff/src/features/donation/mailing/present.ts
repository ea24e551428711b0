import type { AutomaticThanks, Letter } from '@minsheng/shared/contracts/donation'
import type { MailingDocument } from './store.ts'

/** Receivers done with, of all; whole only when all are. */
function sentPercent({ state, counts }: MailingDocument): number {
  if (state === 'sent') return 100
  const all = counts.pending + counts.sent + counts.muted + counts.dropped + counts.failed
  return all === 0 ? 0 : Math.min(99, Math.floor(((all - counts.pending) / all) * 100))
}

/** A letter as the desk sees it: receivers only as numbers, and anonymous ones only as gifts. */
export function presentLetter(mailing: MailingDocument): Letter {
  const { _id, charityId, charityName, text, receivers, campaignTitle, counts, createdAt, finishedAt } = mailing
  return {
    id: _id,
    charityId,
    charityName,
    text,
    receivers,
    campaignTitle,
    state: mailing.state === 'collecting' || mailing.state === 'sending' ? mailing.state : 'sent',
    namedCount: counts.namedCount,
    anonymousGiftCount: counts.anonymousGiftCount,
    sentPercent: sentPercent(mailing),
    mutedCount: counts.muted,
    failedCount: counts.failed,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}

/** The automatic thanks of a campaign; one that was never set up is off and has no words. */
export function presentAutomatic(mailing: MailingDocument | null): AutomaticThanks {
  if (!mailing) return { enabled: false, text: '', sentCount: 0, failedCount: 0, rev: 0 }
  const { state, text, counts, rev } = mailing
  return { enabled: state === 'standing', text, sentCount: counts.sent, failedCount: counts.failed, rev }
}
