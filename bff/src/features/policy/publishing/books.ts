import { AppError } from '@minsheng/shared/errors'
import { builtInPublications } from '@minsheng/shared/policy/catalogue/publications'
import { ruleFacts } from '@minsheng/shared/policy/facts'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { readCatalogue } from '@minsheng/shared/policy/policy/read'
import { assemble } from '@minsheng/shared/policy/publishing/assemble'
import type { Published } from '@minsheng/shared/policy/publishing/content'
import { pathWords } from '@minsheng/shared/policy/rule/reader'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Log } from '../../../platform/log/index.ts'
import { type Damage, damagesIn, type NewPublication, type PublicationDocument, publishedOf, SYSTEM } from './domain.ts'
import type { PublicationStore } from './store.ts'

/** Everything published as far as it was known at an instant. */
export interface Books {
  documents: readonly PublicationDocument[]
  published: readonly Published[]
  catalogue: Catalogue
}

/** So old what is held may be before it is asked again whether something was published elsewhere. */
const FRESH_MS = 500
const MOST_TRIES = 5
const MOST_KEPT = 8

interface BooksParts {
  store: PublicationStore
  clock: Clock
  log: Log
  onDamage: () => void
}

export type PolicyBooks = ReturnType<typeof createBooks>

/** What was published, held in memory and never older than half a second, in whatever process. */
export function createBooks({ store, clock, log, onDamage }: BooksParts) {
  let held: Books | null = null
  let askedAt = Number.NEGATIVE_INFINITY
  /** In what was last taken in, and in what was last looked through as a whole. */
  let refused: readonly Damage[] = []
  let found: readonly Damage[] = []
  let asking: Promise<void> | null = null
  const earlier = new Map<number, Catalogue>()

  const headOf = (documents: readonly PublicationDocument[]) => documents.at(-1) ?? null

  /** Takes in what was published since. What is not as it was published is not taken in, nor anything behind it. */
  async function refresh(): Promise<void> {
    const before = held?.documents ?? []
    const come = await store.after(headOf(before)?.seq ?? 0)
    askedAt = performance.now()
    if (come.length === 0) {
      refused = []
      return
    }
    refused = damagesIn(come, headOf(before))
    if (refused.length > 0) {
      onDamage()
      log.error({ damages: refused }, 'a publication of a policy was changed after it was published')
      return
    }
    held = booksOf([...before, ...come])
  }

  async function current(): Promise<Books> {
    if (performance.now() - askedAt > FRESH_MS) {
      asking ??= refresh().finally(() => {
        asking = null
      })
      await asking
    }
    if (!held) throw new AppError('unavailable', { detail: '政策的公布记录核对不上，正在处理，请稍后再试' })
    return held
  }

  async function renewed(): Promise<Books> {
    askedAt = Number.NEGATIVE_INFINITY
    return current()
  }

  return {
    current,
    /** Asks at once, for those who are about to publish. */
    renewed,
    catalogue: async () => (await current()).catalogue,
    /** What a policy is called, as far as this process knows; null where it knows of none. */
    policyTitle: (policyId: string) => held?.catalogue.policies.find(({ id }) => id === policyId)?.title ?? null,
    /** The catalogue as it was known at an instant; null before anything was published. */
    async catalogueKnownAt(instant: Date): Promise<Catalogue | null> {
      const { documents, published, catalogue } = await current()
      const count = documents.filter(({ publishedAt }) => publishedAt <= instant).length
      if (count === documents.length) return catalogue
      if (count === 0) return null
      const known = earlier.get(count) ?? readPublished(published.slice(0, count))
      if (earlier.size >= MOST_KEPT) earlier.clear()
      earlier.set(count, known)
      return known
    },
    /** Whether all that is stored is as it was published: read anew from the first to the last. */
    async check(): Promise<{ published: number; damages: readonly Damage[] }> {
      const documents = await store.after(0)
      const last = headOf(held?.documents ?? [])
      found = [
        ...damagesIn(documents),
        ...(last && documents.at(last.seq - 1)?.hash !== last.hash
          ? [{ seq: last.seq, words: `publication ${last.seq} is another than was held` }]
          : []),
      ]
      if (found.length > 0) {
        onDamage()
        log.error({ damages: found }, 'a publication of a policy was changed after it was published')
      }
      return { published: documents.length, damages: found }
    },
    intact: () => refused.length === 0 && found.length === 0,
    /** Publishes what the product comes with and is not there yet; what is there stays as it is. */
    async publishBuiltIn(): Promise<void> {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const documents = await store.after(0)
        if (damagesIn(documents).length > 0) return void (await refresh())
        if (await store.append(newBuiltIns(documents), clock.now())) return void (await refresh())
      }
      throw new Error('the built-in policies could not be published: others publish all the time')
    },
  }
}

/** The built-in publications that are not there yet, with the next number of what they are about. */
function newBuiltIns(documents: readonly PublicationDocument[]): NewPublication[] {
  const there = new Set(documents.map(({ builtIn }) => builtIn))
  const numbers = new Map<string, number>()
  for (const { kind, key, number } of documents) numbers.set(`${kind}.${key}`, number)
  return builtInPublications().flatMap((published) => {
    const name = `${published.kind}.${published.key}`
    const builtIn = `${name}.${published.number}`
    if (there.has(builtIn)) return []
    const number = (numbers.get(name) ?? 0) + 1
    numbers.set(name, number)
    const by = { publishedBy: SYSTEM, submittedBy: SYSTEM, reviewedBy: SYSTEM, why: '系统自带', draftId: null, builtIn }
    return [{ published: { ...published, number }, ...by }]
  })
}

function booksOf(documents: readonly PublicationDocument[]): Books {
  const published = documents.map(publishedOf)
  return { documents, published, catalogue: readPublished(published) }
}

/** @throws Error when what was published can't be read: it was read before it was published */
function readPublished(published: readonly Published[]): Catalogue {
  const read = readCatalogue(assemble(published), ruleFacts)
  if (read.ok) return read.value
  throw new Error(`published policies: ${read.issues.map(({ path, reason }) => `${pathWords(path)}: ${reason}`).join('; ')}`)
}
