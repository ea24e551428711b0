import { type AnyValue, type FactName, factNames, factSpec } from '@minsheng/shared/contracts/people'
import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import {
  type KeptObservation,
  type KeptResolution,
  type ObservationFields,
  observationFields,
  type ResolutionFields,
  resolutionFields,
} from '../facts/catalogue.ts'
import { derive, subjectKey } from '../facts/domain.ts'
import { createFactStore, type SubjectFacts } from '../facts/store.ts'
import { type CensusPerson, createCensusStore } from './store.ts'

type Known = Record<string, AnyValue>

/** A household as everyone is counted: who lives in it, what is known of each and of all together, and where. */
export interface CensusHome {
  id: string
  /** Null: someone who is in no household, alone. */
  householdId: string | null
  /** Places from the district down to the grid. */
  path: readonly string[]
  facts: Known
  people: readonly { id: string; facts: Known }[]
  /** The next instant at which time alone changes what is known; null: never. */
  changesAt: Date | null
}

/** So many households are read at once. */
const AT_ONCE = 250
const ALONE = '~'

/** The id of the home of someone, in a household or in none. */
export const homeIdOf = ({ _id, householdId }: Pick<CensusPerson, '_id' | 'householdId'>): string => householdId ?? `${ALONE}${_id}`

/** Everyone of the register with what is known of them, as the facts registry tells it; without names, numbers and addresses. */
export function createCensus({ db, keys, dataKeys, clock }: { db: Database; keys: KeyRing; dataKeys: DataKeys; clock: Clock }) {
  const store = createCensusStore(db)
  const observationSeal = createProtector<KeptObservation, ObservationFields>(observationFields, dataKeys, keys)
  const resolutionSeal = createProtector<KeptResolution, ResolutionFields>(resolutionFields, dataKeys, keys)
  const facts = createFactStore(db, observationSeal, resolutionSeal)

  function knownOf(said: SubjectFacts | undefined, now: Date): { known: Known; changesAt: Date | null } {
    const known: Known = {}
    let changesAt: Date | null = null
    const byFact = new Map<FactName, SubjectFacts['observations']>()
    for (const one of said?.observations ?? []) byFact.set(one.fact, [...(byFact.get(one.fact) ?? []), one])
    for (const fact of factNames) {
      const observations = byFact.get(fact)
      if (!observations) continue
      const resolutions = said?.resolutions.filter((one) => one.fact === fact) ?? []
      const derived = derive(factSpec(fact), observations, resolutions, now)
      if (derived.current) known[fact] = JSON.parse(derived.current.text) as AnyValue
      if (derived.changesAt && (changesAt === null || derived.changesAt < changesAt)) changesAt = derived.changesAt
    }
    return { known, changesAt }
  }

  async function homesOf(
    rows: readonly { id: string; householdId: string | null; path: readonly string[]; people: readonly CensusPerson[] }[],
  ) {
    const keysOf = rows.flatMap(({ householdId, people }) => [
      ...(householdId === null ? [] : [subjectKey({ kind: 'household', id: householdId })]),
      ...people.map(({ _id }) => subjectKey({ kind: 'person', id: _id })),
    ])
    const said = await facts.said(keysOf)
    const now = clock.now()
    return rows.map(({ id, householdId, path, people }): CensusHome => {
      const ofHome = householdId === null ? null : knownOf(said.get(subjectKey({ kind: 'household', id: householdId })), now)
      const ofPeople = people.map((person) => ({ person, ...knownOf(said.get(subjectKey({ kind: 'person', id: person._id })), now) }))
      const instants = [ofHome?.changesAt ?? null, ...ofPeople.map(({ changesAt }) => changesAt)].flatMap((at) => at?.getTime() ?? [])
      return {
        id,
        householdId,
        path: people[0]?.path ?? path,
        facts: ofHome?.known ?? {},
        people: ofPeople.map(({ person: { _id, birthDate, sex }, known }) => ({ id: _id, facts: { birthDate, sex, ...known } })),
        changesAt: instants.length === 0 ? null : new Date(Math.min(...instants)),
      }
    })
  }

  async function withPeople(found: readonly { _id: string; path: string[] }[]): Promise<CensusHome[]> {
    const people = await store.livingIn(found.map(({ _id }) => _id))
    const byHome = groupedBy(people)
    return homesOf(found.map(({ _id, path }) => ({ id: _id, householdId: _id, path, people: byHome.get(_id) ?? [] })))
  }
  const alone = (person: CensusPerson) => ({ id: homeIdOf(person), householdId: null, path: person.path, people: [person] })

  return {
    async prepare() {
      await observationSeal.prepare()
      await resolutionSeal.prepare()
    },
    count: store.count,
    /** Everyone, household by household and then those in none, a page at a time: never more than that is held. */
    async *homes(): AsyncGenerator<CensusHome[]> {
      for (let after = ''; ; ) {
        const found = await store.householdsAfter(after, AT_ONCE)
        if (found.length > 0) yield await withPeople(found)
        const last = found.at(-1)
        if (!last || found.length < AT_ONCE) break
        after = last._id
      }
      let page: CensusPerson[] = []
      for await (const person of store.alone()) {
        page.push(person)
        if (page.length < AT_ONCE) continue
        yield await homesOf(page.map(alone))
        page = []
      }
      if (page.length > 0) yield await homesOf(page.map(alone))
    },
    /** These homes as they are now; those that are no more are missing. */
    async some(homeIds: readonly string[]): Promise<CensusHome[]> {
      const ids = [...new Set(homeIds)]
      const single = ids.flatMap((id) => (id.startsWith(ALONE) ? [id.slice(ALONE.length)] : []))
      const found = await store.households(ids.filter((id) => !id.startsWith(ALONE)))
      const people = single.length === 0 ? [] : (await store.people(single)).filter(({ householdId }) => householdId === null)
      return [...(await withPeople(found)), ...(await homesOf(people.map(alone)))]
    },
    /** In which homes these people live now. */
    async homesWith(residentIds: readonly string[]): Promise<string[]> {
      return residentIds.length === 0 ? [] : (await store.people(residentIds)).map(homeIdOf)
    },
  }
}

function groupedBy(people: readonly CensusPerson[]): Map<string, CensusPerson[]> {
  const groups = new Map<string, CensusPerson[]>()
  for (const person of people) {
    const group = groups.get(person.householdId ?? '')
    if (group) group.push(person)
    else groups.set(person.householdId ?? '', [person])
  }
  return groups
}
