import { factNames, factSpec } from '@minsheng/shared/contracts/people'
import { decide } from '@minsheng/shared/policy/policy/decide'
import { fenOf, NO_STATUS } from '@minsheng/shared/policy/population/matched'
import { policyStatuses } from '@minsheng/shared/policy/rule/language'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../testing/app.ts'
import { testGrid } from '../testing/grid.ts'
import { until } from '../testing/wait.ts'
import { createCensus } from './features/people/census/census.ts'
import { type AwardFields, awardFields } from './features/policy/award/catalogue.ts'
import type { AwardFacts } from './features/policy/award/domain.ts'
import { createAwardStore } from './features/policy/award/store.ts'
import { createLiveCopy } from './features/policy/population/copy.ts'
import { followRegister } from './features/policy/population/follow.ts'
import { createRematches } from './features/policy/population/rematch/rematches.ts'
import { createRematchStore } from './features/policy/population/rematch/store.ts'
import { HistoryLost, watchRegister } from './features/policy/population/store.ts'
import { createRuleSubjects } from './features/policy/subject.ts'
import { openKeyRing } from './platform/crypto/live-keyring.ts'
import { createDataKeys } from './platform/protect/data-keys.ts'
import { createProtector } from './platform/protect/protector.ts'

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

let app: TestApp
let clock: HeldClock
let residents: string[]
let households: string[]
let paths: string[][]
const random = seeded(20_261_130)

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

const rows = <T extends object>(name: string) => app.db.collection<T & { _id: string }>(name)

beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock, work: false })
  const grid = await testGrid(app)
  paths = [0, 3].map((at) => [grid.district, grid.streets[at === 0 ? 0 : 1], grid.communities[at === 0 ? 0 : 2], grid.grids[at as 0 | 3]])
  const { feed } = app.app.people
  households = Array.from({ length: 8 }, (_, index) => `hh_live${index}`)
  residents = []
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
      await feed.take({ type: 'person', id: residentId, householdId: id, relation: 'head', from: '2020-01-01', groups: [], facts } as never)
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
    factsOf: app.app.people.facts.factsOf,
    awardedTo: ({ me, householdId }) =>
      awards.standingFor(householdId === null ? [me] : [me, householdId], shanghaiDate(clock.now()).slice(0, 7)),
  })
  return { census, copy, subjects }
}

type Copied = ReturnType<typeof copyOf>

/** What is otherwise in the copy than one by one. @returns with how many decisions were compared */
async function differences({ copy, subjects }: Copied): Promise<{ wrong: string[]; compared: number }> {
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

async function followed(
  own: Copied,
  use: (following: ReturnType<typeof followRegister>) => Promise<void>,
  watch = (token: unknown) => watchRegister(app.db, token),
) {
  const catalogue = await app.app.policy.books.catalogue()
  await own.census.prepare()
  const faults: unknown[] = []
  const following = followRegister({
    copy: own.copy,
    register: own.census,
    watch,
    onBuilding: () => undefined,
    onBuilt: () => void own.copy.decide(catalogue, shanghaiDate(clock.now())),
    onRefreshed: async () => undefined,
    onFault: (error) => faults.push(error),
    clock,
  })
  try {
    await until(
      async () => following.freshness().state,
      (state) => state === 'live',
    )
    await use(following)
  } finally {
    await following.stop()
  }
  return faults
}

/** Awaits that everything written by now is taken in and nothing is otherwise. */
const held = (own: Copied) =>
  until(
    () => differences(own),
    ({ wrong }) => wrong.length === 0,
    20_000,
  )

async function award(subjectKind: 'person' | 'household', subjectId: string, policyId: string, fen: number): Promise<void> {
  const fromMonth = shanghaiDate(clock.now()).slice(0, 7)
  await rows('policy_awards').insertOne({
    _id: `awd_${subjectId}_${policyId}`,
    policyId,
    subjectKind,
    subjectId,
    firstMonth: fromMonth,
    lastMonth: '9999-12',
    lines: [{ number: 1, fromMonth, fen }],
    openKey: `${subjectId}|${policyId}`,
  } as never)
}

/** Something that happens to the register. */
const happenings: readonly (() => Promise<unknown>)[] = [
  () => observe(3),
  () => observe(1),
  // Moves in with others, moves out, dies, comes back, lives alone.
  () => {
    const householdId = random.pick(households)
    return rows('residents').updateOne({ _id: random.pick(residents) }, {
      $set: { householdId, path: random.pick(paths) },
      $push: { memberships: { householdId, relation: 'other', from: '2026-01-01', to: null } },
    } as never)
  },
  () =>
    rows('residents').updateOne({ _id: random.pick(residents) }, {
      $set: { state: random.pick(['deceased', 'moved_out', 'present']) },
    } as never),
  () => rows('residents').updateOne({ _id: random.pick(residents) }, { $set: { householdId: null } } as never),
  () => rows('policy_awards').updateOne({}, { $set: { lastMonth: '2020-01' } } as never),
]

describe('a full match', () => {
  const matches = () =>
    rows<{ home: string; isEmpty: boolean; changedBy: string; gets: unknown }>('policy_matches').find({}).sort({ _id: 1 }).toArray()
  const jobs = () => createRematchStore(app.db)

  test('that dies in the middle is gone on with by another: nothing is lost, nothing is done twice', async () => {
    const { host } = app.app.policy.population
    expect(await host.ready(60_000)).toBe(true)
    let pages = 0
    const dying = createRematches({
      store: jobs(),
      clock,
      perPage: 2,
      host: {
        isReady: () => true,
        async ask(question, input, slot) {
          pages += question === 'matchPage' ? 1 : 0
          const asked = host.ask(question, input, slot)
          if (pages === 3) await host.kill()
          return asked
        },
      },
    })
    const job = await dying.want('asked', 'first')
    expect((await dying.want('asked', 'again'))._id).toBe(job._id)
    await expect(dying.run()).rejects.toMatchObject({ code: 'unavailable' })
    const left = await jobs().job(job._id)
    expect(left).toMatchObject({ state: 'running', homesDone: 4 })
    expect(left?.lastHome).not.toBe('')

    expect(await host.ready(60_000)).toBe(true)
    const other = createRematches({ store: jobs(), clock, perPage: 2, host })
    // Whoever was at it may be at it still.
    expect(await other.run()).toBeNull()
    clock.advance(31_000)
    const done = await other.run()
    const kept = await matches()
    expect(done).toMatchObject({
      _id: job._id,
      state: 'done',
      homesDone: households.length,
      homesAll: households.length,
      peopleChanged: kept.length,
    })
    const own = copyOf()
    await own.census.prepare()
    await own.copy.build(() => undefined)
    const { matcher, catalogue } = own.copy.decide(await app.app.policy.books.catalogue(), shanghaiDate(clock.now()))
    const wanted = residents.filter((id) => {
      const row = own.copy.population.rowAt(id) ?? -1
      return catalogue.policies.some((_one, place) => (matcher.matched.policies[place]?.status[row] ?? NO_STATUS) <= 1)
    })
    expect(wanted.length).toBeGreaterThan(3)
    expect(kept.map(({ _id }) => _id)).toEqual(wanted.sort())
    // Why someone is in need is nowhere in clear.
    expect(JSON.stringify(kept)).not.toMatch(/allowance|living|entitled/)

    const again = createRematches({ store: jobs(), clock, host })
    await again.want('asked', 'second')
    expect(await again.run()).toMatchObject({ state: 'done', peopleChanged: 0 })
    expect(await matches()).toEqual(kept)
  })

  test('whoever is no more loses what was kept of them, with the household that is read anew; the rest goes with the next match', async () => {
    const { host } = app.app.policy.population
    const [gone] = (await matches()).map(({ _id }) => _id)
    await rows('residents').updateOne({ _id: gone ?? '' }, { $set: { state: 'deceased' } } as never)
    await until(matches, (kept) => kept.find(({ _id }) => _id === gone)?.isEmpty === true)
    const next = createRematches({ store: jobs(), clock, host })
    await next.want('asked', 'third')
    await next.run()
    expect((await matches()).map(({ _id }) => _id)).not.toContain(gone)
  })
})

describe('the live copy', () => {
  test('is what is asked one by one: when it is built, after whatever happens, and when facts run out', async () => {
    const own = copyOf()
    await followed(own, async (following) => {
      const built = await differences(own)
      expect(built.wrong).toEqual([])
      expect(built.compared).toBeGreaterThan(200)
      await award('person', residents[0] ?? '', 'aged-allowance', 7_700)
      await award('household', households[1] ?? '', 'minimum-living', 820_000)
      expect((await held(own)).wrong).toEqual([])
      for (let round = 0; round < 3; round += 1) {
        for (let count = 0; count < 5; count += 1) await random.pick(happenings)()
        expect((await held(own)).wrong).toEqual([])
      }
      // Of most facts it is no longer known after two years; of none is anyone told.
      const known = () =>
        own.copy.population.household.reduce((sum, { values, unknown }) => sum + values.filter((code) => code !== unknown).length, 0)
      const before = known()
      clock.advance(800 * 86_400_000)
      following.lookAtTime()
      await until(
        async () => own.copy.due(),
        (due) => due.length === 0,
        20_000,
      )
      own.copy.decide(await app.app.policy.books.catalogue(), shanghaiDate(clock.now()))
      expect((await held(own)).wrong).toEqual([])
      expect(known()).toBeLessThan(before)
    })
  })

  test('a stream that breaks is gone on with where it was; one whose history is lost has everyone read in anew', async () => {
    const own = copyOf()
    let opened = 0
    let builds = 0
    let breaking: 'no' | 'breaks' | 'lost' = 'no'
    const tokens: unknown[] = []
    const { build } = own.copy
    const copy: typeof own.copy = Object.create(own.copy, {
      build: {
        value: (onPage: Parameters<typeof build>[0]) => {
          builds += 1
          return build(onPage)
        },
      },
    })
    const counted = { ...own, copy }
    await followed(
      counted,
      async () => {
        expect({ opened, builds }).toEqual({ opened: 2, builds: 1 })
        breaking = 'breaks'
        await observe(4)
        await until(
          async () => opened,
          (count) => count === 3,
        )
        expect((await held(own)).wrong).toEqual([])
        expect({ builds, isFromToken: tokens[2] !== null }).toEqual({ builds: 1, isFromToken: true })
        breaking = 'lost'
        await until(
          async () => builds,
          (count) => count === 2,
        )
        await observe(4)
        expect((await held(own)).wrong).toEqual([])
      },
      (token) => {
        const stream = watchRegister(app.db, token)
        opened += 1
        tokens.push(token)
        return {
          ...stream,
          get token() {
            return stream.token
          },
          async next() {
            const how = breaking
            breaking = 'no'
            if (how === 'breaks') throw new Error('the connection is gone')
            if (how === 'lost') throw new HistoryLost()
            return stream.next()
          },
        }
      },
    )
  })
})
