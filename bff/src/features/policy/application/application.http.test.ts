import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { applyForAllowance, CARD, elder, newCard, paperPhoto, seen } from '../../../../testing/applications.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { bornFor, knownResident } from '../../../../testing/known.ts'
import { rawDump } from '../../../../testing/people.ts'
import { actingAs, resident } from '../../../../testing/persons.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(() => app.close())

const allowance = { policyId: 'aged-allowance' }
const photo = async (me: SignedIn) =>
  (await me.call('uploadMaterialPhoto', { body: await paperPhoto(), contentType: 'image/jpeg', idempotencyKey: key() })).id

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
