import type { FactName } from '@minsheng/shared/contracts/people'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { agreeToBeKnown, bornFor, haveRealName, knownResident } from '../../../testing/known.ts'
import { member, person } from '../../../testing/people.ts'
import { actingAs, resident } from '../../../testing/persons.ts'

let app: TestApp
let grid: TestGrid
let clerk: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  clerk = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(() => app.close())

const known = (of: Parameters<typeof person>[2] = {}) => knownResident(app, clerk, grid, of)
const itemOf = (list: { items: { policyId: string }[] } | null, policyId: string) => list?.items.find((item) => item.policyId === policyId)

describe('my list', () => {
  test('of someone who has not agreed to be matched: nothing of them is read', async () => {
    const record = await person(clerk, grid)
    const me = await resident(app, record.phone)
    expect(await me.call('getMyBenefits')).toEqual({ link: 'not_asked', realNameNeeded: false, list: null, declined: [] })
    await expect(
      me.call('answerBenefitQuestions', { body: { answers: [{ fact: 'registeredIn', value: 'district' }] } }),
    ).rejects.toMatchObject({ code: 'record_needed' })
  })

  test('of a phone alone, which may have changed hands: nothing either, until the person is proven to be it', async () => {
    const record = await person(clerk, grid)
    const me = await resident(app, record.phone)
    await agreeToBeKnown(me)
    expect(await me.call('getMyBenefits')).toEqual({ link: 'linked', realNameNeeded: true, list: null, declined: [] })
    await expect(
      me.call('answerBenefitQuestions', { body: { answers: [{ fact: 'registeredIn', value: 'district' }] } }),
    ).rejects.toMatchObject({ code: 'real_name_needed' })
    await haveRealName(app, me, record.residentId)
    expect((await me.call('getMyBenefits')).list?.items.length).toBeGreaterThan(20)
  })

  test('of a woman of 86: what the register knows is not asked; an answer opens the age allowance to the fen', async () => {
    const { me } = await known({ birthDate: bornFor(86) })
    const before = (await me.call('getMyBenefits')).list
    expect(itemOf(before, 'aged-allowance')).toMatchObject({ status: 'possible', amount: { low: 5_000, high: 5_000 }, illustrative: true })
    expect(before?.questions.map(({ fact }) => fact)).toContain('registeredIn')
    expect(before?.questions.map(({ fact }) => fact)).not.toContain('birthDate')
    expect(before?.questions.find(({ fact }) => fact === 'householdIncomeFen')).toMatchObject({
      question: '全家一个月有多少收入？',
      hint: '困难残疾人生活补贴、重度残疾人护理补贴不用算进去。',
    })
    const after = await me.call('answerBenefitQuestions', { body: { answers: [{ fact: 'registeredIn', value: 'district' }] } })
    expect(itemOf(after, 'aged-allowance')).toMatchObject({ status: 'entitled', amount: { low: 5_000, high: 5_000 }, every: 'month' })
    expect(after.totals.entitled.month).toEqual({ low: 5_000, high: 5_000 })
    expect(after.totals.entitled.year).toEqual({ low: 60_000, high: 60_000 })
    expect(after.questions.map(({ fact }) => fact)).not.toContain('registeredIn')
    // It is on record, so it stays.
    expect(itemOf((await me.call('getMyBenefits')).list, 'aged-allowance')).toMatchObject({ status: 'entitled' })
  })

  test('counts a household by its members, and who is received by is told as received', async () => {
    const { me, record } = await known({ birthDate: bornFor(68) })
    await member(clerk, record.householdId, { name: '李小红', relation: 'spouse', birthDate: bornFor(66) })
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
    const { me } = await known({ birthDate: bornFor(86) })
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

  test.each<[{ fact: FactName; value: string | number }, string, string]>([
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
        person: { birthDate: bornFor(76), registeredIn: 'district', careLevel: 'severe', careSetting: 'home', disabilityGrade: 'none' },
        household: { householdIncomeFen: 50_000, householdAssetsFen: 0, vehiclesOwned: 0, homesOwned: 1 },
      },
    })
    expect(itemOf(list, 'minimum-living')).toMatchObject({ status: 'entitled', amount: { low: 74_500, high: 74_500 } })
    expect(itemOf(list, 'home-bed-run')).toMatchObject({ status: 'entitled', amount: { low: 30_000, high: 30_000 } })
    expect(await observations()).toBe(before)
  })

  test('a child soon three years old: the subsidy comes first, with the day it ends', async () => {
    const birthDate = bornFor(3, -30)
    const list = await (await guestH5(app)).call('tryBenefits', { body: { person: { birthDate, registeredIn: 'district' } } })
    const [first] = list.items
    expect(first).toMatchObject({ policyId: 'childcare-subsidy', status: 'entitled', amount: { low: 30_000 } })
    expect(first?.change).toMatchObject({ on: dayFromToday(30), kind: 'ends' })
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
