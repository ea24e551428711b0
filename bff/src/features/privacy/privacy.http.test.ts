import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { type District, district } from '../../../testing/district.ts'
import { pastGift } from '../../../testing/gifts.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { agreeToBeKnown, registeredResident } from '../../../testing/known.ts'
import { rawDump } from '../../../testing/people.ts'
import { actingAs, resident } from '../../../testing/persons.ts'
import { until } from '../../../testing/wait.ts'

let app: TestApp
let place: District
let grid: TestGrid
let clerk: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  place = await district(app)
  grid = await testGrid(app)
  clerk = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(() => app.close())

const known = () => registeredResident(app, clerk, grid)
/** As if they had signed in long ago. */
const longSignedIn = (me: SignedIn) =>
  app.db
    .collection<{ accountId: string }>('sessions')
    .updateMany({ accountId: me.accountId }, { $set: { provenAt: new Date(Date.now() - 601_000) } })

describe('a copy', () => {
  test('is a page, tables and JSON, and is handed out once', async () => {
    const { me, record } = await known()
    await pastGift(app, place, { donorId: me.accountId, amountFen: 1_200, donorName: '=HYPERLINK("x")' })
    await agreeToBeKnown(me)
    const asked = await me.call('askForCopy', { idempotencyKey: key() })
    const { items } = await until(
      () => me.call('listMyCopies', {}),
      ({ items: [copy] }) => copy?.state === 'ready',
    )
    expect(items[0]?.bytes).toBeGreaterThan(500)
    expect(await rawDump(app, ['data_copies', 'data_copy_files.chunks'])).not.toMatch(/HYPERLINK|王\*明/)
    const params = { copyId: asked.id }
    const stranger = await resident(app)
    await expect(stranger.call('takeMyCopy', { params })).rejects.toMatchObject({ code: 'not_found' })
    const taken = await Promise.allSettled([me.call('takeMyCopy', { params }), me.call('takeMyCopy', { params })])
    const [file] = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const files = unzipSync(file ?? new Uint8Array())
    expect(Object.keys(files).sort()).toEqual(
      expect.arrayContaining(['data.json', '我的资料.html', '表格/捐赠记录.csv', '表格/居民登记.csv']),
    )
    const text = Object.values(files)
      .map((bytes) => strFromU8(bytes))
      .join('\n')
    expect(text).toContain(me.phone)
    // By a phone alone it is not proven who asks: what the bureau knows stays masked.
    expect(text).toContain('王*明')
    expect(text).not.toContain(record.idNumber)
    expect(strFromU8(files['表格/捐赠记录.csv'] ?? new Uint8Array())).toContain('"\'=HYPERLINK(""x"")"')
    expect(await app.db.collection('data_copy_files.files').countDocuments({ filename: asked.id })).toBe(0)
  })
})

test('what can not be undone needs a code of the last ten minutes', async () => {
  const me = await resident(app)
  await longSignedIn(me)
  for (const attempt of [
    () => me.call('askForCopy', { idempotencyKey: key() }),
    () => me.call('askAccountClosing'),
  ] as (() => Promise<unknown>)[])
    await expect(attempt()).rejects.toMatchObject({ code: 'check_needed', status: 409 })
  const guest = await guestH5(app)
  await expect(guest.call('askForCopy', { idempotencyKey: key() })).rejects.toMatchObject({ code: 'phone_needed' })
})

describe('a correction', () => {
  test('is asked for with a day to answer by, decided with a reason, and told', async () => {
    const { me } = await known()
    await agreeToBeKnown(me)
    const wish = { holding: 'resident', field: '电话', wanted: '改成我儿子的号码 13800001111' }
    const made = await me.call('askCorrection', { body: wish, idempotencyKey: key() })
    expect(made.dueOn).toMatch(/^\d{4}-\d\d-\d\d$/)
    await expect(me.call('askCorrection', { body: wish, idempotencyKey: key() })).rejects.toMatchObject({ code: 'already_exists' })
    const row = (await clerk.call('listDataRequests', { query: { state: 'open' } })).items.find(({ id }) => id === made.id)
    expect(row).toMatchObject({ about: '居民登记 · 电话', kind: 'correction' })
    expect(JSON.stringify(row)).not.toContain('13800001111')
    expect(await rawDump(app, ['data_requests', 'idempotency_keys', 'audit_log'])).not.toContain('13800001111')
    const elsewhere = await staff(app, ['data_steward'], null, [grid.streets[1]])
    await expect(elsewhere.call('getDataRequest', { params: { requestId: made.id } })).rejects.toMatchObject({ code: 'not_found' })
    const detail = await clerk.call('getDataRequest', { params: { requestId: made.id } })
    expect(detail).toMatchObject({ wanted: wish.wanted, mayDecide: true, lawWords: expect.stringContaining('第二十六条') })
    const decide = (rev: number) =>
      clerk.call('decideDataRequest', { params: { requestId: made.id }, body: { rev, decision: 'accepted', reason: '已电话核实并更正' } })
    await expect(decide(9)).rejects.toMatchObject({ code: 'conflict' })
    await decide(detail.rev)
    await expect(decide(detail.rev + 1)).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await me.call('listMyDataRequests', {})).items[0]).toMatchObject({ state: 'accepted', reason: '已电话核实并更正' })
    expect((await me.call('listMessages', {})).items[0]?.title).toContain('更正申请有答复')
  })

  test('only of what is listed; a decision that is none has no review', async () => {
    const me = await resident(app)
    const body = { holding: 'gifts', field: '金额', wanted: '多一点' }
    await expect(me.call('askCorrection', { body, idempotencyKey: key() })).rejects.toMatchObject({ issues: [{ path: 'body.field' }] })
    expect((await me.call('listMyDecisions')).items).toEqual([])
    await expect(
      me.call('askReview', { params: { decisionId: 'none' }, body: { wanted: '不对' }, idempotencyKey: key() }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('closing an account', () => {
  test('cools first, then destroys what tells who it was, leaves the books, and frees the phone', async () => {
    const me = await resident(app)
    const gift = await pastGift(app, place, { donorId: me.accountId, amountFen: 1_200, donorName: '王阿姨' })
    await me.call('startMonthlyGift', {
      body: { projectId: place.campaignId, amountFen: 100, dayOfMonth: 3, until: null },
      idempotencyKey: key(),
    })
    await me.call('putMessageSettings', { body: { quietHours: { from: '21:00', to: '07:00' }, wishes: [] } })
    await app.db.collection('message_subscriptions').insertOne({ accountId: me.accountId, template: 'refund.subscribe', left: 1 })
    const ofMessages = async () => [
      await app.db.collection<{ _id: string }>('message_settings').countDocuments({ _id: me.accountId }),
      await app.db.collection('message_subscriptions').countDocuments({ accountId: me.accountId }),
    ]
    expect(await ofMessages()).toEqual([1, 1])
    const shown = await me.call('askAccountClosing')
    expect(shown).toMatchObject({ state: 'cooling', coolsDays: 7, inTheWay: [] })
    expect(shown.ends).toContain('1 个月捐约定停止提醒')
    expect(shown.stays.map(({ why }) => why).join()).toContain('30 年')
    expect((await me.call('cancelAccountClosing')).state).toBe('open')
    await me.call('askAccountClosing')

    const due = () =>
      app.db.collection<{ _id: string }>('account_closings').updateOne({ _id: me.accountId }, { $set: { nextTryAt: new Date(0) } })
    const job = app.app.privacy.jobs.find(({ name }) => name === 'account-closings')
    const run = async () => {
      await due()
      await job?.run(new AbortController().signal)
    }
    // Money on its way back comes first.
    const refunds = app.db.collection<{ _id: string; giftId: string; state: string }>('refunds')
    await refunds.insertOne({ _id: `R${gift._id}`, giftId: gift._id, state: 'processing' })
    await run()
    expect((await me.call('getAccountClosing')).inTheWay).toHaveLength(1)
    await refunds.deleteOne({ _id: `R${gift._id}` })
    await run()
    await expect(me.call('getMe')).rejects.toMatchObject({ code: 'session_revoked' })
    const account = await app.db.collection<{ _id: string }>('accounts').findOne({ _id: me.accountId })
    expect(account).toMatchObject({ displayName: '已注销', disabled: true, phoneMasked: null })
    expect(account).not.toHaveProperty('phone')
    expect(account).not.toHaveProperty('phoneIndex')
    const kept = await app.db.collection<{ _id: string; donorName: string | null; amountFen: number }>('gifts').findOne({ _id: gift._id })
    expect(kept).toMatchObject({ amountFen: 1_200, donorName: null, anonymous: true })
    expect(await ofMessages()).toEqual([0, 0])
    // Whoever signs in with this phone is someone new.
    expect(await app.app.identity.persons.personByPhone(me.phone)).toBeNull()
  })

  test('a guest has none; someone who acts for another may not', async () => {
    const guest = await guestH5(app)
    await expect(guest.call('getAccountClosing')).rejects.toMatchObject({ code: 'phone_needed' })
    const [elder, daughter] = [await resident(app), await resident(app)]
    const { text } = await guest.call('getProxyCatalogue')
    const { id: proxyId } = await elder.call('inviteProxy', {
      body: {
        elderName: '王奶奶',
        proxyName: '小芳',
        relation: 'child',
        phone: daughter.phone,
        scopes: ['my_data'],
        until: dayFromToday(0),
        textVersion: text.version,
      },
      idempotencyKey: key(),
    })
    await daughter.call('acceptProxy', { params: { proxyId }, body: { textVersion: text.version } })
    const acting = actingAs(app, daughter, proxyId)
    expect((await acting('getMyData')).holdings.length).toBeGreaterThan(5)
    for (const attempt of [
      () => acting('askAccountClosing'),
      () => acting('askForCopy', { idempotencyKey: key() }),
      () => acting('listMyConsents'),
      () => acting('sendMyDataCode'),
    ] as (() => Promise<unknown>)[])
      await expect(attempt()).rejects.toMatchObject({ code: 'proxy_not_allowed' })
  })
})
