import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import {
  agreed,
  applyForAllowance,
  CARD,
  elder,
  type Office,
  office,
  paperPhoto,
  proposed,
  seen,
} from '../../../../testing/applications.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { deliver } from '../../../../testing/outbox.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let staffed: Office
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  staffed = await office(app, grid)
})
afterAll(() => app.close())

const photo = async (me: SignedIn) =>
  (await me.call('uploadMaterialPhoto', { body: await paperPhoto(), contentType: 'image/jpeg', idempotencyKey: key() })).id
const itemOf = async (me: SignedIn, policyId: string) =>
  (await me.call('getMyBenefits')).list?.items.find((item) => item.policyId === policyId)
async function latest(me: SignedIn) {
  await deliver(app)
  return (await me.call('listMessages', {})).items[0]?.title
}

describe('deciding', () => {
  test('two people grant it; it stands on the list with the month’s payment, and for who pays', async () => {
    const { me, record } = await elder(app, steward, grid)
    const id = await applyForAllowance(me)
    const params = { applicationId: id }
    const waiting = await proposed(staffed.clerk, id)
    expect(waiting).toMatchObject({ state: 'proposed', proposal: { grant: true, byYou: true }, may: { decide: false } })
    expect(await agreed(staffed.decider, id)).toMatchObject({ state: 'approved' })
    const mine = await me.call('getMyApplication', { params })
    expect(mine.decision).toMatchObject({
      granted: true,
      amountFen: 5_000,
      every: 'month',
      fromMonth: dayFromToday(0).slice(0, 7),
      illustrative: true,
    })
    expect(mine.decision?.remedies.map(({ way }) => way)).toEqual(['objection', 'reconsideration', 'lawsuit'])
    expect(mine.steps.map(({ state }) => state)).toEqual(['submitted', 'accepted', 'checked', 'proposed', 'approved'])
    expect(await itemOf(me, 'aged-allowance')).toMatchObject({
      status: 'enjoying',
      amount: { low: 5_000, high: 5_000 },
      nextPayDay: expect.stringMatching(/-15$/),
    })
    expect(await latest(me)).toBe('您的申请已经批准')
    // By this event all who live together are looked at anew: what one is granted may open another policy.
    const kept = await app.db.collection<{ _id: string; outbox: unknown[] }>('policy_awards').findOne({ applicationId: id } as never)
    expect(kept?.outbox).toMatchObject([
      { type: 'award.granted', payload: { subject: `person.${record.residentId}`, policyId: 'aged-allowance' } },
    ])
    const paid = []
    for await (const award of app.app.policy.awardsFor(dayFromToday(0).slice(0, 7)))
      if (award.subjectId === record.residentId) paid.push(award)
    expect(paid).toMatchObject([{ policyId: 'aged-allowance', fen: 5_000, line: 1, every: 'month' }])
    expect(paid[0]?.accountNumber?.reveal()).toBe(CARD)
    expect(`${paid[0]?.accountNumber}`).toBe('6222 **** 0128')
    await expect(applyForAllowance(me)).rejects.toMatchObject({ code: 'already_exists' })
  })

  test('who proposed never decides, whatever else they are', async () => {
    const both = await staff(app, ['street', 'bureau'], null, [grid.streets[0]])
    const { me } = await elder(app, steward, grid)
    const id = await applyForAllowance(me)
    const { rev } = await proposed(both, id)
    await expect(both.call('decideApplication', { params: { applicationId: id }, body: { decision: 'agree', rev } })).rejects.toMatchObject(
      { code: 'forbidden' },
    )
  })

  test('of two who decide at once, one does, and one award stands', async () => {
    const second = await staff(app, ['bureau'])
    const { me, record } = await elder(app, steward, grid)
    const id = await applyForAllowance(me)
    const { rev } = await proposed(staffed.clerk, id)
    const decide = (who: SignedIn) => who.call('decideApplication', { params: { applicationId: id }, body: { decision: 'agree', rev } })
    const results = await Promise.allSettled([decide(staffed.decider), decide(second)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await app.db.collection('policy_awards').countDocuments({ subjectId: record.residentId })).toBe(1)
  })

  test('what only the person says is not granted on; once a clerk saw the paper, it is', async () => {
    const { me, record } = await elder(app, steward, grid, false)
    await me.call('answerBenefitQuestions', { body: { answers: [{ fact: 'registeredIn', value: 'district' }] } })
    const id = await applyForAllowance(me)
    await expect(proposed(staffed.clerk, id)).rejects.toMatchObject({
      code: 'wrong_state',
      message: expect.stringContaining('“户籍所在”只有本人申报'),
    })
    await seen(steward, record.residentId, 'registeredIn', 'district')
    const params = { applicationId: id }
    const { rev } = await staffed.clerk.call('getApplication', { params })
    expect(
      await staffed.clerk.call('proposeDecision', { params, body: { proposal: 'grant', rev, words: '看了户口簿，符合' } }),
    ).toMatchObject({ state: 'proposed' })
  })

  test('what changed since it was proposed goes back, not through', async () => {
    const { me, record } = await elder(app, steward, grid)
    const id = await applyForAllowance(me)
    await proposed(staffed.clerk, id)
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    await expect(agreed(staffed.decider, id)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('情况变了') })
    const params = { applicationId: id }
    const { rev } = await staffed.decider.call('getApplication', { params })
    const body = { decision: 'return' as const, rev, words: '户籍变了，请重新核对' }
    expect(await staffed.decider.call('decideApplication', { params, body })).toMatchObject({ state: 'checked', proposal: null })
  })

  test('papers are asked for once, all together; handed in, the clock of the street goes on', async () => {
    const { me } = await elder(app, steward, grid)
    const params = { applicationId: await applyForAllowance(me) }
    const ask = async () =>
      staffed.clerk.call('askSupplement', {
        params,
        body: { rev: (await staffed.clerk.call('getApplication', { params })).rev, items: ['户口簿首页'], words: '请拍清楚地址那一页' },
      })
    await ask()
    const asked = await me.call('getMyApplication', { params })
    expect(asked).toMatchObject({ state: 'to_supplement', supplement: { items: ['户口簿首页'] }, maySupplement: true })
    expect(await latest(me)).toBe('您的申请要补材料')
    await expect(me.call('supplementApplication', { params, body: { rev: asked.rev } })).rejects.toMatchObject({
      issues: [{ path: 'body.materials' }],
    })
    const materials = [{ name: '户口簿首页', photoIds: [await photo(me)] }]
    const given = await me.call('supplementApplication', { params, body: { rev: asked.rev, materials } })
    expect(given).toMatchObject({ state: 'accepted', materials: [{ name: '户口簿首页', photos: 1 }] })
    await expect(ask()).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('一次') })
    const [material] = (await staffed.clerk.call('getApplication', { params })).materials
    const photoId = material?.photoIds[0] ?? ''
    expect(Buffer.from(await staffed.clerk.call('getMaterialPhoto', { params: { ...params, photoId } })).subarray(0, 2)).toEqual(
      Buffer.from([0xff, 0xd8]),
    )
  })

  test('a refusal says why, by the requirement, and how to object; someone else answers, and it begins anew', async () => {
    const { me, record } = await elder(app, steward, grid, false)
    await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    const id = await applyForAllowance(me)
    const params = { applicationId: id }
    await proposed(staffed.clerk, id, 'refuse')
    await agreed(staffed.decider, id)
    const refused = await me.call('getMyApplication', { params })
    expect(refused).toMatchObject({ state: 'refused', mayObject: true })
    expect(refused.decision?.requirements).toContainEqual(expect.objectContaining({ state: 'unmet', reason: '户籍登记不在本区' }))
    expect((await itemOf(me, 'aged-allowance'))?.status).toBe('not')
    await expect(me.call('objectToDecision', { params, body: { rev: refused.rev, words: '不' } })).rejects.toMatchObject({
      issues: [{ path: 'body.words' }],
    })
    const objected = await me.call('objectToDecision', { params, body: { rev: refused.rev, words: '我的户口上个月迁回来了' } })
    expect(objected).toMatchObject({ objection: { outcome: null, dueOn: dayFromToday(15) }, mayObject: false })
    const answer = (who: SignedIn, rev: number) =>
      who.call('answerObjection', { params, body: { rev, outcome: 'reopened', words: '户籍登记已更新，重新办理' } })
    await expect(answer(staffed.decider, objected.rev)).rejects.toMatchObject({ code: 'forbidden' })
    const reviewer = await staff(app, ['district_office'], null, [grid.district])
    expect((await reviewer.call('listApplications', { query: { objected: 'yes' } })).items.map((row) => row.id)).toContain(id)
    expect(await answer(reviewer, objected.rev)).toMatchObject({ state: 'accepted', decision: null, earlier: [{ granted: false }] })
    expect(await latest(me)).toBe('您的异议有答复：重新办理')

    // Refused anew, what stands under the decision may be done; answered by “it stays”, it is promised no more.
    await proposed(staffed.clerk, id, 'refuse')
    await agreed(staffed.decider, id)
    const again = await me.call('getMyApplication', { params })
    expect(again).toMatchObject({ state: 'refused', mayObject: true, objection: { outcome: 'reopened' } })
    const { rev } = await me.call('objectToDecision', { params, body: { rev: again.rev, words: '户口本上写的是本区' } })
    await reviewer.call('answerObjection', { params, body: { rev, outcome: 'upheld', words: '登记在外区，维持' } })
    const upheld = await me.call('getMyApplication', { params })
    expect(upheld).toMatchObject({ mayObject: false, objection: { outcome: 'upheld', words: '户口本上写的是本区' } })
    expect(upheld.decision?.remedies.map(({ way }) => way)).toEqual(['reconsideration', 'lawsuit'])
  })

  test('withdrawn, it is over, and nothing more can be done about it', async () => {
    const { me } = await elder(app, steward, grid)
    const params = { applicationId: await applyForAllowance(me) }
    expect(await me.call('withdrawApplication', { params, body: { rev: 0 } })).toMatchObject({ state: 'withdrawn' })
    await expect(me.call('withdrawApplication', { params, body: { rev: 1 } })).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(staffed.clerk.call('acceptApplication', { params, body: { rev: 1 } })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('a stale page does not decide', async () => {
    const { me } = await elder(app, steward, grid)
    const params = { applicationId: await applyForAllowance(me) }
    await staffed.clerk.call('acceptApplication', { params, body: { rev: 0 } })
    await expect(staffed.clerk.call('checkApplication', { params, body: { rev: 0, words: '核对了' } })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})

describe('at the desk', () => {
  test('another street sees none of it; the list has no name and no reason in it', async () => {
    const { me } = await elder(app, steward, grid)
    const id = await applyForAllowance(me)
    const elsewhere = await staff(app, ['street'], null, [grid.streets[1]])
    await expect(elsewhere.call('getApplication', { params: { applicationId: id } })).rejects.toMatchObject({ code: 'not_found' })
    expect((await elsewhere.call('listApplications', {})).items.map((row) => row.id)).not.toContain(id)
    const mine = (await staffed.clerk.call('listApplications', { query: { limit: 100 } })).items.find((row) => row.id === id)
    expect(mine).toMatchObject({ applicantMasked: '王*明', communityName: '东坡路社区', state: 'submitted', automatic: true })
  })

  test('pages through, the one that presses most first', async () => {
    const all = (await staffed.decider.call('listApplications', { query: { limit: 100 } })).items
    const first = await staffed.decider.call('listApplications', { query: { limit: 2 } })
    const next = await staffed.decider.call('listApplications', { query: { limit: 2, cursor: first.nextCursor ?? '' } })
    expect([...first.items, ...next.items].map(({ id }) => id)).toEqual(all.slice(0, 4).map(({ id }) => id))
    const dues = all.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn]))
    expect(dues).toEqual([...dues].sort())
    await expect(staffed.decider.call('listApplications', { query: { cursor: '!' } })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('the whole number of a card is told for a purpose, and the look is on record', async () => {
    const { me } = await elder(app, steward, grid)
    const params = { applicationId: await applyForAllowance(me) }
    const reveal = (purpose: 'benefit' | 'other', note: string | null) =>
      staffed.clerk.call('revealApplicationAccount', { params, body: { purpose, note } })
    await expect(reveal('other', null)).rejects.toMatchObject({ issues: [{ path: 'body.note' }] })
    expect(await reveal('benefit', '核对户名')).toEqual({ name: '王小明', bank: '杭州银行湖滨支行', number: CARD })
    const auditor = await staff(app, ['auditor'])
    const { items } = await auditor.call('searchAudit', { body: { action: 'application.reveal', limit: 5 } })
    expect(items[0]).toMatchObject({ action: 'application.reveal', outcome: 'done', reason: '办理政策和补贴：核对户名' })
    const looks = (await me.call('listMyDataLooks', {})).items
    expect(looks).toContainEqual(expect.objectContaining({ what: '看了您完整的银行卡号', why: '办理政策和补贴：核对户名' }))
  })

  test('what is paid for a month is read by an index: no award that is over or still to come is fetched', async () => {
    const month = dayFromToday(0).slice(0, 7)
    const awards = app.db.collection<{ _id: string; firstMonth: string; lastMonth: string }>('policy_awards')
    const one = await awards.findOne({})
    if (!one) throw new Error('an award stands')
    await awards.updateOne({ _id: one._id }, { $set: { lastMonth: '2001-01' } })
    const { executionStats: stats } = (await app.app.policy.explainAwardsFor(month)) as unknown as {
      executionStats: { nReturned: number; totalDocsExamined: number }
    }
    expect(stats.nReturned).toBe(await awards.countDocuments({ lastMonth: { $gte: month }, firstMonth: { $lte: month } }))
    expect(stats.nReturned).toBeGreaterThan(0)
    expect(stats.totalDocsExamined).toBe(stats.nReturned)
  })
})
