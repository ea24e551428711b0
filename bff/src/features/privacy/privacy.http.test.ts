import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { type District, district } from '../../../testing/district.ts'
import { pastGift } from '../../../testing/gifts.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { member, person, rawDump, type TestPerson } from '../../../testing/people.ts'
import { actingAs, resident, type SignedInResident } from '../../../testing/persons.ts'
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

const LINK = { kind: 'resident_link' as const }
/** Someone the bureau knows, signed in with the phone it has of them. */
async function known(of: Parameters<typeof person>[2] = {}): Promise<{ me: SignedInResident; record: TestPerson }> {
  const record = await person(clerk, grid, of)
  return { me: await resident(app, record.phone), record }
}
async function agree(me: SignedIn): Promise<void> {
  const [consent] = (await me.call('listMyConsents')).items
  await me.call('giveConsent', { params: LINK, body: { textVersion: consent?.text.version ?? '' } })
}
/** As if they had signed in long ago. */
const longSignedIn = (me: SignedIn) =>
  app.db
    .collection<{ accountId: string }>('sessions')
    .updateMany({ accountId: me.accountId }, { $set: { provenAt: new Date(Date.now() - 601_000) } })

describe('what is held', () => {
  test('of every feature, with what for and how long; the record of the bureau once one agreed, and no longer when one withdrew', async () => {
    const { me } = await known()
    await pastGift(app, place, { donorId: me.accountId, amountFen: 1_200, donorName: '王阿姨' })
    const before = await me.call('getMyData')
    expect(before.link).toBe('not_asked')
    expect(before.holdings.find(({ key: name }) => name === 'gifts')).toMatchObject({ count: 1 })
    expect(before.holdings.find(({ key: name }) => name === 'resident')?.count).toBe(0)
    expect(before.holdings.every(({ purpose, basis, kept }) => purpose && basis && kept)).toBe(true)
    const keptOf = (wanted: string) => before.holdings.find(({ key: name }) => name === wanted)?.kept
    expect(keptOf('messages')).toBe('保存 36 个月，您注销账号时删除')
    expect(keptOf('account')).toBe('账号注销后删除手机号；登录记录至少保存 6 个月，依据《网络安全法》第二十三条')
    await agree(me)
    const after = await me.call('getMyData')
    const shown = JSON.stringify(after)
    expect(after.link).toBe('linked')
    expect(shown).toContain('王*明')
    expect(shown).not.toContain('王小明')
    await me.call('withdrawConsent', { params: LINK })
    expect((await me.call('getMyData')).link).toBe('not_asked')
    expect((await me.call('listMyConsents')).items[0]).toMatchObject({
      state: 'withdrawn',
      history: [{ what: 'withdrawn' }, { what: 'given' }],
    })
  })

  test('what the registry says of me and my household, by whom and when; what it says itself only in the copy of who is proven', async () => {
    const { me, record } = await known()
    const say = (kind: 'person' | 'household', id: string, fact: 'disabilityGrade' | 'householdIncomeFen', value: string | number) =>
      clerk.call('recordObservation', {
        params: { subjectKind: kind, subjectId: id, fact },
        body: { value, source: 'document', observedOn: dayFromToday(-1), note: '看了证件' },
        idempotencyKey: key(),
      })
    await say('person', record.residentId, 'disabilityGrade', 'second')
    await say('household', record.householdId, 'householdIncomeFen', 123_400)
    const heldOf = async () => (await me.call('getMyData')).holdings.find(({ key: name }) => name === 'facts')
    expect(await heldOf()).toMatchObject({ count: 0 })
    await agree(me)
    const held = await heldOf()
    expect(held?.rows).toContainEqual({ label: '残疾等级', value: expect.stringMatching(/^有登记，来自证件材料，\d+年/) })
    expect(held?.rows.map(({ label }) => label)).toContain('家庭月收入')
    expect(JSON.stringify(held)).not.toMatch(/二级|1,234/)
    const subject = { accountId: me.accountId, ownerIds: [me.accountId], residentId: record.residentId }
    const copied = (proven: boolean) => app.app.people.holdings[1].rows({ ...subject, proven })
    expect(JSON.stringify(await copied(false))).not.toMatch(/二级|1,234/)
    expect(await copied(true)).toContainEqual(expect.objectContaining({ 项目: '家庭月收入', 内容: '1,234 元', 现在用不用: '在用' }))
  })

  test('a phone that two residents have, or none, is nobody', async () => {
    const record = await person(clerk, grid)
    await clerk.call('updateResident', {
      params: { residentId: (await member(clerk, record.householdId, { name: '李小红', relation: 'spouse' })).residentId },
      body: { rev: 0, facts: { phone: record.phone }, why: '两人合用' },
    })
    const [shared, unknown] = [await resident(app, record.phone), await resident(app)]
    for (const [who, link] of [
      [shared, 'several'],
      [unknown, 'not_found'],
    ] as const) {
      await agree(who)
      expect(await who.call('getMyHousehold')).toMatchObject({ link, me: null, members: [] })
    }
  })

  test('who lives with me, by half a name; who looked, by office and in words', async () => {
    const { me, record } = await known()
    await member(clerk, record.householdId, { name: '李小红', relation: 'spouse' })
    await agree(me)
    const home = await me.call('getMyHousehold')
    expect(home.members.map(({ nameMasked, relation, me: own }) => [nameMasked, relation, own]).sort()).toEqual([
      ['李*红', '配偶', false],
      ['王*明', '户主', true],
    ])
    expect(JSON.stringify(home)).not.toMatch(/王小明|李小红/)
    const worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
    await worker.call('revealResident', {
      params: { residentId: record.residentId },
      body: { field: 'phone', purpose: 'other', note: '约上门时间' },
    })
    await worker.call('getResident', { params: { residentId: record.residentId } })
    const { items } = await me.call('listMyDataLooks', {})
    expect(items.map(({ who, what, why }) => [who, what, why])).toContainEqual(['网格员', '看了您的电话', '其他工作需要：约上门时间'])
    expect(items.map(({ what }) => what)).toContain('打开了您的居民登记（号码等隐去）')
  })

  test('a child is shown nothing until a grown-up of the household agrees', async () => {
    const { me: parent, record } = await known()
    const childRecord = await member(clerk, record.householdId, { name: '王小花', birthDate: '2016-06-01', relation: 'child' })
    const child = await resident(app, childRecord.phone)
    const [asked] = (await child.call('listMyConsents')).items
    const textVersion = asked?.text.version ?? ''
    await expect(child.call('giveConsent', { params: LINK, body: { textVersion } })).rejects.toMatchObject({ code: 'guardian_needed' })
    await agree(parent)
    const { text, items } = await parent.call('listMyWards')
    expect(items).toMatchObject([{ id: childRecord.residentId, nameMasked: '王*花', state: 'none' }])
    const params = { residentId: childRecord.residentId }
    const other = await known()
    await agree(other.me)
    await expect(other.me.call('giveGuardianConsent', { params, body: { textVersion: text.version } })).rejects.toMatchObject({
      code: 'not_found',
    })
    await parent.call('giveGuardianConsent', { params, body: { textVersion: text.version } })
    await child.call('giveConsent', { params: LINK, body: { textVersion } })
    expect((await child.call('getMyHousehold')).link).toBe('linked')
    await parent.call('withdrawGuardianConsent', { params })
    expect((await child.call('getMyHousehold')).link).toBe('guardian_needed')
  })
})

describe('a copy', () => {
  test('is a page, tables and JSON, and is handed out once', async () => {
    const { me, record } = await known()
    await pastGift(app, place, { donorId: me.accountId, amountFen: 1_200, donorName: '=HYPERLINK("x")' })
    await agree(me)
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
    await agree(me)
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
        until: new Date().toISOString().slice(0, 10),
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
