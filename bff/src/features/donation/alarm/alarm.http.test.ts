import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { flipped, streetAt, yesterdayAtOne } from '../../../../testing/street.ts'

let app: TestApp
let place: District
let owner: SignedIn
let bureau: SignedIn
let street: ReturnType<typeof streetAt>
let code: { codeId: string; venueId: string; link: string; scene: string }
const here = { lat: 30.2465, lng: 120.1712 }

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock: heldClock(yesterdayAtOne()), work: false })
  place = await district(app)
  owner = await staff(app, ['charity_owner'], place.charityId)
  bureau = await staff(app, ['bureau'])
  street = streetAt(app, place, owner)
})
afterAll(() => app.close())
beforeEach(async () => {
  code = await street.code({ position: here })
})

const alarmOf = (kind: string, codeId = code.codeId) => street.alarmOf(codeId, kind)
const scan = (by?: SignedIn, value = code.link) => street.scan(value, by)

describe('forged codes', () => {
  const forged = () => flipped(code.link)

  test('five visitors a day alarm; one visitor five times does not', async () => {
    const one = await guestH5(app)
    for (let again = 0; again < 6; again += 1) await scan(one, forged())
    for (let other = 0; other < 3; other += 1) await scan(undefined, forged())
    expect(await alarmOf('forged')).toBeNull()
    await scan(undefined, forged())
    expect(await alarmOf('forged')).toMatchObject({ state: 'open', summary: expect.stringContaining('5 位访客') })
  })

  const report = (value: string, change: { words?: string | null; place?: unknown } = {}, by?: SignedIn, idempotencyKey = key()) =>
    (by ? Promise.resolve(by) : guestH5(app)).then((person) =>
      person.call('reportCode', {
        body: { scanned: { source: 'text', value }, words: null, place: null, ...change } as never,
        idempotencyKey,
      }),
    )

  test('a report of a forged one goes to the charity whose code it pretends to be, in the reporter’s words and without who it was', async () => {
    const by = await guestH5(app)
    const idempotencyKey = key()
    const first = await report(forged(), { words: '贴在路灯上' }, by, idempotencyKey)
    expect(await report(forged(), { words: '贴在路灯上' }, by, idempotencyKey)).toEqual(first)
    const alarm = await alarmOf('forged')
    expect(alarm).toMatchObject({ times: 1, charityId: place.charityId })
    expect(alarm?.evidence[0]?.words).toContain('贴在路灯上')
    expect(JSON.stringify(alarm)).not.toContain(by.accountId)
  })

  test('a foreign one near a venue is the venue’s; of nowhere it is the bureau’s', async () => {
    await report('https://pay.near.example/x', { place: { ...here, accuracyM: 50, datum: 'wgs84' } })
    const near = await street.alarms.findOne({ kind: 'forged', codeId: null, summary: /pay\.near\.example/ })
    expect(near?.subject).toMatch(/^venue:/)
    await report('https://pay.far.example/x', { place: { lat: 31, lng: 121, accuracyM: 50, datum: 'wgs84' } })
    const far = await street.alarms.findOne({ kind: 'forged', summary: /pay\.far\.example/ })
    expect(far).toMatchObject({ subject: expect.stringMatching(/^text:/), charityId: null, venueId: null })
    const seen = async (by: SignedIn) => (await by.call('listCodeAlarms', { query: { limit: 100 } })).items.map(({ id }) => id)
    expect(await seen(bureau)).toContain(far?._id)
    expect(await seen(owner)).not.toContain(far?._id)
    await expect(owner.call('takeCodeAlarm', { params: { alarmId: far?._id ?? '' }, body: { rev: 0 } })).rejects.toMatchObject({
      status: 404,
    })
  })

  test('one of ours can’t be reported as false, and nobody reports without end', async () => {
    await expect(report(code.link)).rejects.toMatchObject({
      status: 409,
      code: 'wrong_state',
      message: expect.stringContaining('可以放心'),
    })
    const by = await guestH5(app)
    for (let again = 0; again < 5; again += 1) await report(`https://x${again}.example`, {}, by)
    await expect(report('https://x6.example', {}, by)).rejects.toMatchObject({ status: 429 })
    await expect(report('x', { words: '字'.repeat(201) })).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.words' }] })
  })
})

describe('a giver who had allowed their place', () => {
  const tell = async (metres: number, accuracyM: number, codeId = code.codeId) => {
    const by = await guestH5(app)
    return by.call('tellScanPlace', {
      body: { codeId, place: { lat: here.lat + metres / 111_195, lng: here.lng, accuracyM, datum: 'wgs84' } },
    })
  }
  test('far away raises the alarm, near by or unsure nothing', async () => {
    await tell(100, 20)
    await tell(900, 500)
    await tell(90_000, 5_000)
    expect(await alarmOf('displaced')).toBeNull()
    await tell(1_200, 100)
    expect(await alarmOf('displaced')).toMatchObject({ state: 'open', evidence: [{ source: 'giver' }] })
    const unplaced = await street.code()
    await tell(90_000, 10, unplaced.codeId)
    expect(await alarmOf('displaced', unplaced.codeId)).toBeNull()
    await expect(tell(0, 1, 'AAAAAAAAAAAA')).rejects.toMatchObject({ status: 404 })
  })
})

describe('at the desk', () => {
  const get = (id: string) =>
    owner.call('listCodeAlarms', { query: { limit: 100 } }).then(({ items }) => items.find((one) => one.id === id))

  test('taken, paused with a reason givers read, closed with a result', async () => {
    const alarmId = await street.alarm()
    const before = await get(alarmId)
    expect(before).toMatchObject({ state: 'open', mayHandle: true, codeState: 'active', campaignTitle: '独居老人午餐' })
    const taken = await owner.call('takeCodeAlarm', { params: { alarmId }, body: { rev: 0 } })
    expect(taken).toMatchObject({ state: 'in_hand', rev: 1, history: [{ by: '测试人员', to: 'in_hand' }] })
    await expect(owner.call('takeCodeAlarm', { params: { alarmId }, body: { rev: 1 } })).rejects.toMatchObject({
      status: 409,
      code: 'wrong_state',
    })
    await expect(
      owner.call('closeCodeAlarm', { params: { alarmId }, body: { rev: 0, result: 'real', note: '已换' } }),
    ).rejects.toMatchObject({ code: 'conflict' })
    const paused = await owner.call('pauseAlarmedCode', { params: { alarmId }, body: { rev: 1, reason: '码可能被换' } })
    expect(paused).toMatchObject({ codeState: 'paused', state: 'in_hand', rev: 2 })
    const visitor = await guestH5(app)
    const { link } = await owner.call('getCode', { params: { codeId: paused.codeId ?? '' } })
    expect(await visitor.call('scanCode', { body: { source: 'text', value: link } })).toMatchObject({
      state: 'paused',
      reason: expect.stringContaining('码可能被换'),
    })
    const closed = await owner.call('closeCodeAlarm', { params: { alarmId }, body: { rev: 2, result: 'real', note: '撕下假码，已换新' } })
    expect(closed).toMatchObject({ state: 'closed', result: 'real', note: '撕下假码，已换新', closedAt: expect.any(String) })
    for (const again of ['takeCodeAlarm', 'closeCodeAlarm'] as const)
      await expect(
        owner.call(again, {
          params: { alarmId },
          body: (again === 'takeCodeAlarm' ? { rev: 3 } : { rev: 3, result: 'real', note: 'x' }) as never,
        }),
      ).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('two clerks take it at once: one has it', async () => {
    const alarmId = await street.alarm()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => owner.call('takeCodeAlarm', { params: { alarmId }, body: { rev: 0 } })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('a closed one may be followed by another of the same kind', async () => {
    const forged = flipped(code.link)
    const by = await guestH5(app)
    const report = () =>
      by.call('reportCode', { body: { scanned: { source: 'text', value: forged }, words: null, place: null }, idempotencyKey: key() })
    await report()
    const first = await alarmOf('forged')
    await owner.call('closeCodeAlarm', { params: { alarmId: first?._id ?? '' }, body: { rev: 0, result: 'real', note: '已撕' } })
    await report()
    expect(await street.alarms.countDocuments({ subject: `code:${code.codeId}`, kind: 'forged' })).toBe(2)
  })

  test('filters, and how many wait', async () => {
    const open = async () => (await owner.call('countCodeAlarms')).open
    const before = await open()
    const alarmId = await street.alarm()
    expect(await open()).toBe(before + 1)
    await owner.call('takeCodeAlarm', { params: { alarmId }, body: { rev: 0 } })
    expect(await open()).toBe(before)
    const ids = async (query: object) => (await owner.call('listCodeAlarms', { query: { limit: 100, ...query } })).items.map(({ id }) => id)
    expect(await ids({ kind: 'forged', state: 'in_hand' })).toContain(alarmId)
    expect(await ids({ kind: 'silent' })).not.toContain(alarmId)
    expect(await ids({ state: 'open' })).not.toContain(alarmId)
  })
})
