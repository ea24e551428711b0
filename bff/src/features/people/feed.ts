import type { PeopleFeedLine } from '@minsheng/shared/contracts/people'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { FactFeed } from './facts/feed.ts'
import type { HouseholdDesk } from './household/desk.ts'
import type { HouseholdStore, NewHousehold } from './household/store.ts'
import { placeKeys } from './pinyin.ts'
import { versionId } from './place/domain.ts'
import type { PlaceDocument, PlaceStore } from './place/store.ts'
import { completeFacts, movedInto } from './resident/domain.ts'
import type { NewResident, ResidentRecord, ResidentStore } from './resident/store.ts'

/** So many at a time go into the database. */
const BATCH = 500

type Line<T extends PeopleFeedLine['type']> = Extract<PeopleFeedLine, { type: T }>
const kinds: readonly string[] = ['place', 'household', 'person', 'facts'] satisfies PeopleFeedLine['type'][]

/** Whether a line of the feed is about places or people. */
export function isPeopleLine(line: { type: string }): line is PeopleFeedLine {
  return kinds.includes(line.type)
}

export interface FeedParts {
  places: PlaceStore
  households: HouseholdStore
  residents: ResidentStore
  homeAt: HouseholdDesk['at']
  noticed: (resident: ResidentRecord) => Promise<void>
  facts: FactFeed
  clock: Clock
}

/** Takes a district's places and people line by line and puts them away many at a time; what is already there stays as it is. */
export function createPeopleFeed({ places, households, residents, homeAt, noticed, facts, clock }: FeedParts) {
  const known = new Map<string, { path: string[]; name: string }>()
  let waiting: PeopleFeedLine[] = []

  async function place(placeId: string): Promise<{ path: string[]; name: string }> {
    const found = known.get(placeId) ?? (await places.place(placeId))
    if (!found) throw new Error(`no such place: ${placeId}`)
    known.set(placeId, { path: found.path, name: found.name })
    return found
  }

  async function placeOf(line: Line<'place'>): Promise<PlaceDocument> {
    const path = [...(line.parentId ? (await place(line.parentId)).path : []), line.id]
    known.set(line.id, { path, name: line.name })
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

  async function householdOf(line: Line<'household'>): Promise<NewHousehold> {
    const { path } = await place(line.placeId)
    const names = new Map<string, string>()
    for (const id of path) names.set(id, (await place(id)).name)
    return homeAt({ placeId: line.placeId, path }, names, line.id, line.code, 'feed')
  }

  function residentOf(line: Line<'person'>, paths: ReadonlyMap<string, string[]>): NewResident {
    const path = paths.get(line.householdId)
    if (!path) throw new Error(`no such household: ${line.householdId}`)
    const now = clock.now()
    const result = completeFacts(line.facts, shanghaiDate(now))
    // By number only: what is wrong may hold the person's own facts.
    if ('issues' in result) throw new Error(`resident ${line.id}: ${result.issues.map((issue) => issue.path).join(', ')}`)
    return {
      _id: line.id,
      ...result.facts,
      path,
      householdId: line.householdId,
      relation: line.relation,
      memberships: movedInto([], line.householdId, line.relation, line.from),
      groups: line.groups.map((group) => ({ ...group, recordedAt: now, recordedBy: 'feed' })),
      state: 'present',
      mergedInto: null,
      source: 'import',
      createdAt: now,
    }
  }

  /** The same ID number, or the same phone, twice in what was just loaded or with what was there. */
  async function lookForDuplicates(rows: NewResident[]): Promise<void> {
    for (const resident of await residents.repeated(rows.map((row) => row._id))) await noticed(resident)
  }

  async function loadFacts(lines: Line<'facts'>[]): Promise<void> {
    const idsOf = (kind: Line<'facts'>['subject']['kind']) => lines.flatMap(({ subject }) => (subject.kind === kind ? [subject.id] : []))
    const known = [...(await residents.byIds(idsOf('person'))), ...(await households.byIds(idsOf('household')))]
    const paths = new Map(known.map(({ _id, path }) => [_id, path]))
    await facts.load(
      lines.map(({ subject, observations }) => {
        const path = paths.get(subject.id)
        if (!path) throw new Error(`nobody there to have facts: ${subject.id}`)
        return { subject, path, observations }
      }),
    )
  }

  async function flush(): Promise<void> {
    const lines = waiting
    waiting = []
    const of = <T extends PeopleFeedLine['type']>(type: T) => lines.filter((line): line is Line<T> => line.type === type)
    const placeRows: PlaceDocument[] = []
    for (const line of of('place')) placeRows.push(await placeOf(line))
    await places.insertMany(placeRows)
    const householdRows: NewHousehold[] = []
    for (const line of of('household')) householdRows.push(await householdOf(line))
    await households.insertMany(householdRows)
    await loadFacts(of('facts'))
    const people = of('person')
    if (people.length === 0) return
    const paths = new Map((await households.byIds(people.map((line) => line.householdId))).map((home) => [home._id, home.path]))
    const rows = people.map((line) => residentOf(line, paths))
    await residents.insertMany(rows)
    await lookForDuplicates(rows)
  }

  return {
    async take(line: PeopleFeedLine): Promise<void> {
      if (waiting.length >= BATCH || (waiting[0] && waiting[0].type !== line.type)) await flush()
      waiting.push(line)
    },
    flush,
  }
}
