import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { seen } from '../../../../testing/applications.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { agreeToBeKnown, bornFor, haveRealName } from '../../../../testing/known.ts'
import { person, type TestPerson } from '../../../../testing/people.ts'
import { resident } from '../../../../testing/persons.ts'
import { confirming, drafted, published, reviewed, submitted } from '../../../../testing/policies.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let bureau: SignedIn
let leader: SignedIn
let street: SignedIn
let elsewhere: SignedIn
const people: TestPerson[] = []
const [tomorrow, later] = [dayFromToday(1), dayFromToday(60)]
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  ;[steward, bureau, leader, street, elsewhere] = await Promise.all([
    staff(app, ['data_steward'], null, [grid.district]),
    staff(app, ['bureau']),
    staff(app, ['bureau_leader']),
    staff(app, ['street'], null, [grid.streets[0]]),
    staff(app, ['street'], null, [grid.streets[1]]),
  ])
  // Of 86: seven in the first street and two in the second whose registered place somebody saw, and two of whom it is not known.
  for (let count = 0; count < 11; count += 1) {
    const one = await person(steward, grid, { birthDate: bornFor(86), grid: count === 0 || count === 1 ? 3 : 0 })
    people.push(one)
    if (count < 9) await seen(steward, one.residentId, 'registeredIn', 'district')
  }
  expect(await app.app.policy.population.host.ready(30_000)).toBe(true)
})
afterAll(() => app.close())

const eighty = (value: number) => ({ change: { kind: 'parameters' as const, values: [{ key: 'agedEighty', value }] } })
const allowance = <T extends { policyId: string }>(rows: readonly T[]) => rows.find(({ policyId }) => policyId === 'aged-allowance')
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => ({ code: 'none' }),
    (error: { code: string; issues?: { path: string }[] }) => error,
  )
const issues = (refusal: { code: string; issues?: { path: string }[] }) => refusal.issues?.map(({ path }) => path)

describe('what-if', () => {
  test('a figure is raised: who gets more, fen before and after, by street, and the people behind each number', async () => {
    const found = await bureau.call('tryWhatIf', { body: eighty(6_000) })
    const row = allowance(found.policies)
    expect(row).toMatchObject({ unit: 'person', every: 'month', gains: 0, loses: 0, more: 9, less: 0, fenBefore: 45_000, fenAfter: 54_000 })
    expect(row?.streets.map(({ streetName, more, fenBefore, fenAfter }) => [streetName, more, fenBefore, fenAfter]).sort()).toEqual([
      ['湖滨街道', 7, 35_000, 42_000],
      ['采荷街道', 2, 10_000, 12_000],
    ])
    expect(found).toMatchObject({ monthlyFenAfter: found.monthlyFenBefore + 9_000, mayList: true, people: 11 })
    expect(found.decidedAnew.map(({ policyId }) => policyId)).toEqual(['aged-allowance'])
    const list = { ...eighty(6_000), policyId: 'aged-allowance', group: 'more' as const, streetId: grid.streets[0], limit: 5 }
    const first = await bureau.call('listWhatIfPeople', { body: list })
    expect(first.items).toHaveLength(5)
    expect(first.items[0]).toMatchObject({ nameMasked: '王*明', streetName: '湖滨街道', fenBefore: 5_000, fenAfter: 6_000 })
    const rest = await bureau.call('listWhatIfPeople', { body: { ...list, cursor: first.nextCursor ?? '' } })
    expect(rest).toMatchObject({ items: [{}, {}], nextCursor: null })
    const ids = [...first.items, ...rest.items].map(({ residentId }) => residentId)
    expect(ids.sort()).toEqual(
      people
        .slice(2, 9)
        .map(({ residentId }) => residentId)
        .sort(),
    )
  })

  test('a street counts and lists its own alone; who may open no list is told no count below five, nor what would give it away', async () => {
    const own = await elsewhere.call('tryWhatIf', { body: eighty(6_000) })
    expect(own).toMatchObject({ people: 2, mayList: true })
    expect(allowance(own.policies)).toMatchObject({ more: 2, fenBefore: 10_000, streets: [{ streetName: '采荷街道', more: 2 }] })
    const body = { ...eighty(6_000), policyId: 'aged-allowance', group: 'more' as const }
    expect((await elsewhere.call('listWhatIfPeople', { body })).items).toHaveLength(2)
    expect((await elsewhere.call('listWhatIfPeople', { body: { ...body, streetId: grid.streets[0] } })).items).toEqual([])
    const told = allowance((await leader.call('tryWhatIf', { body: eighty(6_000) })).policies)
    expect(told).toMatchObject({ more: 9, fenBefore: 45_000 })
    // Nine less the seven would be the two.
    expect(told?.streets.map(({ more, fenAfter }) => [more, fenAfter])).toEqual([
      [null, null],
      [null, null],
    ])
    expect(await refusal(leader.call('listWhatIfPeople', { body }))).toMatchObject({ code: 'forbidden' })
  })

  test('what can not be tried is refused at its place', async () => {
    const refuse = async (body: object) => issues(await refusal(bureau.call('tryWhatIf', { body: body as never })))
    const values = (...all: [string, number][]) => ({
      change: { kind: 'parameters', values: all.map(([name, value]) => ({ key: name, value })) },
    })
    expect(await refuse(values(['agedEighty', 6_000], ['noSuchFigure', 1]))).toEqual(['body.change.values.1.key'])
    expect(await refuse(values(['agedEighty', 100_000_001]))).toEqual(['body.change.values.0.value'])
    expect(await refuse(values(['agedEighty', 1], ['agedEighty', 2]))).toEqual(['body.change.values.1.key'])
    expect(await refuse(values(['agedEighty', -1]))).toEqual(['body.change.values.0.value'])
    expect(await refuse({ ...eighty(6_000), on: '2026-01-01' })).toEqual(['body.on'])
    expect(await refuse({ ...eighty(6_000), on: '2099-01-01' })).toEqual(['body.on'])
    const draft = { change: { kind: 'draft' as const, draftId: 'nobodys' } }
    expect(await refusal(bureau.call('tryWhatIf', { body: draft }))).toMatchObject({ code: 'not_found' })
    expect(await refusal(street.call('tryWhatIf', { body: draft }))).toMatchObject({ code: 'not_found' })
  })

  test('a draft is tried as it is saved, for its own first day; one with faults is refused with the place', async () => {
    const draft = await drafted(bureau, 'parameter', 'agedEighty', (content) => ({
      ...content,
      value: { ...(content.value as object), from: later, value: 8_000, source: confirming },
      cases: [
        {
          policy: 'aged-allowance',
          name: '80 周岁，新标准',
          on: later,
          person: { birthDate: '1946-11-30', registeredIn: 'district' },
          status: 'entitled',
          low: 8_000,
          high: 8_000,
        },
      ],
    }))
    const body = { change: { kind: 'draft' as const, draftId: draft.id } }
    const found = await leader.call('tryWhatIf', { body })
    expect(found.on).toBe(later)
    expect(allowance(found.policies)).toMatchObject({ more: 9, fenBefore: 45_000, fenAfter: 72_000 })
    const bad = await bureau.call('savePolicyDraft', {
      params: { draftId: draft.id },
      body: { rev: draft.rev, why: draft.why, content: { ...draft.content, value: { ...(draft.content.value as object), value: -5 } } },
    })
    expect(issues(await refusal(bureau.call('tryWhatIf', { body })))).toEqual(['draft.value.value'])
    await bureau.call('dropPolicyDraft', { params: { draftId: draft.id }, body: { rev: bad.rev } })
  })

  test('while one drags only the newest is counted; another person is not in the way', async () => {
    const { host } = app.app.policy.population
    const ask = (slot: string, by: 'age' | 'sex') =>
      host.ask('coverage', { by, scope: null }, slot).then(
        () => 'counted',
        ({ code }) => code,
      )
    const all = [ask('one', 'age'), ask('one', 'sex'), ask('one', 'sex'), ask('two', 'sex'), ask('one', 'age')]
    expect(await Promise.all(all)).toEqual(['counted', 'conflict', 'conflict', 'counted', 'counted'])
  })
})

describe('coverage', () => {
  test('who has it, whose it is unclaimed and whose it may be, by street and by age, and the people behind', async () => {
    const { policies, decidedFor } = await bureau.call('getPolicyCoverage', { query: { by: 'street' } })
    expect(decidedFor).toMatch(/^\d{4}-\d\d-\d\d$/)
    const row = allowance(policies)
    expect(row).toMatchObject({ enjoying: 0, entitled: 9, possible: 2 })
    expect(row?.groups.map(({ groupName, entitled, possible }) => [groupName, entitled, possible]).sort()).toEqual([
      ['湖滨街道', 7, 2],
      ['采荷街道', 2, 0],
    ])
    const byAge = allowance((await bureau.call('getPolicyCoverage', { query: { by: 'age' } })).policies)
    expect(byAge?.groups).toEqual([{ group: 'from80', groupName: '80 至 89 岁', enjoying: 0, entitled: 9, possible: 2 }])
    const params = { policyId: 'aged-allowance' }
    const listed = await street.call('listCoveragePeople', { params, query: { status: 'entitled', limit: 4 } })
    expect(listed.items).toHaveLength(4)
    const rest = await street.call('listCoveragePeople', { params, query: { status: 'entitled', cursor: listed.nextCursor ?? '' } })
    expect(rest.items).toHaveLength(3)
    const aged = await street.call('listCoveragePeople', { params, query: { status: 'possible', by: 'age', group: 'from80' } })
    expect(aged.items.map(({ residentId }) => residentId).sort()).toEqual(
      people
        .slice(9)
        .map(({ residentId }) => residentId)
        .sort(),
    )
    expect(
      await refusal(street.call('listCoveragePeople', { params: { policyId: 'nothing' }, query: { status: 'entitled' } })),
    ).toMatchObject({
      code: 'not_found',
    })
    expect(issues(await refusal(street.call('listCoveragePeople', { params, query: { status: 'entitled', cursor: 'x y' } })))).toEqual([
      'cursor',
    ])
    const told = allowance((await leader.call('getPolicyCoverage', { query: { by: 'street' } })).policies)
    expect(told).toMatchObject({ entitled: 9, possible: null })
    expect(told?.groups.map(({ entitled }) => entitled)).toEqual([null, null])
  })
})

describe('the copy', () => {
  const entitled = async () => allowance((await bureau.call('getPolicyCoverage', { query: { by: 'street' } })).policies)?.entitled

  test('tells how old it is, and takes in what changes within seconds', async () => {
    await until(
      () => bureau.call('getPolicyPopulation', {}),
      ({ state }) => state === 'live',
      5_000,
    )
    await seen(steward, people[9]?.residentId ?? '', 'registeredIn', 'district')
    expect(await until(entitled, (count) => count === 10, 5_000)).toBe(10)
    await seen(steward, people[9]?.residentId ?? '', 'registeredIn', 'elsewhere')
    expect(await until(entitled, (count) => count === 9, 5_000)).toBe(9)
    const metrics = await (await fetch(`${app.url}/metrics`)).text()
    expect(metrics).toMatch(/^minsheng_population_people 11$/m)
    expect(metrics).toMatch(/^minsheng_population_behind_seconds \d/m)
  })

  test('a thread that dies is begun again, and everyone is read in anew', async () => {
    await app.app.policy.population.host.kill()
    expect(app.app.policy.population.host.isReady()).toBe(false)
    await until(entitled, (count) => count === 9, 15_000)
  })

  test('what is published is counted with from then on, and everyone is matched anew', async () => {
    const draft = await drafted(bureau, 'parameter', 'agedNinety', (content) => ({
      ...content,
      value: { ...(content.value as object), from: tomorrow, value: 12_000, source: confirming },
      cases: [
        {
          policy: 'aged-allowance',
          name: '90 周岁，新标准',
          on: tomorrow,
          person: { birthDate: '1936-11-30', registeredIn: 'district' },
          status: 'entitled',
          low: 12_000,
          high: 12_000,
        },
      ],
    }))
    await published(leader, await reviewed(leader, await submitted(bureau, draft)))
    const rematches = async () => (await leader.call('listRematches', {})).items
    const done = await until(rematches, (items) => items.some(({ why, state }) => why === 'published' && state === 'done'), 15_000)
    expect(done.find(({ why }) => why === 'published')).toMatchObject({ homesDone: 11, homesAll: 11 })
  })

  test('what the match of everyone came to about me is told to me, which policies once I am proven', async () => {
    const [one] = people
    if (!one) throw new Error('nobody')
    const me = await resident(app, one.phone)
    const held = async () => (await me.call('getMyData')).holdings.find(({ key }) => key === 'matches')
    expect(await held()).toMatchObject({ count: 0, rows: [] })
    await agreeToBeKnown(me)
    expect(await held()).toMatchObject({ count: 1, rows: [] })
    await haveRealName(app, me, one.residentId)
    expect(await held()).toMatchObject({ count: 1, rows: [{ label: '高龄津贴', value: expect.stringMatching(/^按登记符合，\d+年.*起$/) }] })
  })
})
