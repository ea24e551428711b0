import { createHash } from 'node:crypto'
import { contentSchemas, effectiveFromOf, type PublicationKind, type Published, titleOf } from '@minsheng/shared/policy/publishing/content'
import { canonicalText } from '@minsheng/shared/units/canonical-text'

/** Who publishes what the product comes with. */
export const SYSTEM = 'system'
const FIRST_PREV = '0'.repeat(64)

/** One publication as it is stored: written once, never changed, chained to the one before it. */
export interface PublicationDocument {
  /** `policy.aged-allowance.2` */
  _id: string
  /** Place in the order in which things were published. */
  seq: number
  kind: PublicationKind
  key: string
  number: number
  title: string
  /** Canonical JSON text, so that no store can put it in another order. */
  content: string
  effectiveFrom: string | null
  effectiveTo: string | null
  publishedAt: Date
  publishedBy: string
  submittedBy: string
  reviewedBy: string
  why: string
  draftId: string | null
  /** Which part of the built-in catalogue it is; null for the bureau's own. */
  builtIn: string | null
  /** Hash of the one before. */
  prev: string
  hash: string
}

export type NewPublication = Pick<PublicationDocument, 'publishedBy' | 'submittedBy' | 'reviewedBy' | 'why' | 'draftId' | 'builtIn'> & {
  published: Published
}

export const hashOf = ({ hash: _, ...facts }: Omit<PublicationDocument, 'hash'> & { hash?: string }): string =>
  createHash('sha256').update(canonicalText(facts)).digest('hex')

/** Where the chain stands. */
export type Head = Pick<PublicationDocument, 'seq' | 'hash' | 'publishedAt'> | null

/** Clocks of two processes differ by less; beyond it one of them is wrong. */
const CLOCKS_APART_MS = 60_000

/** Whether this clock is behind the one that dated what was published last: one of the two is wrong. */
export const isClockBehind = (head: Head, now: Date): boolean => (head?.publishedAt.getTime() ?? 0) - now.getTime() > CLOCKS_APART_MS

/**
 * The next link of the chain.
 * @throws RangeError when the one before it was published in the future: a wrong clock must not date what is published
 */
export function nextAfter(head: Head, { published, ...by }: NewPublication, now: Date): PublicationDocument {
  if (isClockBehind(head, now)) throw new RangeError('the one before was published in the future: a clock is wrong')
  const at = new Date(Math.max(head?.publishedAt.getTime() ?? 0, now.getTime()))
  const { kind, key, number, content } = published
  const facts = {
    _id: `${kind}.${key}.${number}`,
    seq: (head?.seq ?? 0) + 1,
    kind,
    key,
    number,
    title: titleOf(published),
    content: canonicalText(JSON.parse(JSON.stringify(content))),
    effectiveFrom: effectiveFromOf(published),
    effectiveTo: published.kind === 'policy' ? published.content.version.effectiveTo : null,
    publishedAt: at,
    ...by,
    prev: head?.hash ?? FIRST_PREV,
  }
  return { ...facts, hash: hashOf(facts) }
}

/** Something that is no longer as it was published. */
export interface Damage {
  seq: number
  words: string
}

/** Looks at every publication: its own hash, its place, and that it follows the one before. @param all by `seq` */
export function damagesIn(all: readonly PublicationDocument[], before: Head = null): readonly Damage[] {
  const damages: Damage[] = []
  let last = { seq: before?.seq ?? 0, hash: before?.hash ?? FIRST_PREV }
  for (const one of all) {
    if (one.seq !== last.seq + 1) damages.push({ seq: last.seq + 1, words: `publication ${last.seq + 1} is gone` })
    else if (one.prev !== last.hash) damages.push({ seq: one.seq, words: `${one._id} does not follow the one before it` })
    if (hashOf(one) !== one.hash) damages.push({ seq: one.seq, words: `${one._id} is not as it was published` })
    last = { seq: one.seq, hash: one.hash }
  }
  return damages
}

/** What was stored as it is worked with. */
export function publishedOf({ kind, key, number, content }: PublicationDocument): Published {
  return { kind, key, number, content: contentSchemas[kind].parse(JSON.parse(content)) } as Published
}

export type DraftState = 'draft' | 'submitted' | 'approved' | 'published' | 'dropped'

/** A change that is being written, and what became of it. */
export interface DraftDocument {
  _id: string
  kind: PublicationKind
  /** What it is a new version of; null for something new. */
  key: string | null
  /** Kept while it is open: a policy has one draft at a time. */
  openFor?: string
  title: string
  /** JSON text of whatever was written, right or wrong. */
  content: string
  why: string
  state: DraftState
  author: string
  /** Everyone who wrote on it; none of them may review it. */
  writers: readonly string[]
  submittedBy: string | null
  reviewedBy: string | null
  note: string | null
  publishedNumber: number | null
  /** Which part of the built-in catalogue a release ships otherwise; absent of what people began. */
  builtIn?: string
  createdAt: Date
  updatedAt: Date
  rev: number
}

/** Title of a draft as far as it can be told. */
export function titleIn(content: Record<string, unknown>, otherwise: string): string {
  return typeof content.title === 'string' && content.title.trim() !== '' ? content.title.trim().slice(0, 60) : otherwise
}

/** What an open draft of this content keeps others from drafting. */
export function openForOf(kind: PublicationKind, key: string | null, content: Record<string, unknown>): string | null {
  const named = key ?? (kind === 'policy' ? content.id : content.key)
  return typeof named === 'string' && named !== '' ? `${kind}.${named}` : null
}
