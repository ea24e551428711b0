import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import type { Log } from '../../../platform/log/index.ts'
import { byKey, type Leaf, leafOf, nextDay, sealableAt, sealDay } from './domain.ts'
import type { ProofStore, SealDocument } from './store.ts'

/** How many of a day's journals are in a seal, its own or, late, a later one. */
export function sealedCounts(seals: readonly Pick<SealDocument, '_id' | 'count' | 'late'>[]): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (date: string, count: number) => counts.set(date, (counts.get(date) ?? 0) + count)
  for (const { _id, count, late } of seals) {
    add(_id, count - late.length)
    for (const { date } of late) add(date, 1)
  }
  return counts
}

/** The day whose journals are in no seal yet. */
export async function nextToSeal(store: ProofStore, last: Pick<SealDocument, '_id'> | null): Promise<string | null> {
  if (last) return nextDay(last._id)
  const first = await store.firstJournalAt()
  return first && shanghaiDate(first)
}

/** Keys of a sealed day's journals that are in no seal. */
export async function unsealedOf(store: ProofStore, date: string, seals: readonly SealDocument[]): Promise<Leaf[]> {
  const own = seals.find(({ _id }) => _id === date)
  const sealed = new Set(own ? (await store.leavesOf(own)).map(({ key }) => key) : [])
  for (const { late } of seals) for (const one of late) sealed.add(one.key)
  const found: Leaf[] = []
  for await (const journal of store.journalsOfDay(date)) if (!sealed.has(journal._id)) found.push(leafOf(journal))
  return found
}

/** Seals each day of the ledger once it is over, in order and after however long a pause; harmless for two to do at once. */
export function createSealing({ store, log, clock }: { store: ProofStore; log: Log; clock: Clock }) {
  async function lateBefore(date: string): Promise<{ leaf: Leaf; date: string }[]> {
    const seals = await store.all().toArray()
    const sealed = sealedCounts(seals)
    const late: { leaf: Leaf; date: string }[] = []
    for (const [day, count] of await store.countsBefore(date))
      if (count > (sealed.get(day) ?? 0)) for (const leaf of await unsealedOf(store, day, seals)) late.push({ leaf, date: day })
    return late
  }

  /** @returns false when there is nothing to seal yet */
  async function sealNext(): Promise<boolean> {
    const last = await store.latest()
    if (last) await store.dropOrphans(last)
    const date = await nextToSeal(store, last)
    const now = clock.now()
    if (date === null || sealableAt(date) > now) return false
    const own: Leaf[] = []
    for await (const journal of store.journalsOfDay(date)) own.push(leafOf(journal))
    const late = await lateBefore(date)
    const leaves = [...own, ...late.map(({ leaf }) => leaf)].sort(byKey)
    const { date: _id, ...seal } = sealDay(date, leaves, last)
    const document: SealDocument = {
      _id,
      ...seal,
      late: late.map(({ leaf, date: day }) => ({ key: leaf.key, date: day })),
      leafSet: newId('lvs'),
      sealedAt: now,
    }
    const isOurs = await store.insert(document, leaves)
    if (isOurs) log.info({ date, journals: leaves.length, late: late.length, head: seal.head }, 'a day of the ledger is sealed')
    if (isOurs && late.length > 0) log.warn({ date, keys: document.late.map(({ key }) => key) }, 'journals came after their day was sealed')
    return true
  }

  return {
    async sealDue(signal?: AbortSignal): Promise<void> {
      while (!signal?.aborted && (await sealNext())) {
        // Day after day, until the newest that is over.
      }
    },
  }
}
