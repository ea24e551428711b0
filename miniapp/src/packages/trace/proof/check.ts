import type { Gift, LedgerProof, Seal } from '@minsheng/shared/contracts/donation'
import { journalHash, type ProofFault, proofFault } from '@minsheng/shared/units/ledger-proof'
import { hexOf } from '@minsheng/shared/units/merkle'
import { sha256 } from '@noble/hashes/sha2'
import { call } from '../../../platform/request'

export type SealedProof = Extract<LedgerProof, { state: 'sealed' }>

export interface Checked {
  gift: Gift
  proof: SealedProof
  /** From the gift's day to the newest, as everybody sees them. */
  published: Seal[]
  leafHash: string
  fault: ProofFault | null
}

export type Answer =
  | { state: 'waiting'; gift: Gift; sealsAfter: string }
  | { state: 'too_old'; gift: Gift; proof: SealedProof }
  | ({ state: 'checked' } & Checked)

/** The public list from a day on, oldest first. */
async function sealsFrom(date: string): Promise<Seal[]> {
  const newestFirst: Seal[] = []
  let cursor: string | undefined
  do {
    const { items, nextCursor } = await call('listSeals', { query: { from: date, limit: 100, ...(cursor ? { cursor } : {}) } })
    newestFirst.push(...items)
    cursor = nextCursor ?? undefined
  } while (cursor)
  return newestFirst.reverse()
}

/** Fetches what the server says and computes on this phone whether it holds. */
export async function checkGift(giftId: string): Promise<Answer> {
  const [gift, proof] = await Promise.all([call('getMyGift', { params: { giftId } }), call('getMyLedgerProof', { params: { giftId } })])
  if (proof.state === 'waiting') return { state: 'waiting', gift, sealsAfter: proof.sealsAfter }
  // The hash counts with numbers that phones of before 2020 do not have.
  if (typeof BigInt === 'undefined') return { state: 'too_old', gift, proof }
  const published = await sealsFrom(proof.seal.date)
  const fault = proofFault(sha256, proof, { giftId, amountFen: gift.amountFen, published })
  return { state: 'checked', gift, proof, published, leafHash: hexOf(journalHash(sha256, proof.journal)), fault }
}
