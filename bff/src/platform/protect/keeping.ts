import type { Parameter } from '@minsheng/shared/law/parameter'
import { isIllustrative, periodWords } from '@minsheng/shared/law/retention'

/** How long the documents of a collection are kept, and what becomes of them then. */
export interface Keeping {
  /** What is kept, in words: 居民档案. */
  title: string
  /** Null: as long as what it is about goes on, or by its own rule, which `from` tells. */
  period: Parameter | null
  /** From when it is counted, in words; without a period, how long it is kept. */
  from: string
  atEnd: 'delete' | 'anonymise' | 'archive'
  /** The law, or what it is kept for. */
  because: string
  /**
   * Who ends it: the retention job; an index of the database that forgets; a job of the feature's own; with what it belongs
   * to; people, by the rules for archives; nobody, for it tells of no one.
   */
  endedBy: 'retention' | 'index' | 'job' | 'owner' | 'people' | 'nobody'
}

const kept = new Map<string, Keeping>()

/** Declares how long collections are kept. @throws Error when one of them was declared with another keeping */
export function declareKeeping(collections: readonly string[], keeping: Keeping): void {
  for (const collection of collections) {
    const before = kept.get(collection)
    if (before && before.title !== keeping.title) throw new Error(`${collection} is kept in two ways`)
    kept.set(collection, keeping)
  }
}

export const keepingOf = (collection: string): Keeping | null => kept.get(collection) ?? null

/** Every keeping with its collections. */
export function declaredKeepings(): { keeping: Keeping; collections: string[] }[] {
  const all = new Map<Keeping, string[]>()
  for (const [collection, keeping] of kept) all.set(keeping, [...(all.get(keeping) ?? []), collection])
  return [...all].map(([keeping, collections]) => ({ keeping, collections: collections.sort() }))
}

const thens: Record<Keeping['atEnd'], string> = { delete: '删除', anonymise: '匿名化', archive: '按档案规定鉴定处理' }

/** `迁出之日起保存 36 个月，之后匿名化（示例，待区局确认）`. @param date yyyy-mm-dd @throws NoValueInForce */
export function keepingWords({ period, from, atEnd }: Keeping, date: string): string {
  if (!period) return from
  const words = `${from}起保存 ${periodWords(period, date)}，之后${thens[atEnd]}`
  return isIllustrative(period, date) ? `${words}（示例，待区局确认）` : words
}
