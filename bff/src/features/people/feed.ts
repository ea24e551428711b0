import type { PeopleFeedLine } from '@minsheng/shared/contracts/people'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { FactFeed } from './facts/feed.ts'
import type { HouseholdDesk } from './household/desk.ts'
import type { HouseholdStore, NewHousehold } from './household/store.ts'
import { placeKeys } from './pinyin.ts'
import { type NewPlace, versionId } from './place/domain.ts'
import type { PlaceStore } from './place/store.ts'
import { completeFacts, movedInto } from './resident/domain.ts'
import type { NewResident, ResidentRecord, ResidentStore } from './resident/store.ts'
import { type Assignment, type PlannedShift, spanOn } from './shift/domain.ts'
import type { ShiftStore } from './shift/store.ts'

/** So many lines at a time go into the database, and so many such batches at once: one is sealed while another is written. */
const BATCH = 2_000
const BATCHES_AT_ONCE = 2
/** Of so many places, households and people it is remembered where they are; of earlier ones the database is asked. */
const REMEMBERED = 60_000

type Line<T extends PeopleFeedLine['type']> = Extract<PeopleFeedLine, { type: T }>
const kinds: readonly string[] = ['place', 'household', 'person', 'facts', 'assignment', 'shift'] satisfies PeopleFeedLine['type'][]

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
  shifts: ShiftStore
  /** Counts who lives where, once all are there. */
  counted: () => Promise<void>
  clock: Clock
}

/** Forgets the oldest entry for each new one past the limit, so that a district of any size takes the same memory. */
function remembering<T>() {
  const known = new Map<string, T>()
  return {
    get: (id: string) => known.get(id),
    set(id: string, value: T) {
      if (known.size >= REMEMBERED && !known.has(id)) {
        const oldest = known.keys().next()
        if (!oldest.done) known.delete(oldest.value)
      }
      known.set(id, value)
    },
  }
}

/** Takes a district's places and people line by line and puts them away many at a time; what is already there stays as it is. */
export function createPeopleFeed({ places, households, residents, homeAt, noticed, facts, shifts, counted, clock }: FeedParts) {
  const placesKnown = remembering<{ path: string[]; name: string }>()
  /** Where households and people are, by their id. */
  const paths = remembering<string[]>()
  const underWay = new Set<Promise<void>>()
  let waiting: PeopleFeedLine[] = []
  let fault: { error: unknown } | null = null

  async function place(placeId: string): Promise<{ path: string[]; name: string }> {
    const found = placesKnown.get(placeId) ?? (await places.place(placeId))
    if (!found) throw new Error(`no such place: ${placeId}`)
    const { path, name } = found
    placesKnown.set(placeId, { path, name })
    return { path, name }
  }

  async function placeOf(line: Line<'place'>): Promise<NewPlace> {
    const path = [...(line.parentId ? (await place(line.parentId)).path : []), line.id]
    placesKnown.set(line.id, { path, name: line.name })
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
    const household = homeAt({ placeId: line.placeId, path }, names, line.id, line.code, 'feed')
    paths.set(line.id, household.path)
    return household
  }

  function residentOf(line: Line<'person'>): NewResident {
    const path = paths.get(line.householdId)
    if (!path) throw new Error(`no such household: ${line.householdId}`)
    paths.set(line.id, path)
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

  /** Asks the database where those are who came long before, or in another feed. */
  async function learnPaths(people: readonly Line<'person'>[], said: readonly Line<'facts'>[]): Promise<void> {
    const missing = (ids: readonly string[]) => [...new Set(ids)].filter((id) => !paths.get(id))
    const of = (kind: 'person' | 'household') => said.flatMap(({ subject }) => (subject.kind === kind ? [subject.id] : []))
    const homeIds = missing([...people.map(({ householdId }) => householdId), ...of('household')])
    const ownIds = new Set(people.map(({ id }) => id))
    const personIds = missing(of('person')).filter((id) => !ownIds.has(id))
    // What came before may still be on its way there.
    if (homeIds.length + personIds.length > 0) await Promise.all(underWay)
    if (homeIds.length > 0) for (const { _id, path } of await households.byIds(homeIds)) paths.set(_id, path)
    if (personIds.length > 0) for (const { _id, path } of await residents.byIds(personIds)) paths.set(_id, path)
  }

  function baselineOf({ subject, observations }: Line<'facts'>) {
    const path = paths.get(subject.id)
    if (!path) throw new Error(`nobody there to have facts: ${subject.id}`)
    return { subject, path, observations }
  }

  const firstLoaded = () => [{ at: clock.now(), by: 'feed', why: '初始导入' }]

  async function assignmentOf({ type: _, id, ...line }: Line<'assignment'>): Promise<Assignment> {
    const { path } = await place(line.gridId)
    return { _id: id, path, ...line, to: null, rev: 0, history: firstLoaded() }
  }

  async function shiftOf({ id, gridId, workerId, date, startsAt, endsAt }: Line<'shift'>): Promise<PlannedShift> {
    const { path } = await place(gridId)
    const span = spanOn(date, startsAt, endsAt)
    return { _id: id, gridId, path, workerId, ...span, state: 'planned', insteadOf: null, rev: 0, history: firstLoaded() }
  }

  /** Makes ready what is to be written, in the order of the feed; the writing itself may overlap with the next. */
  async function prepare(lines: readonly PeopleFeedLine[]): Promise<() => Promise<void>> {
    const of = <T extends PeopleFeedLine['type']>(type: T) => lines.filter((line): line is Line<T> => line.type === type)
    const placeRows: NewPlace[] = []
    for (const line of of('place')) placeRows.push(await placeOf(line))
    const householdRows: NewHousehold[] = []
    for (const line of of('household')) householdRows.push(await householdOf(line))
    await learnPaths(of('person'), of('facts'))
    const people = of('person').map(residentOf)
    const baselines = of('facts').map(baselineOf)
    const assignments = await Promise.all(of('assignment').map(assignmentOf))
    const turns = await Promise.all(of('shift').map(shiftOf))
    return async () => {
      await places.insertMany(placeRows)
      await households.insertMany(householdRows)
      const shared = people.length > 0 ? await residents.load(people) : []
      for (const resident of shared) await noticed(resident)
      if (baselines.length > 0) await facts.load(baselines)
      if (assignments.length + turns.length > 0) await shifts.load(assignments, turns)
    }
  }

  function raise(): void {
    if (fault) throw fault.error
  }

  async function begin(): Promise<void> {
    const lines = waiting
    waiting = []
    if (lines.length === 0) return
    if (underWay.size >= BATCHES_AT_ONCE) await Promise.race(underWay)
    raise()
    const write = await prepare(lines)
    const run = write()
      .catch((error: unknown) => {
        fault ??= { error }
      })
      .finally(() => underWay.delete(run))
    underWay.add(run)
  }

  return {
    async take(line: PeopleFeedLine): Promise<void> {
      if (waiting.length >= BATCH) await begin()
      waiting.push(line)
    },
    async flush(): Promise<void> {
      await begin()
      await Promise.all(underWay)
      raise()
      await counted()
    },
  }
}
