import type { Clock } from '@minsheng/shared/units/clock'
import { FIRST_PREV_HEAD, sealHead } from '@minsheng/shared/units/ledger-proof'
import { hexOf } from '@minsheng/shared/units/merkle'
import type { Database } from '../../../platform/db/index.ts'
import { checkOf, type LedgerCheck } from '../ledger/check.ts'
import { dayStart, type Leaf, leafOf, nextDay, rootOf, sealableAt, sha256 } from './domain.ts'
import { nextToSeal, sealedCounts, unsealedOf } from './sealing.ts'
import { createProofStore, type SealDocument } from './store.ts'

/** A day that could have been sealed this long ago and was not means that the sealing stands still. */
const SEALING_LATE_MS = 2 * 3_600_000

/** Derives every sealed day anew from the journals, and names what differs. Reads only. */
export function createProofChecks({ db, clock }: { db: Database; clock: Clock }) {
  const store = createProofStore(db)

  /** What is wrong with a seal beside its neighbour and its leaves. */
  function sealFault(seal: SealDocument, leaves: readonly Leaf[], before: SealDocument | null): string | null {
    const { _id: date, root, count, prevHead, head } = seal
    if (before && date !== nextDay(before._id)) return `does not follow ${before._id}`
    if (prevHead !== (before?.head ?? FIRST_PREV_HEAD)) return 'is not chained to the day before'
    if (sealHead(sha256, { date, root, count, prevHead }) !== head) return 'its head is not that of its root and count'
    const misplaced = leaves.find(({ key }, at) => key <= (leaves[at - 1]?.key ?? ''))
    if (misplaced) return `reordered: ${misplaced.key} is not at its place`
    if (leaves.length !== count) return `${leaves.length} leaves, sealed with ${count}`
    return rootOf(leaves) === root ? null : 'its leaves are not those of its root'
  }

  return async function daysHold(): Promise<LedgerCheck[]> {
    const chain = checkOf('every sealed day is chained to the day before, and none is missing')
    const content = checkOf('every journal is as it was when its day was sealed')
    const seals = await store.all().toArray()
    let before: SealDocument | null = null
    for (const seal of seals) {
      const leaves = await store.leavesOf(seal)
      chain.look(seal._id, sealFault(seal, leaves, before))
      before = seal
      for (let from = 0; from < leaves.length; from += 1_000) {
        const part = leaves.slice(from, from + 1_000)
        const now = new Map((await store.journals(part.map(({ key }) => key))).map((journal) => [journal._id, journal]))
        for (const { key, hash } of part) {
          const journal = now.get(key)
          const fault = journal ? (hexOf(leafOf(journal).hash) === hexOf(hash) ? null : 'edited') : 'deleted'
          content.look(`${seal._id} ${key}`, fault)
        }
      }
    }
    const last = seals.at(-1)
    if (last) {
      // Counts tell where to look; where one was deleted and another added, the deletion says so as well.
      const sealed = sealedCounts(seals)
      const gone = new Set(content.subjects.map((subject) => subject.slice(0, 10)))
      for (const [date, count] of await store.countsBefore(nextDay(last._id)))
        if (count !== (sealed.get(date) ?? 0) || gone.has(date))
          for (const { key } of await unsealedOf(store, date, seals)) content.look(`${date} ${key}`, 'added after its day was sealed')
    }
    const next = await nextToSeal(store, last ?? null)
    if (next !== null && dayStart(next) <= clock.now()) {
      const isOverdue = clock.now().getTime() > sealableAt(next).getTime() + SEALING_LATE_MS
      chain.look(next, isOverdue ? 'not sealed, though it is over' : null)
    }
    return [chain.check, content.check]
  }
}
