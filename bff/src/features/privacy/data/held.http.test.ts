import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { agreeToBeKnown, haveRealName, registeredResident } from '../../../../testing/known.ts'
import { member, person } from '../../../../testing/people.ts'
import { resident } from '../../../../testing/persons.ts'
import { until } from '../../../../testing/wait.ts'

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
const known = () => registeredResident(app, clerk, grid)
/** One table of a copy of everything, as its owner opens it. */
async function tableOf(me: SignedIn, title: string): Promise<string> {
  const { id: copyId } = await me.call('askForCopy', { idempotencyKey: key() })
  await until(
    () => me.call('listMyCopies', {}),
    ({ items }) => items.find(({ id }) => id === copyId)?.state === 'ready',
  )
  const files = unzipSync(await me.call('takeMyCopy', { params: { copyId } }))
  return strFromU8(files[`表格/${title}.csv`] ?? new Uint8Array())
}

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
    await agreeToBeKnown(me)
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
    await agreeToBeKnown(me)
    const held = await heldOf()
    expect(held?.rows).toContainEqual({ label: '残疾等级', value: expect.stringMatching(/^有登记，来自证件材料，\d+年/) })
    expect(held?.rows.map(({ label }) => label)).toContain('家庭月收入')
    expect(JSON.stringify(held)).not.toMatch(/二级|1,234/)
    expect(await tableOf(me, '情况和来源')).not.toMatch(/二级|1,234/)
    await haveRealName(app, me, record.residentId)
    expect(await tableOf(me, '情况和来源')).toMatch(/家庭月收入,"?1,234 元"?,证件材料,.*,在用/)
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
      await agreeToBeKnown(who)
      expect(await who.call('getMyHousehold')).toMatchObject({ link, me: null, members: [] })
    }
  })

  test('who lives with me, by half a name; who looked, by office and in words', async () => {
    const { me, record } = await known()
    await member(clerk, record.householdId, { name: '李小红', relation: 'spouse' })
    await agreeToBeKnown(me)
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

  test('who looked at what is kept of my household and my home is told too, while I lived there', async () => {
    const { me, record } = await known()
    await agreeToBeKnown(me)
    const worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
    const ofHousehold = { subjectKind: 'household' as const, subjectId: record.householdId }
    const look = async () => {
      await worker.call('getHousehold', { params: { householdId: record.householdId } })
      await worker.call('listHomePeople', { params: { placeId: grid.flats[0]?.[0] ?? '' }, query: { on: dayFromToday(0) } })
      await worker.call('listFacts', { params: ofHousehold })
      await worker.call('getFactHistory', { params: { ...ofHousehold, fact: 'householdIncomeFen' } })
      await worker.call('revealFact', {
        params: { ...ofHousehold, fact: 'householdIncomeFen' },
        body: { purpose: 'benefit', note: null },
      })
    }
    await look()
    const told = async () => (await me.call('listMyDataLooks', { query: { limit: 50 } })).items.map(({ what, why }) => `${what}，${why}`)
    const first = await told()
    for (const words of ['打开了您家的家庭登记', '看了您的住处某一天', '看了您或您家登记的各项', '看了您或您家一项情况的来历'])
      expect(
        first.filter((one) => one.includes(words)),
        words,
      ).toHaveLength(1)
    expect(first.filter((one) => one.includes('“家庭月收入”，办理政策和补贴'))).toHaveLength(1)
    const home = await person(clerk, grid, { grid: 1 })
    await clerk.call('moveResident', {
      params: { residentId: record.residentId },
      body: { rev: 0, householdId: home.householdId, relation: 'other', from: dayFromToday(-1), why: '搬走' },
      idempotencyKey: key(),
    })
    await look()
    expect((await told()).filter((one) => one.includes('家庭登记') || one.includes('“家庭月收入”'))).toEqual([])
  })

  test('a child is shown nothing until a grown-up of the household agrees', async () => {
    const { me: parent, record } = await known()
    const childRecord = await member(clerk, record.householdId, { name: '王小花', birthDate: '2016-06-01', relation: 'child' })
    const child = await resident(app, childRecord.phone)
    const [asked] = (await child.call('listMyConsents')).items
    const textVersion = asked?.text.version ?? ''
    await expect(child.call('giveConsent', { params: LINK, body: { textVersion } })).rejects.toMatchObject({ code: 'guardian_needed' })
    await agreeToBeKnown(parent)
    const { text, items } = await parent.call('listMyWards')
    expect(items).toMatchObject([{ id: childRecord.residentId, nameMasked: '王*花', state: 'none' }])
    const params = { residentId: childRecord.residentId }
    const other = await known()
    await agreeToBeKnown(other.me)
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
