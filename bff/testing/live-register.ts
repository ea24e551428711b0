import { factNames, factSpec } from '@minsheng/shared/contracts/people'
import { decide } from '@minsheng/shared/policy/policy/decide'
import { fenOf, NO_STATUS } from '@minsheng/shared/policy/population/matched'
import { policyStatuses } from '@minsheng/shared/policy/rule/language'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, inject } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { createCensus } from '../src/features/people/census/census.ts'
import { type AwardFields, awardFields } from '../src/features/policy/award/catalogue.ts'
import type { AwardFacts } from '../src/features/policy/award/domain.ts'
import { createAwardStore } from '../src/features/policy/award/store.ts'
import { createLiveCopy } from '../src/features/policy/population/copy.ts'
import { createRuleSubjects } from '../src/features/policy/subject.ts'
import { openKeyRing } from '../src/platform/crypto/live-keyring.ts'
import { createDataKeys } from '../src/platform/protect/data-keys.ts'
import { createProtector } from '../src/platform/protect/protector.ts'
import { heldClock, startTestApp, type TestApp } from './app.ts'
import { testGrid } from './grid.ts'

/** The same every time. */
function seeded(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    next,
    below: (limit: number) => Math.floor(next() * limit),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  }
}

/**
 * A small register of one's own, filled by lot and the same every time: households in two streets, of whose people this and
 * that is known; with a clock that stands still. Nothing of the policies runs by itself.
 */
export function liveRegister() {
  const clock = heldClock()
  const random = seeded(20_261_130)
  let app: TestApp
  let paths: string[][]
  const residents: string[] = []
  const households = Array.from({ length: 8 }, (_, index) => `hh_live${index}`)
  const rows = <T extends object>(name: string) => app.db.collection<T & { _id: string }>(name)

  function someValue(name: (typeof factNames)[number]): string | number | boolean | string[] {
    const spec = factSpec(name)
    if (spec.type === 'enum') return random.pick(Object.keys(spec.options))
    if (spec.type === 'set') return Object.keys(spec.options).filter(() => random.next() < 0.4)
    if (spec.type === 'bool') return random.next() < 0.5
    if (spec.type === 'date') return `${1_930 + random.below(90)}-0${1 + random.below(9)}-1${random.below(9)}`
    return spec.type === 'moneyFen' ? random.below(400_000) : random.below(4)
  }

  async function observe(count: number): Promise<void> {
    const observations = Array.from({ length: count }, () => {
      const fact = random.pick(factNames.filter((name) => !['birthDate', 'sex', 'vitalStatus'].includes(name)))
      const isHome = factSpec(fact).subject === 'household'
      const subject = isHome
        ? { kind: 'household' as const, id: random.pick(households) }
        : { kind: 'person' as const, id: random.pick(residents) }
      const observedAt = new Date(clock.now().getTime() - random.below(300) * 86_400_000)
      return { subject, fact, value: someValue(fact), source: random.pick(['document', 'visit'] as const), observedAt, recordedBy: 'test' }
    })
    await app.app.people.facts.recordObservations(observations as never)
  }

  beforeAll(async () => {
    app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock, work: false })
    const grid = await testGrid(app)
    paths = [0, 3].map((at) => [grid.district, grid.streets[at === 0 ? 0 : 1], grid.communities[at === 0 ? 0 : 2], grid.grids[at as 0 | 3]])
    const { feed } = app.app.people
    for (const [index, id] of households.entries()) {
      await feed.take({ type: 'household', id, code: `L${index}`, placeId: grid.flats[index % 4]?.[0] ?? '' } as never)
      for (let member = 0; member <= random.below(4); member += 1) {
        const residentId = `res_live${index}x${member}`
        residents.push(residentId)
        const facts = {
          name: '王小明',
          idNumber: null,
          phone: null,
          birthDate: `${1_930 + random.below(95)}-06-1${random.below(9)}`,
          sex: random.pick(['male', 'female']),
          registeredAddress: null,
        }
        await feed.take({
          type: 'person',
          id: residentId,
          householdId: id,
          relation: 'head',
          from: '2020-01-01',
          groups: [],
          facts,
        } as never)
      }
    }
    await feed.flush()
    await observe(110)
  })
  afterAll(async () => {
    await app.app.policy.stop()
    await app.close()
  })

  /** A copy of this register, and everything that is wanted of it. */
  function copyOf() {
    const { keys } = openKeyRing({ keyringFile: app.config.KEYRING_FILE, keysDir: app.config.KEYS_DIR }, clock)
    const dataKeys = createDataKeys({ db: app.db, keys, clock })
    const census = createCensus({ db: app.db, keys, dataKeys, clock })
    const awards = createAwardStore(app.db, createProtector<AwardFacts, AwardFields>(awardFields, dataKeys, keys))
    const copy = createLiveCopy({ register: census, awardsOf: awards.standingOf, clock })
    const subjects = createRuleSubjects({
      home: app.app.people.own.home,
      peopleOf: app.app.people.own.peopleOf,
      factsOf: app.app.people.facts.factsOf,
      awardedTo: ({ me, householdId }) =>
        awards.standingFor(householdId === null ? [me] : [me, householdId], shanghaiDate(clock.now()).slice(0, 7)),
    })
    return { census, copy, subjects }
  }

  /** What is otherwise in the copy than one by one. @returns with how many decisions were compared */
  async function differences({ copy, subjects }: ReturnType<typeof copyOf>): Promise<{ wrong: string[]; compared: number }> {
    const { decided, population } = copy
    if (!decided) return { wrong: ['nothing is decided'], compared: 0 }
    const wrong: string[] = []
    let compared = 0
    const present = await rows<{ state: string }>('residents').find({ state: 'present' }).toArray()
    if (population.people !== present.length) wrong.push(`${population.people} people, not ${present.length}`)
    for (const { _id } of present) {
      const home = await subjects.home(_id)
      const row = population.rowAt(_id)
      if (!home || row === undefined) {
        wrong.push(`${_id} is missing`)
        continue
      }
      const right = new Map(decide(decided.catalogue, await subjects.of(home), decided.date).map((one) => [one.policy.id, one]))
      for (const [place, { id }] of decided.catalogue.policies.entries()) {
        const one = right.get(id)
        const code = decided.matcher.matched.policies[place]?.status[row] ?? NO_STATUS
        const fen = one && code !== NO_STATUS ? fenOf(decided.matcher.matched, place, row) : { low: 0, high: 0 }
        compared += 1
        if (policyStatuses[code] !== one?.status || fen.low !== (one?.amount.low ?? 0) + 0 || fen.high !== (one?.amount.high ?? 0) + 0)
          wrong.push(`${_id} ${id}: ${policyStatuses[code]} ${fen.low}, not ${one?.status} ${one?.amount.low}`)
      }
    }
    return { wrong, compared }
  }

  return { app: () => app, clock, random, rows, residents, households, paths: () => paths, observe, copyOf, differences }
}
export type LiveRegister = ReturnType<typeof liveRegister>
export type CopyOfRegister = ReturnType<LiveRegister['copyOf']>
