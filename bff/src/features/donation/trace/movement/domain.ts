import type { Leg } from '../../ledger/domain.ts'

/** What the trace reads of a journal. Kinds it does not know are understood by their legs. */
export interface TracedJournal {
  key: string
  kind: string
  campaignId: string | null
  amountFen: number
  legs: readonly Leg[]
  postedAt: Date
  outTradeNo?: string
  outRefundNo?: string
  disbursementId?: string
}

/** What one journal does to money given for campaigns. */
export type Movement =
  | { kind: 'given'; giftId: string; campaignId: string; fen: number }
  | { kind: 'given_back'; giftId: string; campaignId: string; refundId: string; fen: number }
  | { kind: 'kept_after_all'; giftId: string; refundId: string }
  | { kind: 'spent'; spendingId: string; campaignId: string; fen: number }
  | { kind: 'unspent'; spendingId: string }
  | { kind: 'moved'; fromCampaignId: string; toCampaignId: string; fen: number }

const RESTRICTED = 'Restricted:'

/** What a journal does to money given for campaigns, by the accounts it touches. */
function movementByLegs(journal: TracedJournal): Movement | null {
  const change = new Map<string, number>()
  for (const { account, side, amountFen } of journal.legs) {
    if (!account.startsWith(RESTRICTED)) continue
    const campaignId = account.slice(RESTRICTED.length)
    change.set(campaignId, (change.get(campaignId) ?? 0) + (side === 'credit' ? amountFen : -amountFen))
  }
  const [into] = [...change].filter(([, fen]) => fen > 0)
  const [outOf] = [...change].filter(([, fen]) => fen < 0)
  if (into && outOf) return { kind: 'moved', fromCampaignId: outOf[0], toCampaignId: into[0], fen: into[1] }
  if (into) return { kind: 'given', giftId: journal.outTradeNo ?? journal.key, campaignId: into[0], fen: into[1] }
  if (outOf) return { kind: 'spent', spendingId: journal.disbursementId ?? journal.key, campaignId: outOf[0], fen: -outOf[1] }
  return null
}

/** What a journal does to the trace; null for settlements and what else moves no gift. */
export function movementOf(journal: TracedJournal): Movement | null {
  const { kind, campaignId, amountFen: fen, outTradeNo: giftId, outRefundNo: refundId, disbursementId: spendingId } = journal
  if (campaignId === null) return movementByLegs(journal)
  if (kind === 'refund_accepted' && giftId && refundId) return { kind: 'given_back', giftId, campaignId, refundId, fen }
  if (kind === 'refund_closed' && giftId && refundId) return { kind: 'kept_after_all', giftId, refundId }
  if (kind === 'disbursement_reversed' && spendingId) return { kind: 'unspent', spendingId }
  return movementByLegs(journal)
}

/** In the order of posting; the key decides between journals of one instant, so that every arrival order is one. */
export const byPosting = (a: TracedJournal, b: TracedJournal) =>
  a.postedAt.getTime() - b.postedAt.getTime() || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
