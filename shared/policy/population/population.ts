import { MOST_MEMBERS, type RuleFact, type RuleFacts } from '../rule/language.ts'
import type { Awards, KnownFacts } from '../rule/subject.ts'
import { type AwardBook, type AwardedFen, awardedFen, createAwardBook } from './awards.ts'
import { type Column, coder, createColumn, growColumn, MOST_INT } from './column.ts'
import { intsRoom } from './room.ts'

/** One household as the copy takes it; ids are drawn by lot and tell nothing of anyone. */
export interface Home {
  id: string
  facts: KnownFacts
  /** What stands awarded to the household: it counts for it and for each of its members. */
  awarded?: Awards
  members: readonly { id: string; facts: KnownFacts; awarded?: Awards }[]
}

/** Stands for the household of a row nobody lies in any more. */
export const NOBODY = -1

/**
 * The facts of everyone in columns, coded: no names, numbers or addresses. The members of a household lie next to one
 * another.
 */
export interface Population {
  readonly facts: RuleFacts
  /** Columns of persons, a place for each row, and of households, a place for each household. */
  readonly person: readonly Column[]
  readonly household: readonly Column[]
  /** Rows in use, with those nobody lies in any more, and households. */
  readonly rows: number
  readonly homes: number
  /** Persons there are. */
  readonly people: number
  /** Where each household's members begin, how many they are, and the household of each row. */
  readonly starts: Int32Array
  readonly counts: Int32Array
  readonly homeOf: Int32Array
  /** What stands awarded to each person, their household's among it, and to each household. */
  readonly awardedPeople: AwardBook
  readonly awardedHomes: AwardBook
  /** Something awarded is more than 32 bits hold. */
  readonly hasWideAwards: boolean
  /** Rises when the arrays were made anew, to have more room, or what is decided needs wider ones. */
  readonly generation: number
  /** Puts a household in, or in the place of what was known of it. @returns its place */
  put(home: Home): number
  /** Takes a household out, if it is there. */
  drop(homeId: string): void
  /** Place of a household, and row of a person. */
  homeAt(homeId: string): number | undefined
  rowAt(personId: string): number | undefined
  /** The id of who lies in a row, and of a household. */
  idOf(row: number): string | undefined
  homeIdOf(home: number): string | undefined
}

interface Room {
  people: number
  homes: number
}

/** An empty copy, with room for so many. */
export function createPopulation(facts: RuleFacts, room: Room = { people: 1_024, homes: 512 }): Population {
  const of = (subject: RuleFact['subject'], length: number) =>
    [...facts.values()].filter((fact) => fact.subject === subject).map((fact) => createColumn(fact, length))
  const person = of('person', room.people)
  const household = of('household', room.homes)
  const coders = new Map([...facts.values()].map((fact) => [fact.name, coder(fact)]))
  const ids: string[] = []
  const rowsById = new Map<string, number>()
  const homesById = new Map<string, number>()
  const homeIds: string[] = []
  const awardedPeople = createAwardBook(room.people)
  const awardedHomes = createAwardBook(room.homes)
  /** Rows a household has, of which its members take the first. */
  let held = intsRoom(room.homes)
  const state = {
    rows: 0,
    homes: 0,
    people: 0,
    generation: 0,
    hasWideAwards: false,
    starts: intsRoom(room.homes),
    counts: intsRoom(room.homes),
    homeOf: intsRoom(room.people).fill(NOBODY),
  }

  const longer = (values: Int32Array<ArrayBuffer>, length: number, fill = 0) => {
    const grown = intsRoom(length).fill(fill)
    grown.set(values)
    return grown
  }
  function growPeople(wanted: number): void {
    if (wanted <= state.homeOf.length) return
    const length = Math.max(wanted, state.homeOf.length * 2)
    for (const column of person) growColumn(column, length)
    awardedPeople.grow(length)
    state.homeOf = longer(state.homeOf, length, NOBODY)
    state.generation += 1
  }
  function growHomes(): void {
    if (state.homes < held.length) return
    const length = held.length * 2
    for (const column of household) growColumn(column, length)
    awardedHomes.grow(length)
    held = longer(held, length)
    state.starts = longer(state.starts, length)
    state.counts = longer(state.counts, length)
    state.generation += 1
  }

  const coded = (columns: readonly Column[], known: KnownFacts) =>
    columns.map(({ fact }) => coders.get(fact.name)?.(known[fact.name]) ?? Number.NaN)
  const write = (columns: readonly Column[], place: number, codes: readonly number[] | null) => {
    columns.forEach(({ values, unknown }, index) => {
      values[place] = codes?.[index] ?? unknown
    })
  }

  function empty(home: number): void {
    const start = state.starts[home] ?? 0
    for (let row = start; row < start + (state.counts[home] ?? 0); row += 1) {
      const id = ids[row]
      if (id !== undefined && rowsById.get(id) === row) rowsById.delete(id)
      ids[row] = ''
      state.homeOf[row] = NOBODY
      write(person, row, null)
      awardedPeople.set(row, null)
    }
    state.people -= state.counts[home] ?? 0
    state.counts[home] = 0
  }

  function widen(awarded: readonly (AwardedFen | null)[]): void {
    if (state.hasWideAwards || !awarded.some((fen) => fen && Math.max(...fen.values()) > MOST_INT)) return
    state.hasWideAwards = true
    state.generation += 1
  }

  function placeOf(homeId: string): number {
    const known = homesById.get(homeId)
    if (known !== undefined) return known
    growHomes()
    const home = state.homes
    state.homes += 1
    homesById.set(homeId, home)
    homeIds[home] = homeId
    return home
  }

  function roomFor(home: number, members: number): number {
    if ((held[home] ?? 0) < members) {
      growPeople(state.rows + members)
      state.starts[home] = state.rows
      held[home] = members
      state.rows += members
    }
    return state.starts[home] ?? 0
  }

  return {
    facts,
    person,
    household,
    awardedPeople,
    awardedHomes,
    get rows() {
      return state.rows
    },
    get homes() {
      return state.homes
    },
    get people() {
      return state.people
    },
    get starts() {
      return state.starts
    },
    get counts() {
      return state.counts
    },
    get homeOf() {
      return state.homeOf
    },
    get generation() {
      return state.generation
    },
    get hasWideAwards() {
      return state.hasWideAwards
    },
    put({ id: homeId, facts: known, awarded = {}, members }) {
      if (members.length > MOST_MEMBERS) throw new RangeError(`a household has ${members.length} members`)
      // Everything is coded before anything is written: a value that can't be leaves the copy as it was.
      const ofHome = coded(household, known)
      const ofMembers = members.map((member) => coded(person, member.facts))
      const toHome = awardedFen(awarded)
      const toMembers = members.map((member) => (member.awarded ? awardedFen({ ...awarded, ...member.awarded }) : toHome))
      widen([toHome, ...toMembers])
      const home = placeOf(homeId)
      empty(home)
      const start = roomFor(home, members.length)
      write(household, home, ofHome)
      awardedHomes.set(home, toHome)
      members.forEach((member, index) => {
        const row = start + index
        ids[row] = member.id
        rowsById.set(member.id, row)
        state.homeOf[row] = home
        write(person, row, ofMembers[index] ?? null)
        awardedPeople.set(row, toMembers[index] ?? null)
      })
      state.counts[home] = members.length
      state.people += members.length
      return home
    },
    drop(homeId) {
      const home = homesById.get(homeId)
      if (home === undefined) return
      empty(home)
      write(household, home, null)
      awardedHomes.set(home, null)
    },
    homeAt: (homeId) => homesById.get(homeId),
    rowAt: (personId) => rowsById.get(personId),
    idOf: (row) => ids[row] || undefined,
    homeIdOf: (home) => homeIds[home],
  }
}

/** Fills a copy from a stream of households, however long. */
export async function fillPopulation(population: Population, homes: AsyncIterable<Home> | Iterable<Home>): Promise<void> {
  for await (const home of homes) population.put(home)
}
