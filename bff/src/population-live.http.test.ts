import { shanghaiDate } from '@minsheng/shared/units/clock'
import { describe, expect, test } from 'vitest'
import { type CopyOfRegister, liveRegister } from '../testing/live-register.ts'
import { until } from '../testing/wait.ts'
import { followRegister } from './features/policy/population/follow.ts'
import { HistoryLost, watchRegister } from './features/policy/population/store.ts'

const { app, clock, random, rows, residents, households, paths, observe, copyOf, differences } = liveRegister()

async function followed(
  own: CopyOfRegister,
  use: (following: ReturnType<typeof followRegister>) => Promise<void>,
  watch = (token: unknown) => watchRegister(app().db, token),
) {
  const catalogue = await app().app.policy.books.catalogue()
  await own.census.prepare()
  const faults: unknown[] = []
  const following = followRegister({
    copy: own.copy,
    register: own.census,
    watch,
    onBuilding: () => undefined,
    onBuilt: () => void own.copy.decide(catalogue, shanghaiDate(clock.now())),
    onRefreshed: async () => undefined,
    onChanged: async () => undefined,
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
const held = (own: CopyOfRegister) =>
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
      $set: { householdId, path: random.pick(paths()) },
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
      own.copy.decide(await app().app.policy.books.catalogue(), shanghaiDate(clock.now()))
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
        const stream = watchRegister(app().db, token)
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
