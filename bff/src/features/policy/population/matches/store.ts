import { type Database, durable, type Filter, majorityRead } from '../../../../platform/db/index.ts'
import type { Opened, Stored } from '../../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../../platform/protect/protector.ts'
import type { MatchFacts, MatchFields } from './catalogue.ts'

type StoredMatch = Stored<MatchFacts, MatchFields>
export type MatchProtector = Protector<MatchFacts, MatchFields>

/** One policy that gives someone something. */
export interface Got {
  status: 'enjoying' | 'entitled'
  fen: number
  /** Calendar date since which it is so. */
  since: string
}
export type Gets = Readonly<Record<string, Got>>

/** What someone gets by the newest match; `since` is filled in from what was there. */
export interface WantedMatch {
  residentId: string
  home: string
  gets: Readonly<Record<string, Omit<Got, 'since'>>>
}

/** Which of the kept matches a page stands for: these homes, or all from one to another in the order of their ids. */
export type PageOfHomes = { homes: readonly string[] } | { after: string; to: string | null }

export type MatchStore = ReturnType<typeof createMatchStore>

export function createMatchStore(db: Database, protector: MatchProtector) {
  const matches = db.collection<StoredMatch>('policy_matches')
  const homesIn = (page: PageOfHomes) =>
    'homes' in page ? { home: { $in: [...page.homes] } } : { home: { $gt: page.after, ...(page.to === null ? {} : { $lte: page.to }) } }

  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('policy_matches', [
        { key: { home: 1 }, serves: 'the matches of a household; of a page of households' },
        { key: { changedBy: 1, isEmpty: 1 }, serves: 'how many a full match changed; what is left of nobody' },
      ])
    },
    prepareKeys: protector.prepare,
    /**
     * Writes what is otherwise than it is kept, and nothing else: done twice it changes nothing the second time.
     * @param isKnown whether someone lives anywhere: then they are looked at there
     * @returns of how many people something changed
     */
    async reconcile(
      page: PageOfHomes,
      wanted: readonly WantedMatch[],
      { by, on, at, isKnown }: { by: string; on: string; at: Date; isKnown: (residentId: string) => boolean },
    ): Promise<number> {
      const rows = await matches
        .find({ $or: [homesIn(page), { _id: { $in: wanted.map(({ residentId }) => residentId) } }] } as Filter<StoredMatch>, majorityRead)
        .toArray()
      const kept = new Map((await protector.openAll(rows as StoredMatch[])).map((row) => [row._id, row]))
      const people = new Set(wanted.map(({ residentId }) => residentId))
      const gone = [...kept.values()].filter((row) => !people.has(row._id) && !row.isEmpty && !isKnown(row._id))
      const changes = wanted.flatMap((one) => changeOf(one, kept.get(one.residentId), on) ?? [])
      const writes = [
        ...changes.map(({ residentId, home, gets }) => ({
          updateOne: {
            filter: { _id: residentId },
            update: { $set: { home, ...sealed(residentId, gets), changedBy: by, changedAt: at } },
            upsert: true,
          },
        })),
        // Whoever moved meanwhile is no longer of that home, and stays.
        ...gone.map(({ _id, home }) => ({
          updateOne: { filter: { _id, home }, update: { $set: { ...sealed(_id, {}), changedBy: by, changedAt: at } } },
        })),
      ]
      if (writes.length > 0) await matches.bulkWrite(writes as never, { ordered: false, ...durable })
      return writes.length
    },
    /** What someone gets by the newest match. */
    async of(residentId: string): Promise<Gets> {
      const row = await matches.findOne({ _id: residentId } as Filter<StoredMatch>, majorityRead)
      return row ? (JSON.parse((await protector.open(row as StoredMatch)).gets.reveal()) as Gets) : {}
    },
    changedBy: (by: string) => matches.countDocuments({ changedBy: by } as Filter<StoredMatch>),
    /** Those of whom nothing was left before this match. */
    sweep: (by: string) => matches.deleteMany({ isEmpty: true, changedBy: { $ne: by } } as Filter<StoredMatch>, durable),
  }

  function sealed(residentId: string, gets: Gets) {
    return { ...protector.sealSome(residentId, { gets: JSON.stringify(gets) }), isEmpty: Object.keys(gets).length === 0 }
  }
}

/** What is to be kept of someone; null when it is kept so already. */
function changeOf({ residentId, home, gets }: WantedMatch, kept: Opened<MatchFacts, MatchFields> | undefined, on: string) {
  const before = kept ? (JSON.parse(kept.gets.reveal()) as Gets) : {}
  const ids = Object.keys(gets)
  const isSame =
    ids.length === Object.keys(before).length &&
    ids.every((id) => before[id]?.status === gets[id]?.status && before[id]?.fen === gets[id]?.fen)
  if (isSame && (kept ? kept.home === home : ids.length === 0)) return null
  const filled = Object.fromEntries(
    Object.entries(gets).map(([id, got]): [string, Got] => [
      id,
      { ...got, since: before[id]?.status === got.status ? (before[id]?.since ?? on) : on },
    ]),
  )
  return { residentId, home, gets: filled }
}
