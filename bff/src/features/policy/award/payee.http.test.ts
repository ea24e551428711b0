import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { agreed, applyForAllowance, elder, homeSeen, type Office, office, poor, proposed } from '../../../../testing/applications.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { agreeToBeKnown, haveRealName } from '../../../../testing/known.ts'
import { deliver } from '../../../../testing/outbox.ts'
import { member } from '../../../../testing/people.ts'
import { resident } from '../../../../testing/persons.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let staffed: Office
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
    work: false,
    environment: { SIGN_IN_LIMIT_FACTOR: '1000' },
  })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  staffed = await office(app, grid)
})
afterAll(() => app.close())

const OTHER_CARD = '6228480402564890018'

async function granted(me: SignedIn, policyId: string): Promise<string> {
  const id = await applyForAllowance(me, policyId)
  await proposed(staffed.clerk, id)
  await agreed(staffed.decider, id)
  return (await me.call('listMyAwards')).items[0]?.id ?? ''
}

test('a household’s benefit is paid to another grown-up of it when two people say so, and every grown-up is told', async () => {
  const { me, record } = await poor(app, steward, grid, 24_500)
  const awardId = await granted(me, 'minimum-living')
  const params = { awardId }
  const grown = await member(steward, record.householdId, { name: '李小芳', relation: 'child', birthDate: '1970-01-01' })
  const child = await member(steward, record.householdId, { name: '李小宝', relation: 'child', birthDate: '2020-01-01' })
  const son = await resident(app, grown.phone)
  await agreeToBeKnown(son)
  await haveRealName(app, son, grown.residentId)
  const { payee } = await staffed.clerk.call('getAward', { params })
  expect(payee).toEqual({
    others: [{ residentId: grown.residentId, nameMasked: '李*芳' }],
    proposal: null,
    mayPropose: true,
    mayDecide: false,
  })
  const propose = (residentId: string, rev = 0) =>
    staffed.clerk.call('proposePayee', {
      params,
      body: { rev, residentId, bank: '农业银行', number: OTHER_CARD, words: '原来领取的人长期住院' },
    })
  for (const wrong of [child.residentId, record.residentId, 'nobody'])
    await expect(propose(wrong)).rejects.toMatchObject({
      issues: [{ path: 'body.residentId', message: '请选现在住在这一户、年满 18 周岁的家人' }],
    })
  // Of two who propose at once, one does.
  const tries = await Promise.allSettled([propose(grown.residentId), propose(grown.residentId)])
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await staffed.clerk.call('getAward', { params })).payee).toMatchObject({
    proposal: { nameMasked: '李*芳', bank: '农业银行', accountMasked: '6228 **** 0018', byYou: true },
    mayPropose: false,
  })
  // Nothing is paid elsewhere before a second person agreed.
  expect((await me.call('listMyAwards')).items[0]?.paidTo?.bank).toBe('杭州银行湖滨支行')
  const decide = (who: SignedIn, confirm = true) => who.call('decidePayee', { params, body: { rev: 1, confirm, words: '核对过住院证明' } })
  const both = await staff(app, ['street', 'bureau'], null, [grid.streets[0]])
  await expect(decide(staffed.clerk)).rejects.toMatchObject({ code: 'forbidden' })
  const second = await Promise.allSettled([decide(staffed.decider), decide(both)])
  expect(second.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await son.call('listMyAwards')).items).toMatchObject([
    { id: awardId, fen: 100_000, paidTo: { bank: '农业银行', accountMasked: '6228 **** 0018' }, lines: [{}] },
  ])
  // It is the household's all the same, and the card is nobody else's to see.
  expect((await me.call('listMyAwards')).items).toMatchObject([{ id: awardId, paidTo: null, paidToOther: true }])
  await deliver(app)
  for (const who of [me, son])
    expect((await who.call('listMessages', {})).items.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['您家的一项待遇要换人领取', '您家的一项待遇换了领取人']),
    )
  await expect(staffed.decider.call('decidePayee', { params, body: { rev: 2, confirm: true, words: '再换' } })).rejects.toMatchObject({
    code: 'wrong_state',
    message: '没有要决定的换人领取',
  })
})

test('who proposed never decides; not agreed to, all stays; one person’s own benefit has no other payee', async () => {
  const both = await staff(app, ['street', 'bureau', 'district_office'], null, [grid.streets[0]])
  const { me, record } = await poor(app, steward, grid, 24_500)
  const params = { awardId: await granted(me, 'minimum-living') }
  const { residentId } = await member(steward, record.householdId, { relation: 'child', birthDate: '1970-01-01' })
  const body = { residentId, bank: '农业银行', number: OTHER_CARD, words: '本人要求' }
  const { rev } = await both.call('proposePayee', { params, body: { rev: 0, ...body } })
  await expect(both.call('decidePayee', { params, body: { rev, confirm: true, words: '同意' } })).rejects.toMatchObject({
    code: 'forbidden',
    message: '提出换人的不能自己决定，请由另一位同事决定',
  })
  const kept = await staffed.decider.call('decidePayee', { params, body: { rev, confirm: false, words: '本人还能领' } })
  expect(kept.payee).toMatchObject({ proposal: null })
  expect((await me.call('listMyAwards')).items).toMatchObject([{ paidTo: { bank: '杭州银行湖滨支行' } }])

  const own = await elder(app, steward, grid)
  const allowance = { awardId: await granted(own.me, 'aged-allowance') }
  expect((await staffed.clerk.call('getAward', { params: allowance })).payee).toBeNull()
  await expect(staffed.clerk.call('proposePayee', { params: allowance, body: { rev: 0, ...body } })).rejects.toMatchObject({
    code: 'wrong_state',
    message: '这份待遇是一个人的，由本人领取，不能换人',
  })
})

test('before a household loses anything every grown-up is told and may speak, and nothing is decided until all spoke', async () => {
  const { me, record } = await poor(app, steward, grid, 24_500)
  const params = { awardId: await granted(me, 'minimum-living') }
  const grown = await member(steward, record.householdId, { name: '李小芳', relation: 'child', birthDate: '1970-01-01' })
  const daughter = await resident(app, grown.phone)
  await agreeToBeKnown(daughter)
  await haveRealName(app, daughter, grown.residentId)
  const stranger = await elder(app, steward, grid)
  const notice = { rev: 0, kind: 'stop' as const, words: '家里买了汽车' }
  await homeSeen(steward, record.householdId, 'vehiclesOwned', 1)
  const { rev } = await staffed.clerk.call('giveChangeNotice', { params, body: notice })
  await deliver(app)
  for (const who of [me, daughter])
    expect((await who.call('listMessages', {})).items.map(({ title }) => title)).toContain('您的一项待遇可能要变，先听您说')
  expect((await daughter.call('listMyAwards')).items).toMatchObject([
    { id: params.awardId, maySpeak: true, paidTo: null, paidToOther: true },
  ])
  expect((await stranger.me.call('listMyAwards')).items).toEqual([])
  const speak = (who: SignedIn, at: number, words: string) => who.call('speakOnChange', { params, body: { rev: at, words } })
  await expect(speak(stranger.me, rev, '我说说')).rejects.toMatchObject({ code: 'not_found' })
  expect(await speak(me, rev, '车是单位的')).toMatchObject({ state: 'notice', maySpeak: false })
  await expect(speak(me, rev + 1, '再说一次')).rejects.toMatchObject({ message: '您已经说过情况，请等决定' })
  const decide = (at: number) =>
    staffed.decider.call('decideChange', { params, body: { rev: at, confirm: false, words: '核对属实，不停' } })
  await expect(decide(rev + 1)).rejects.toMatchObject({ message: expect.stringContaining('先听本人说') })
  expect(await speak(daughter, rev + 1, '我也没有车')).toMatchObject({ state: 'heard' })
  const decided = await decide(rev + 2)
  expect(decided.changes[0]?.said).toBe('王*明说：车是单位的\n李*芳说：我也没有车')
  await deliver(app)
  expect((await daughter.call('listMessages', {})).items.map(({ title }) => title)).toContain('您的一项待遇不变')
})
