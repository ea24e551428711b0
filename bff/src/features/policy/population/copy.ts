import { ruleFacts } from '@minsheng/shared/policy/facts'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { compileKernel, type Matcher, matchPopulation, type PopulationKernel } from '@minsheng/shared/policy/population/kernel'
import { createPopulation, type Population } from '@minsheng/shared/policy/population/population'
import type { Awards, KnownFacts } from '@minsheng/shared/policy/rule/subject'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { createTotals, type Totals } from './totals.ts'
import { createWhereabouts, type Whereabouts } from './whereabouts.ts'

/** A household as the register tells it. */
export interface RegisterHome {
  id: string
  householdId: string | null
  path: readonly string[]
  facts: KnownFacts
  people: readonly { id: string; facts: KnownFacts }[]
  /** The next instant at which time alone changes what is known. */
  changesAt: Date | null
}

/** Where the copy is read from. */
export interface Register {
  count(): Promise<number>
  homes(): AsyncIterable<readonly RegisterHome[]>
  some(homeIds: readonly string[]): Promise<RegisterHome[]>
  homesWith(residentIds: readonly string[]): Promise<string[]>
}

export interface CopyParts {
  register: Register
  /** What stands awarded in a month, by whom it is awarded to. */
  awardsOf: (subjectIds: readonly string[], month: string) => Promise<ReadonlyMap<string, Awards>>
  clock: Clock
}

/** Everyone decided by a catalogue for a day. */
export interface DecidedCopy {
  catalogue: Catalogue
  date: string
  kernel: PopulationKernel
  matcher: Matcher
  totals: Totals
}

/** How reading everyone in goes on. */
export interface Reading {
  homesDone: number
  homesAll: number
  homesLeftOut: number
}

export type LiveCopy = ReturnType<typeof createLiveCopy>

/** Everyone's facts and awards in memory, coded, decided by what is published, and read anew home by home. */
export function createLiveCopy({ register, awardsOf, clock }: CopyParts) {
  let population: Population = createPopulation(ruleFacts)
  let where: Whereabouts = createWhereabouts()
  let decided: DecidedCopy | null = null
  /** By home: when time alone changes something. */
  let dueAt = new Float64Array(0)
  let version = 0
  let leftOut = new Set<string>()

  const month = () => shanghaiDate(clock.now()).slice(0, 7)
  function nextMonth(): number {
    const [year = 0, number = 1] = month().split('-').map(Number)
    return Date.parse(`${number === 12 ? year + 1 : year}-${String((number % 12) + 1).padStart(2, '0')}-01T00:00:00+08:00`)
  }

  function setDue(home: number, at: number): void {
    if (home >= dueAt.length) {
      const grown = new Float64Array(Math.max(1_024, home + 1, dueAt.length * 2)).fill(Number.POSITIVE_INFINITY)
      grown.set(dueAt)
      dueAt = grown
    }
    dueAt[home] = at
  }

  /** @returns the place of the home; null when it can't be taken in */
  function put({ id, householdId, path, facts, people, changesAt }: RegisterHome, awards: ReadonlyMap<string, Awards>): number | null {
    const members = people.map((person) => ({ ...person, awarded: awards.get(person.id) ?? {} }))
    const awarded = (householdId === null ? undefined : awards.get(householdId)) ?? {}
    let home: number
    try {
      home = population.put({ id, facts, awarded, members })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      leftOut.add(id)
      population.drop(id)
      return null
    }
    leftOut.delete(id)
    where.put(home, path)
    const hasAwards = [awarded, ...members.map((member) => member.awarded)].some((one) => Object.keys(one).length > 0)
    setDue(home, Math.min(changesAt?.getTime() ?? Number.POSITIVE_INFINITY, hasAwards ? nextMonth() : Number.POSITIVE_INFINITY))
    return home
  }

  const awardsIn = (homes: readonly RegisterHome[]) =>
    awardsOf(
      homes.flatMap(({ householdId, people }) => [...(householdId === null ? [] : [householdId]), ...people.map(({ id }) => id)]),
      month(),
    )

  return {
    get population() {
      return population
    },
    get where() {
      return where
    },
    get decided() {
      return decided
    },
    /** Rises with every change of anything. */
    get version() {
      return version
    },
    get leftOut() {
      return leftOut.size
    },
    /** Reads everyone in, from nothing. @param onPage is told how far it is; throws to end it */
    async build(onPage: (reading: Reading) => void): Promise<void> {
      const homesAll = await register.count()
      population = createPopulation(ruleFacts, {
        people: Math.max(1_024, Math.ceil(homesAll * 2.9)),
        homes: Math.max(512, homesAll + 1_024),
      })
      where = createWhereabouts()
      dueAt = new Float64Array(0)
      leftOut = new Set()
      decided = null
      version += 1
      let homesDone = 0
      for await (const homes of register.homes()) {
        const awards = await awardsIn(homes)
        for (const home of homes) put(home, awards)
        homesDone += homes.length
        onPage({ homesDone, homesAll: Math.max(homesAll, homesDone), homesLeftOut: leftOut.size })
      }
    },
    /** Decides everyone anew by a catalogue for a day. @throws RangeError when it gives more than can be worked out exactly */
    decide(catalogue: Catalogue, date: string): DecidedCopy {
      const kernel = compileKernel(catalogue, ruleFacts, date)
      const matcher = matchPopulation(kernel, population)
      matcher.decideAll()
      const totals = createTotals(population, catalogue, where)
      totals.addAll(matcher.matched)
      decided = { catalogue, date, kernel, matcher, totals }
      version += 1
      return decided
    },
    /** Reads these homes anew, and decides their people. */
    async refresh(homeIds: readonly string[]): Promise<void> {
      if (homeIds.length === 0) return
      const homes = await register.some(homeIds)
      const awards = await awardsIn(homes)
      const found = new Map(homes.map((home) => [home.id, home]))
      version += 1
      for (const id of homeIds) {
        const before = population.homeAt(id)
        if (decided && before !== undefined) decided.totals.add(decided.matcher.matched, before, -1)
        const now = found.get(id)
        const place = now ? put(now, awards) : null
        if (!now) population.drop(id)
        const home = place ?? before
        if (home === undefined) continue
        if (place === null) setDue(home, Number.POSITIVE_INFINITY)
        if (!decided) continue
        decided.matcher.decideHome(home)
        decided.totals.add(decided.matcher.matched, home, 1)
      }
    },
    /** Homes in which time alone has changed something by now. */
    due(): string[] {
      const now = clock.now().getTime()
      const found: string[] = []
      for (let home = 0; home < dueAt.length; home += 1) {
        if ((dueAt[home] ?? Number.POSITIVE_INFINITY) > now) continue
        const id = population.homeIdOf(home)
        if (id !== undefined) found.push(id)
      }
      return found
    },
    /** The home someone lies in, as far as the copy knows. */
    homeWith(residentId: string): string | undefined {
      const row = population.rowAt(residentId)
      return row === undefined ? undefined : population.homeIdOf(population.homeOf[row] ?? -1)
    },
    /** Homes in which anything stands awarded. */
    homesAwarded(): string[] {
      const homes = new Set<number>()
      const { awardedPeople, homeOf, rows } = population
      for (let row = 0; row < rows; row += 1) if (awardedPeople.marks[row]) homes.add(homeOf[row] ?? -1)
      return [...homes].flatMap((home) => population.homeIdOf(home) ?? [])
    },
  }
}
