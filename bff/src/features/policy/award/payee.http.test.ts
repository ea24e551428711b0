import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { agreed, applyForAllowance, elder, type Office, office, poor, proposed } from '../../../../testing/applications.ts'
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
  expect((await me.call('listMyAwards')).items).toEqual([])
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
