import { hashOfHex, hexOf, joinBytes, leafHash, rootFromPath, type Sha256, utf8Bytes } from './merkle.ts'

/** One sealed day of the ledger: what is hashed into its head. */
export interface SealedDay {
  /** yyyy-mm-dd in Asia/Shanghai. */
  date: string
  root: string
  count: number
  prevHead: string
  head: string
}

/** A journal's place in a sealed day. */
export interface InclusionProof {
  /** The journal as it was hashed. */
  journal: string
  index: number
  path: readonly string[]
  seal: SealedDay
}

/** The head before the first sealed day. */
export const FIRST_PREV_HEAD = '0'.repeat(64)

/** head = SHA-256(previous head ‖ date ‖ root ‖ count); the date as ten ASCII characters, the count as eight bytes, big-endian. */
export function sealHead(sha256: Sha256, { prevHead, date, root, count }: Omit<SealedDay, 'head'>): string {
  const counted = new Uint8Array(8)
  let rest = count
  for (let at = 7; at >= 0; at -= 1) {
    counted[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return hexOf(sha256(joinBytes(hashOfHex(prevHead), utf8Bytes(date), hashOfHex(root), counted)))
}

/** The hash of a journal's text as a leaf. */
export const journalHash = (sha256: Sha256, journal: string) => leafHash(sha256, utf8Bytes(journal))

/** What a check of one's own gift may find wrong, in the order in which it is looked at. */
export type ProofFault = 'not_this_gift' | 'not_in_root' | 'head_differs' | 'not_published' | 'chain_broken'

/** What the checker knows by itself: its own gift, and the seals as they are published to everybody. */
export interface KnownToDonor {
  giftId: string
  amountFen: number
  /** From the proof's day to the newest, in order. */
  published: readonly SealedDay[]
}

const tellsOf = (journal: string): Record<string, unknown> => {
  try {
    const facts: unknown = JSON.parse(journal)
    return typeof facts === 'object' && facts !== null ? { ...facts } : {}
  } catch {
    return {}
  }
}

function isInRoot(sha256: Sha256, { journal, index, path, seal }: InclusionProof): boolean {
  try {
    const place = { index, size: seal.count, path: path.map(hashOfHex) }
    const root = rootFromPath(sha256, journalHash(sha256, journal), place)
    return root !== null && hexOf(root) === seal.root
  } catch {
    return false
  }
}

function headHolds(sha256: Sha256, seal: SealedDay): boolean {
  try {
    return sealHead(sha256, seal) === seal.head
  } catch {
    return false
  }
}

/** What is wrong with a proof, as far as its receiver can tell; null when all of it holds. Trusts nothing that it can compute. */
export function proofFault(sha256: Sha256, proof: InclusionProof, known: KnownToDonor): ProofFault | null {
  const { kind, outTradeNo, amountFen } = tellsOf(proof.journal)
  if (kind !== 'gift_paid' || outTradeNo !== known.giftId || amountFen !== known.amountFen) return 'not_this_gift'
  if (!isInRoot(sha256, proof)) return 'not_in_root'
  if (!headHolds(sha256, proof.seal)) return 'head_differs'
  const [own] = known.published
  if (own?.date !== proof.seal.date || own.head !== proof.seal.head) return 'not_published'
  const isChain = known.published.every((seal, at) => {
    const before = known.published[at - 1]
    return headHolds(sha256, seal) && (before === undefined || (seal.prevHead === before.head && seal.date > before.date))
  })
  return isChain ? null : 'chain_broken'
}
