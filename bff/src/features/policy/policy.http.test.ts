import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { member, person, type TestPerson } from '../../../testing/people.ts'
import { actingAs, resident, type SignedInResident } from '../../../testing/persons.ts'
import { until } from '../../../testing/wait.ts'

let app: TestApp
let grid: TestGrid
let clerk: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  clerk = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(() => app.close())

async function known(of: Parameters<typeof person>[2] = {}): Promise<{ me: SignedInResident; record: TestPerson }> {
  const record = await person(clerk, grid, of)
  const me = await resident(app, record.phone)
  const [consent] = (await me.call('listMyConsents')).items
  await me.call('giveConsent', { params: { kind: 'resident_link' }, body: { textVersion: consent?.text.version ?? '' } })
  return { me, record }
}
const itemOf = (list: { items: { policyId: string }[] } | null, policyId: string) => list?.items.find((item) => item.policyId === policyId)

describe('my list', () => {
  test('of someone who has not agreed to be matched: nothing of them is read', async () => {
    const record = await person(clerk, grid)
    const me = await resident(app, record.phone)
    expect(await me.call('getMyBenefits')).toEqual({ link: 'not_asked', list: null })
    await expect(
      me.call('answerBenefitQuestions', { body: { answers: [{ fact: 'registeredIn', value: 'district' }] } }),
    ).rejects.toMatchObject({ code: 'record_needed' })
  })

  test('of a woman of 86: what the register knows is not asked; an answer opens the age allowance to the fen', async () => {
    const { me } = await known({ birthDate: '1940-05-02' })
    const before = (await me.call('getMyBenefits')).list
    expect(itemOf(before, 'aged-allowance')).toMatchObject({ status: 'possible', amount: { low: 5_000, high: 5_000 }, illustrative: true })
    expect(before?.questions.map(({ fact }) => fact)).toContain('registeredIn')
    expect(before?.questions.map(({ fact }) => fact)).not.toContain('birthDate')
    const after = await me.call('answerBenefitQuestions', { body: { answers: [{ fact: 'registeredIn', value: 'district' }] } })
    expect(itemOf(after, 'aged-allowance')).toMatchObject({ status: 'entitled', amount: { low: 5_000, high: 5_000 }, every: 'month' })
    expect(after.totals.entitled.month).toEqual({ low: 5_000, high: 5_000 })
    expect(after.totals.entitled.year).toEqual({ low: 60_000, high: 60_000 })
    expect(after.questions.map(({ fact }) => fact)).not.toContain('registeredIn')
    // It is on record, so it stays.
    expect(itemOf((await me.call('getMyBenefits')).list, 'aged-allowance')).toMatchObject({ status: 'entitled' })
  })

  test('counts a household by its members, and who is received by is told as received', async () => {
    const { me, record } = await known({ birthDate: '1958-01-01' })
    await member(clerk, record.householdId, { name: '李小红', relation: 'spouse', birthDate: '1960-01-01' })
    await me.call('answerBenefitQuestions', {
      body: {
        answers: [
          { fact: 'registeredIn', value: 'district' },
          { fact: 'householdIncomeFen', value: 200_000 },
          { fact: 'householdAssetsFen', value: 0 },
          { fact: 'vehiclesOwned', value: 0 },
          { fact: 'homesOwned', value: 1 },
        ],
      },
    })
    const entitled = (await me.call('getMyBenefits')).list
    expect(itemOf(entitled, 'minimum-living')).toMatchObject({
      status: 'entitled',
      ofHousehold: true,
      amount: { low: 49_000, high: 49_000 },
    })
    await clerk.call('recordObservation', {
      params: { subjectKind: 'person', subjectId: record.residentId, fact: 'assistance' },
      body: { value: 'minimum_living', source: 'document', observedOn: dayFromToday(0), note: '看了低保证' },
      idempotencyKey: key(),
    })
    const enjoying = (await me.call('getMyBenefits')).list
    expect(itemOf(enjoying, 'minimum-living')).toMatchObject({ status: 'enjoying', nextPayDay: expect.stringMatching(/-10$/) })
    expect(enjoying?.totals.enjoying.month).toEqual({ low: 49_000, high: 49_000 })
  })

  test('is another’s to see only with the matter of policies given, and the one who gave it is told', async () => {
    const { me } = await known({ birthDate: '1940-05-02' })
    const acting = async (scope: 'policy' | 'messages') => {
      const child = await resident(app)
      const { text } = await me.call('getProxyCatalogue')
      const names = { elderName: '王奶奶', proxyName: '女儿小芳', relation: 'child' as const, phone: child.phone }
      const body = { ...names, scopes: [scope], until: dayFromToday(30), textVersion: text.version }
      const { id: proxyId } = await me.call('inviteProxy', { body, idempotencyKey: key() })
      await child.call('acceptProxy', { params: { proxyId }, body: { textVersion: text.version } })
      return { proxyId, call: actingAs(app, child, proxyId) }
    }
    const daughter = await acting('policy')
    expect((await daughter.call('getMyBenefits')).link).toBe('linked')
    const { items } = await me.call('listProxyDeeds', {})
    expect(JSON.stringify(items)).toContain('看幸福清单')
    await expect((await acting('messages')).call('getMyBenefits')).rejects.toMatchObject({ status: 403 })
  })

  test.each([
    [{ fact: 'registeredIn', value: 'mars' }, 'answers.0.value', '户籍所在'],
    [{ fact: 'monthlyIncomeFen', value: -1 }, 'answers.0.value', '个人月收入'],
    [{ fact: 'monthlyIncomeFen', value: 1.5 }, 'answers.0.value', '个人月收入'],
    [{ fact: 'longTermCareSince', value: '2026-02-30' }, 'answers.0.value', '需要长期照护起始日期'],
  ])('an answer that can not be is refused at its place: %o', async (answer, path, words) => {
    const { me } = await known()
    await expect(me.call('answerBenefitQuestions', { body: { answers: [answer] } })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path, message: expect.stringContaining(words) }],
    })
  })
})

describe('trying it out', () => {
  const observations = () => app.db.collection('fact_observations').countDocuments()

  test('a guest fills in a few things, sees what there may be, and nothing is kept', async () => {
    const before = await observations()
    const list = await (await guestH5(app)).call('tryBenefits', {
      body: {
        person: { birthDate: '1950-01-01', registeredIn: 'district', careLevel: 'severe', careSetting: 'home', disabilityGrade: 'none' },
        household: { householdIncomeFen: 50_000, householdAssetsFen: 0, vehiclesOwned: 0, homesOwned: 1 },
      },
    })
    expect(itemOf(list, 'minimum-living')).toMatchObject({ status: 'entitled', amount: { low: 74_500, high: 74_500 } })
    expect(itemOf(list, 'home-bed-run')).toMatchObject({ status: 'entitled', amount: { low: 30_000, high: 30_000 } })
    expect(await observations()).toBe(before)
  })

  test('a child of five months: the subsidy, and the day it ends', async () => {
    const list = await (await guestH5(app)).call('tryBenefits', { body: { person: { birthDate: '2026-06-30', registeredIn: 'district' } } })
    expect(itemOf(list, 'childcare-subsidy')).toMatchObject({ status: 'entitled', amount: { low: 30_000 }, change: null })
    const [first] = list.items
    expect(first?.policyId).toBe('childcare-subsidy')
  })

  test('what is of a household can not be said of a person, nor the other way round', async () => {
    const guest = await guestH5(app)
    await expect(guest.call('tryBenefits', { body: { person: { householdIncomeFen: 1 } } })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'person.householdIncomeFen', message: expect.stringContaining('按家庭') }],
    })
    await expect(guest.call('tryBenefits', { body: { others: [{ homesOwned: 1 }] } })).rejects.toMatchObject({
      issues: [{ path: 'others.0.homesOwned' }],
    })
    await expect(guest.call('tryBenefits', { body: { household: { sex: 'male' } } })).rejects.toMatchObject({
      issues: [{ path: 'household.sex' }],
    })
  })
})

describe('policies find people', () => {
  const told = async (me: SignedIn) =>
    (await me.call('listMessages', {})).items
      .filter(({ link }) => link?.startsWith('/packages/policy'))
      .map(({ title, body }) => ({ title, body }))
  const observe = (record: TestPerson, fact: 'registeredIn' | 'onlyChildLoss', value: string) =>
    clerk.call('recordObservation', {
      params: { subjectKind: 'person', subjectId: record.residentId, fact },
      body: { value, source: 'document', observedOn: dayFromToday(0), note: '看了户口簿' },
      idempotencyKey: key(),
    })
  const age = {
    title: '有一项政策，您现在符合条件',
    body: '“高龄津贴”。不用申请，部门核实后发放。',
  }

  test('a fact that changes is told to whom a policy becomes open by it, once; nobody else hears of it', async () => {
    const { me, record } = await known({ birthDate: '1940-05-02' })
    const { me: other } = await known({ birthDate: '1940-05-02' })
    for (const who of [me, other]) await who.call('getMyBenefits')
    await observe(record, 'registeredIn', 'district')
    const messages = await until(
      () => told(me),
      (found) => found.length > 0,
      5_000,
    )
    expect(messages).toEqual([age])
    await observe(record, 'onlyChildLoss', 'none')
    expect(await told(me)).toEqual([age])
    expect(await told(other)).toEqual([])
  })

  test('what someone says themself is not told back to them; nor is anyone told who no longer agrees to be known', async () => {
    const { me } = await known({ birthDate: '1940-05-02' })
    await me.call('getMyBenefits')
    await me.call('answerBenefitQuestions', { body: { answers: [{ fact: 'registeredIn', value: 'district' }] } })
    const { me: left, record } = await known({ birthDate: '1940-05-02' })
    await left.call('getMyBenefits')
    await left.call('withdrawConsent', { params: { kind: 'resident_link' } })
    await observe(record, 'registeredIn', 'district')
    const followers = app.db.collection<{ _id: string }>('benefit_followers')
    await until(
      () => followers.countDocuments({ _id: left.accountId }),
      (count) => count === 0,
    )
    expect(await told(left)).toEqual([])
    expect(await told(me)).toEqual([])
  })

  test('a day that comes is told as well, and the next one is waited for', async () => {
    const turned = dayFromToday(0)
    const { me, record } = await known({ birthDate: `${Number(turned.slice(0, 4)) - 80}${turned.slice(4)}` })
    await observe(record, 'registeredIn', 'district')
    await me.call('getMyBenefits')
    const followers = app.db.collection<{ _id: string; nextOn: string | null }>('benefit_followers')
    await followers.updateOne({ _id: me.accountId }, { $set: { nextOn: turned } })
    expect(await app.app.policy.runDue()).toBeGreaterThan(0)
    expect(await told(me)).toEqual([age])
    expect((await followers.findOne({ _id: me.accountId }))?.nextOn).not.toBe(turned)
    await app.app.policy.runDue()
    expect(await told(me)).toEqual([age])
  })

  test('is held, is shown as held, and holds nothing of what someone has or gets', async () => {
    const { me, record } = await known({ birthDate: '1940-05-02' })
    await observe(record, 'registeredIn', 'district')
    await me.call('getMyBenefits')
    const { holdings } = await me.call('getMyData')
    expect(holdings.find(({ key: name }) => name === 'benefits')).toMatchObject({ count: 1 })
    const kept = await app.db.collection<{ _id: string }>('benefit_followers').findOne({ _id: me.accountId })
    expect(Object.keys(kept ?? {}).sort()).toEqual(['_id', 'at', 'householdId', 'nextOn', 'quietUntil', 'residentId'])
  })
})
