import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { hexOf, merkleLevels, merklePath } from '@minsheng/shared/units/merkle'
import { journalText, sealableAt, sha256 } from './domain.ts'
import { nextToSeal } from './sealing.ts'
import type { ProofStore, SealDocument } from './store.ts'

/** Trees of this many days are kept: a sealed day never changes. */
const MOST_TREES = 4

interface Tree {
  keys: Map<string, number>
  levels: ReturnType<typeof merkleLevels>
}

export type Proof =
  | { state: 'waiting'; sealsAfter: Date }
  | { state: 'sealed'; journal: string; index: number; path: string[]; seal: SealDocument }

/** Proofs of single journals in sealed days. */
export function createProofs({ store, clock }: { store: ProofStore; clock: Clock }) {
  const trees = new Map<string, Promise<Tree>>()

  async function grow(seal: SealDocument): Promise<Tree> {
    const leaves = await store.leavesOf(seal)
    return {
      keys: new Map(leaves.map(({ key }, at) => [key, at])),
      levels: merkleLevels(
        sha256,
        leaves.map(({ hash }) => hash),
      ),
    }
  }

  function treeOf(seal: SealDocument): Promise<Tree> {
    const known = trees.get(seal.leafSet)
    if (known) return known
    const tree = grow(seal)
    trees.set(seal.leafSet, tree)
    tree.catch(() => trees.delete(seal.leafSet))
    const [oldest] = trees.keys()
    if (trees.size > MOST_TREES && oldest !== undefined) trees.delete(oldest)
    return tree
  }

  async function waiting(postedAt: Date): Promise<Proof> {
    const own = shanghaiDate(postedAt)
    const next = (await nextToSeal(store, await store.latest())) ?? own
    const [, later = own] = [own, next].sort()
    const due = sealableAt(later)
    // Overdue: the sealing is at it, or will be within minutes of coming back.
    return { state: 'waiting', sealsAfter: due > clock.now() ? due : new Date(clock.now().getTime() + 10 * 60_000) }
  }

  return {
    /** @throws AppError `wrong_state` when no money came for the gift */
    async ofGift(giftId: string): Promise<Proof> {
      const journal = await store.giftJournal(giftId)
      if (!journal) throw new AppError('wrong_state', { detail: '这笔捐款还没有到账，到账以后才会写进账本' })
      const own = await store.seal(shanghaiDate(journal.postedAt))
      for (const seal of [own, await store.sealWithLate(journal._id)]) {
        if (!seal) continue
        const { keys, levels } = await treeOf(seal)
        const index = keys.get(journal._id)
        if (index === undefined) continue
        // The journal as it is now: had it been changed since, the receiver must see that it no longer fits.
        return { state: 'sealed', journal: journalText(journal), index, path: merklePath(levels, index).map(hexOf), seal }
      }
      return waiting(journal.postedAt)
    },
    /** The newest head, for papers that leave the house. */
    async newestHead(): Promise<{ date: string; head: string } | null> {
      const seal = await store.latest()
      return seal && { date: seal._id, head: seal.head }
    },
  }
}
