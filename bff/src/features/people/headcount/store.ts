import { randomUUID } from 'node:crypto'
import { type Database, durable, majorityRead, type Session } from '../../../platform/db/index.ts'
import { declareKeeping } from '../../../platform/protect/keeping.ts'

/** How many live directly in one place, the innermost that people are recorded in: a grid. */
interface CountDocument {
  _id: string
  path: string[]
  residents: number
  households: number
  rev: number
}
/** Someone came to a place or left it: written with that, gone when the place was counted anew. */
interface MarkDocument {
  _id: string
  path: string[]
}
interface Counted {
  _id: string
  path: string[]
  count: number
}

export interface Heads {
  residents: number
  households: number
}

declareKeeping(['place_counts', 'place_count_marks'], {
  title: '各网格的人数和户数',
  period: null,
  from: '只有数字，随登记更新',
  atEnd: 'delete',
  because: '打开地图时，不用把全区的人重新数一遍',
  endedBy: 'nobody',
})

/** The whole was counted once; from then on what changed is. */
const WHOLE = '*'
const leafOf = (path: readonly string[]) => path.at(-1) ?? ''

/**
 * Notes where somebody came or went. Inserted, never changed: whoever registers people in one grid at the same time is in
 * nobody's way, as they would be with one number to change.
 */
export function createHeadMarks(db: Database) {
  const marks = db.collection<MarkDocument>('place_count_marks')
  return async (paths: readonly (readonly string[])[], session?: Session): Promise<void> => {
    const byLeaf = new Map(paths.map((path) => [leafOf(path), [...path]]))
    byLeaf.delete('')
    if (byLeaf.size === 0) return
    const rows = [...byLeaf.values()].map((path) => ({ _id: `mrk_${randomUUID()}`, path }))
    await marks.insertMany(rows, session ? { session } : durable)
  }
}

/** Heads of each place, kept: a map of the whole district answers without walking through everyone. */
export function createHeadcounts(db: Database) {
  const marks = db.collection<MarkDocument>('place_count_marks')
  const counts = db.collection<CountDocument>('place_counts')
  let wholeKnown = false
  const people = { residents: 'present', households: 'open' } as const

  /** By the innermost place. @param leaves null: everywhere */
  async function counted(collection: keyof typeof people, leaves: readonly string[] | null): Promise<Map<string, Counted>> {
    const inOrUnder = leaves === null ? {} : { path: { $in: [...leaves] } }
    const leaf = { $arrayElemAt: ['$path', -1] }
    const rows = await db
      .collection<{ _id: string; path: string[]; state: string }>(collection)
      .aggregate<Counted>([
        { $match: { ...inOrUnder, state: people[collection], 'path.0': { $exists: true } } },
        { $group: { _id: leaf, path: { $first: '$path' }, count: { $sum: 1 } } },
      ])
      .toArray()
    return new Map(rows.filter(({ _id }) => leaves === null || leaves.includes(_id)).map((row) => [row._id, row]))
  }

  /** Keeps a count unless somebody kept another since this one was begun. */
  async function keep(next: Omit<CountDocument, 'rev'>, seen: number | undefined): Promise<boolean> {
    const { _id, ...rest } = next
    if (seen !== undefined)
      return (await counts.updateOne({ _id, rev: seen }, { $set: rest, $inc: { rev: 1 } }, durable)).matchedCount === 1
    const made = await counts.updateOne({ _id }, { $setOnInsert: { ...rest, rev: 0 } }, { upsert: true, ...durable })
    return made.upsertedCount === 1
  }

  /**
   * Counts anew where somebody came or went. What was marked is read after the versions and before the counting: a count
   * that is kept over a newer one is not possible, and a mark that came meanwhile stays for the next time.
   */
  async function refresh(): Promise<void> {
    // Most times nothing is to be done: then not even the counts are read.
    if (wholeKnown && !(await marks.findOne({ _id: { $gt: '' } }, majorityRead))) return
    const before = new Map((await counts.find({ _id: { $gt: '' } }, majorityRead).toArray()).map((row) => [row._id, row]))
    const waiting = await marks.find({ _id: { $gt: '' } }, majorityRead).toArray()
    const isWhole = before.has(WHOLE)
    wholeKnown ||= isWhole
    if (isWhole && waiting.length === 0) return
    const marked = new Map(waiting.map(({ path }) => [leafOf(path), path]))
    const leaves = isWhole ? [...marked.keys()] : null
    const [residents, households] = await Promise.all([counted('residents', leaves), counted('households', leaves)])
    const notKept = new Set<string>()
    for (const id of new Set([...residents.keys(), ...households.keys(), ...marked.keys()])) {
      const path = residents.get(id)?.path ?? households.get(id)?.path ?? marked.get(id) ?? []
      const next = { _id: id, path, residents: residents.get(id)?.count ?? 0, households: households.get(id)?.count ?? 0 }
      const seen = before.get(id)
      const isSame = seen && seen.residents === next.residents && seen.households === next.households
      if (!isSame && !(await keep(next, seen?.rev))) notKept.add(id)
    }
    if (!isWhole && notKept.size === 0) await keep({ _id: WHOLE, path: [], residents: 0, households: 0 }, undefined)
    const done = waiting.filter(({ path }) => !notKept.has(leafOf(path))).map(({ _id }) => _id)
    if (done.length > 0) await marks.deleteMany({ _id: { $in: done } }, durable)
  }

  return {
    async prepare() {
      await db.ensureIndexes('place_counts', [{ key: { path: 1 }, serves: 'the counts within a place' }])
      await db.ensureIndexes('place_count_marks', [])
    },
    refresh,
    /** How many live in each of these places, as it is now. */
    async of(placeIds: readonly string[]): Promise<Map<string, Heads>> {
      await refresh()
      const heads = new Map(placeIds.map((id) => [id, { residents: 0, households: 0 }]))
      for await (const row of counts.find({ path: { $in: [...placeIds] } }))
        for (const id of row.path) {
          const of = heads.get(id)
          if (!of) continue
          of.residents += row.residents
          of.households += row.households
        }
      return heads
    },
  }
}
