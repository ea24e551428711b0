import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import {
  agreed,
  applyForAllowance,
  CARD,
  elder,
  newCard,
  type Office,
  office,
  paperPhoto,
  proposed,
  seen,
} from '../../../../testing/applications.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { bornFor, knownResident } from '../../../../testing/known.ts'
import { rawDump } from '../../../../testing/people.ts'
import { actingAs, resident } from '../../../../testing/persons.ts'

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

const allowance = { policyId: 'aged-allowance' }
const photo = async (me: SignedIn) =>
  (await me.call('uploadMaterialPhoto', { body: await paperPhoto(), contentType: 'image/jpeg', idempotencyKey: key() })).id
const itemOf = async (me: SignedIn, policyId: string) =>
  (await me.call('getMyBenefits')).list?.items.find((item) => item.policyId === policyId)
const latest = async (me: SignedIn) => (await me.call('listMessages', {})).items[0]?.title

describe('applying', () => {
  test('the form knows what the register knows, and asks for the card alone', async () => {
    const { me } = await elder(app, steward, grid)
    const form = await me.call('getApplicationForm', { params: allowance })
    expect(form).toMatchObject({
      applying: 'automatic',
      materials: [],
      openId: null,
      enjoying: false,
      payTo: { nameMasked: '王*明', heldMasked: null },
    })
    expect(form.computed).toMatchObject({ status: 'entitled', amount: { low: 5_000, high: 5_000 }, illustrative: true })
    expect(form.facts).toContainEqual(expect.objectContaining({ title: '户籍所在', source: '证件材料', declaredOnly: false }))
    expect(form.facts).toContainEqual(expect.objectContaining({ title: '出生日期', source: '居民登记' }))
  })

  test('what a register answers is not asked for on paper; what nobody can look up is', async () => {
    const { me, record } = await elder(app, steward, grid)
    const asked = async () =>
      (await me.call('getApplicationForm', { params: { policyId: 'disabled-day-care' } })).materials.map(({ name, needed }) => [
        name,
        needed,
      ])
    expect(await asked()).toEqual([
      ['残疾证', true],
      ['托养机构的协议', true],
    ])
    await seen(steward, record.residentId, 'disabilityGrade', 'second')
    expect(await asked()).toEqual([
      ['残疾证', false],
      ['托养机构的协议', true],
    ])
    const { materials } = await me.call('getApplicationForm', { params: { policyId: 'temporary-relief' } })
    expect(materials).toEqual([
      { name: '身份证', needed: false, because: '身份已经核实，不用交' },
      { name: '遇到困难的说明（单据可以后补）', needed: true, because: null },
    ])
  })

  test('is for whoever is proven to be it; a policy there is not is answered as none', async () => {
    await expect((await resident(app)).call('getApplicationForm', { params: allowance })).rejects.toMatchObject({ code: 'record_needed' })
    const { me } = await elder(app, steward, grid)
    await expect(me.call('getApplicationForm', { params: { policyId: 'nothing' } })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a policy one does not meet may be applied for all the same', async () => {
    const { me } = await knownResident(app, steward, grid, { birthDate: bornFor(70) })
    const form = await me.call('getApplicationForm', { params: allowance })
    expect(form.computed.status).toBe('not')
    const id = await applyForAllowance(me)
    expect(await me.call('getMyApplication', { params: { applicationId: id } })).toMatchObject({
      state: 'submitted',
      mayWithdraw: true,
      mayObject: false,
    })
  })

  test.each([
    [{ ...newCard, number: '6222021234567890127' }, 'body.payTo.number', '有一位不对'],
    [{ ...newCard, number: '62220212' }, 'body.payTo.number', '16 到 19 位'],
    [{ ...newCard, bank: '' }, 'body.payTo.bank', '开户银行'],
    [null, 'body.payTo', '银行卡'],
    [{ account: 'held' as const }, 'body.payTo', '还没有用过'],
  ])('a card that can not be is refused at its place: %o', async (payTo, path, words) => {
    const { me } = await elder(app, steward, grid)
    await expect(
      me.call('submitApplication', { body: { ...allowance, payTo, truthful: true }, idempotencyKey: key() }),
    ).rejects.toMatchObject({ code: 'invalid_input', issues: expect.arrayContaining([{ path, message: expect.stringContaining(words) }]) })
  })

  test('nobody is bound to words they did not tick', async () => {
    const { me } = await elder(app, steward, grid)
    await expect(
      me.call('submitApplication', { body: { ...allowance, payTo: newCard, truthful: false as true }, idempotencyKey: key() }),
    ).rejects.toMatchObject({ issues: [{ path: 'body.truthful' }] })
  })

  test('a paper that is missing is named; a photo of somebody else is none', async () => {
    const { me } = await elder(app, steward, grid)
    const { me: other } = await elder(app, steward, grid)
    const apply = (photoIds: string[]) =>
      me.call('submitApplication', {
        body: {
          policyId: 'temporary-relief',
          materials: [{ name: '遇到困难的说明（单据可以后补）', photoIds }],
          payTo: newCard,
          truthful: true,
        },
        idempotencyKey: key(),
      })
    await expect(apply([])).rejects.toMatchObject({
      issues: [{ path: 'body.materials', message: expect.stringContaining('遇到困难的说明') }],
    })
    await expect(apply([await photo(other)])).rejects.toMatchObject({ issues: [{ path: 'body.materials.0.photoIds.0' }] })
    expect((await apply([await photo(me)])).id).toMatch(/^pap_/)
  })

  test('what is no picture is not taken', async () => {
    const { me } = await elder(app, steward, grid)
    await expect(
      me.call('uploadMaterialPhoto', { body: Buffer.from('<svg/>'), contentType: 'image/jpeg', idempotencyKey: key() }),
    ).rejects.toMatchObject({ code: 'unsupported_media_type' })
  })

  test('pressed five times at once, one application goes through, and the same key is answered the same', async () => {
    const { me } = await elder(app, steward, grid)
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => applyForAllowance(me)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'already_exists' })
    const { me: another } = await elder(app, steward, grid)
    const request = { body: { ...allowance, payTo: newCard, truthful: true as const }, idempotencyKey: key() }
    expect(await another.call('submitApplication', request)).toEqual(await another.call('submitApplication', request))
  })

  test('the card lies sealed, is shown by its ends, and is offered the next time', async () => {
    const { me } = await elder(app, steward, grid)
    const id = await applyForAllowance(me)
    const mine = await me.call('getMyApplication', { params: { applicationId: id } })
    expect(mine).toMatchObject({ accountMasked: '6222 **** 0128', bank: '杭州银行湖滨支行' })
    expect(await rawDump(app, ['policy_applications', 'idempotency_keys'])).not.toContain(CARD)
    await me.call('withdrawApplication', { params: { applicationId: id }, body: { rev: mine.rev } })
    expect((await me.call('getApplicationForm', { params: allowance })).payTo).toMatchObject({ heldMasked: '6222 **** 0128' })
    const again = { ...allowance, payTo: { account: 'held' as const }, truthful: true as const }
    await me.call('submitApplication', { body: again, idempotencyKey: key() })
  })

  test('another’s application is answered as none, to strangers and to guests', async () => {
    const { me } = await elder(app, steward, grid)
    const params = { applicationId: await applyForAllowance(me) }
    const { me: other } = await elder(app, steward, grid)
    for (const stranger of [other, await guestH5(app)])
      await expect(stranger.call('getMyApplication', { params })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a daughter who was given the matter applies for her mother, who sees it', async () => {
    const { me } = await elder(app, steward, grid)
    const child = await resident(app)
    const { text } = await me.call('getProxyCatalogue')
    const names = { elderName: '王奶奶', proxyName: '女儿小芳', relation: 'child' as const, phone: child.phone }
    const body = { ...names, scopes: ['policy' as const], until: dayFromToday(30), textVersion: text.version }
    const { id: proxyId } = await me.call('inviteProxy', { body, idempotencyKey: key() })
    await child.call('acceptProxy', { params: { proxyId }, body: { textVersion: text.version } })
    const daughter = actingAs(app, child, proxyId)
    const { id } = await daughter('submitApplication', { body: { ...allowance, payTo: newCard, truthful: true }, idempotencyKey: key() })
    expect(await me.call('getMyApplication', { params: { applicationId: id } })).toMatchObject({ byProxy: true, state: 'submitted' })
    expect(JSON.stringify((await me.call('listProxyDeeds', {})).items)).toContain('提交了政策申请')
    await expect(child.call('getMyApplication', { params: { applicationId: id } })).rejects.toMatchObject({ code: 'not_found' })
  })
})

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
    expect(items[0]).toMatchObject({ action: 'application.reveal', outcome: 'done' })
  })

  test('what is paid for a month is read by an index, not by looking at every award', async () => {
    const plan = JSON.stringify(await app.app.policy.explainAwardsFor(dayFromToday(0).slice(0, 7)))
    expect(plan).toContain('IXSCAN')
    expect(plan).not.toContain('COLLSCAN')
  })
})
