import type { PeopleFeedLine } from '@minsheng/shared/contracts/people'
import type { Clock } from '@minsheng/shared/units/clock'
import { placeKeys } from './pinyin.ts'
import { versionId } from './place/domain.ts'
import type { PlaceDocument, PlaceStore } from './place/store.ts'

/** So many at a time go into the database. */
const BATCH = 500

const kinds: readonly string[] = ['place'] satisfies PeopleFeedLine['type'][]

/** Whether a line of the feed is about places or people. */
export function isPeopleLine(line: { type: string }): line is PeopleFeedLine {
  return kinds.includes(line.type)
}

export type PeopleFeed = ReturnType<typeof createPeopleFeed>

/** Takes a district's places and people line by line and puts them away many at a time; what is already there stays as it is. */
export function createPeopleFeed({ places, clock }: { places: PlaceStore; clock: Clock }) {
  const paths = new Map<string, string[]>()
  let waiting: PeopleFeedLine[] = []

  async function pathOf(placeId: string): Promise<string[]> {
    const known = paths.get(placeId) ?? (await places.place(placeId))?.path
    if (!known) throw new Error(`no such place: ${placeId}`)
    paths.set(placeId, known)
    return known
  }

  async function placeOf(line: Extract<PeopleFeedLine, { type: 'place' }>): Promise<PlaceDocument> {
    const path = [...(line.parentId ? await pathOf(line.parentId) : []), line.id]
    paths.set(line.id, path)
    const { type: _, id, ...fields } = line
    return {
      _id: versionId(id, 0),
      placeId: id,
      ...fields,
      path,
      validTo: null,
      state: 'open',
      rev: 0,
      reason: '初始导入',
      recordedBy: 'feed',
      recordedAt: clock.now(),
      searchKeys: placeKeys(line.name, line.code),
    }
  }

  async function flush(): Promise<void> {
    const lines = waiting
    waiting = []
    const rows: PlaceDocument[] = []
    for (const line of lines) rows.push(await placeOf(line))
    await places.insertMany(rows)
  }

  return {
    async take(line: PeopleFeedLine): Promise<void> {
      if (waiting.length >= BATCH || (waiting[0] && waiting[0].type !== line.type)) await flush()
      waiting.push(line)
    },
    flush,
  }
}
