import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { observation, streetAt } from '../../../../testing/street.ts'
import { dateAfter, dayStart } from '../scan/domain.ts'

let app: TestApp
let clock: HeldClock
let place: District
let owner: SignedIn
let bureau: SignedIn
let street: ReturnType<typeof streetAt>
let code: { codeId: string; venueId: string; link: string; scene: string }
const here = { lat: 30.2465, lng: 120.1712 }
/** Yesterday, one in the afternoon. */
const noon = new Date(dayStart(dateAfter(shanghaiDate(new Date()), -1)).getTime() + 13 * 3_600_000)

beforeAll(async () => {
  clock = heldClock(noon)
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock, work: false })
  place = await district(app)
  owner = await staff(app, ['charity_owner'], place.charityId)
  bureau = await staff(app, ['bureau'])
  street = streetAt(app, place, owner)
})
afterAll(() => app.close())
beforeEach(async () => {
  code = await street.code({ position: here })
})

const alarmOf = (kind: string, codeId = code.codeId) => street.alarms.findOne({ subject: `code:${codeId}`, kind: kind as never })
const watch = () => app.app.donation.street.watch
const look = async () => {
  // Everything is due, whatever was put off.
  await app.db.collection('code_activity').updateMany({}, { $set: { nextCheckAt: new Date(0) } })
  return watch().runDue()
}

/** Four weeks of three scans an hour from nine to five, the last one so many days ago. */
async function busyUntil(daysAgo: number, perHour = 3) {
  const today = shanghaiDate(clock.now())
  for (let back = 28 + daysAgo; back >= daysAgo; back -= 1) {
    const date = dateAfter(today, -back)
    await app.app.donation.loadFeedLine(
      {
        type: 'scans',
        id: `${code.codeId}-${date}`,
        codeId: code.codeId,
        date,
        hours: Object.fromEntries(Array.from({ length: 8 }, (_, hour) => [String(9 + hour), perHour])),
      },
      () => Buffer.alloc(0),
    )
  }
}
async function scan(by?: SignedIn, value = code.link) {
  const visitor = by ?? (await guestH5(app))
  const answer = await visitor.call('scanCode', { body: { source: 'text', value } }).catch((error: unknown) => error)
  await app.app.donation.street.counts.idle()
  return answer
}

describe('a busy code gone silent', () => {
  test('is called so, once, with how many scans are missing', async () => {
    await busyUntil(2)
    await look()
    await look()
    const alarm = await alarmOf('silent')
    expect(alarm).toMatchObject({ state: 'open', times: 1, charityId: place.charityId, venueId: code.venueId })
    expect(alarm?.summary).toMatch(/已经 4\d 小时没有人扫，平时这么长时间大约有 \d+ 次/)
  })

  test('two workers at once open one', async () => {
    await busyUntil(2)
    await app.db.collection('code_activity').updateMany({}, { $set: { nextCheckAt: new Date(0) } })
    const looked = await Promise.all([watch().runDue(), watch().runDue(), watch().runDue()])
    expect(looked.reduce((sum, count) => sum + count, 0)).toBe(await app.db.collection('code_activity').countDocuments())
    expect(await street.alarms.countDocuments({ subject: `code:${code.codeId}`, kind: 'silent' })).toBe(1)
  })

  test('a code scanned yesterday afternoon is not, and is asked about again when it could be', async () => {
    await busyUntil(1)
    clock.advance(-3 * 3_600_000)
    await look()
    clock.advance(3 * 3_600_000)
    expect(await alarmOf('silent')).toBeNull()
    const activity = await app.db.collection<{ _id: string; nextCheckAt: Date }>('code_activity').findOne({ _id: code.codeId })
    // Three an hour: 3 are missing by closing time, 9.2 of them two hours and four minutes after nine.
    expect(activity?.nextCheckAt.getTime()).toBeGreaterThan(clock.now().getTime() - 2 * 3_600_000)
    expect(activity?.nextCheckAt.getTime()).toBeLessThan(clock.now().getTime())
    await watch().runDue()
    expect(await alarmOf('silent')).toMatchObject({ state: 'open' })
  })

  test('a quiet, a new, a paused and a revoked code are left alone', async () => {
    await busyUntil(3, 3)
    await owner.call('changeCodeState', { params: { codeId: code.codeId }, body: { rev: 0, to: 'paused', reason: '装修' } })
    await look()
    expect(await alarmOf('silent')).toBeNull()
    code = await street.code()
    await scan()
    await look()
    expect(await alarmOf('silent')).toBeNull()
  })

  test('comes right by itself when somebody scans again, and the note stays', async () => {
    await busyUntil(3)
    await look()
    await scan()
    expect(await alarmOf('silent')).toMatchObject({ state: 'closed', result: 'resumed', note: expect.stringContaining('又有人扫码') })
    await look()
    expect(await street.alarms.countDocuments({ subject: `code:${code.codeId}`, kind: 'silent' })).toBe(1)
  })

  test('closed as false, the same silence does not alarm again', async () => {
    await busyUntil(3)
    await look()
    const found = await alarmOf('silent')
    await owner.call('closeCodeAlarm', { params: { alarmId: found?._id ?? '' }, body: { rev: 0, result: 'false_alarm', note: '店休一周' } })
    await look()
    expect(await street.alarms.countDocuments({ subject: `code:${code.codeId}`, kind: 'silent' })).toBe(1)
  })
})

describe('a busy code nobody patrols', () => {
  test('alarms where there are volunteers, and is settled by a visit', async () => {
    await busyUntil(0)
    await look()
    const before = await alarmOf('overdue')
    const by = await street.volunteer()
    await look()
    expect(await alarmOf('overdue')).toMatchObject({ state: 'open', summary: expect.stringContaining('还没有人巡查过') })
    const visit = (link: string | null, condition: 'intact' | 'missing') =>
      by.call('recordPatrol', {
        body: { ...observation(place.charityId, code.venueId, link), condition, seenAt: clock.now().toISOString() },
        idempotencyKey: key(),
      })
    // Who did not find the code has not looked after it.
    await visit(null, 'missing')
    expect(await alarmOf('overdue')).toMatchObject({ state: 'open' })
    expect(await alarmOf('defective')).toMatchObject({ state: 'open' })
    await visit(code.link, 'intact')
    expect(await alarmOf('overdue')).toMatchObject({ state: 'closed', result: 'resumed' })
    await look()
    expect(await street.alarms.countDocuments({ subject: `code:${code.codeId}`, kind: 'overdue', state: 'open' })).toBe(0)
    expect(before).toBeNull()
  })
})

describe('forged codes', () => {
  const forged = () => `${code.link.slice(0, -20)}${code.link.at(-20) === 'A' ? 'B' : 'A'}${code.link.slice(-19)}`

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
    const forged = `${code.link.slice(0, -20)}${code.link.at(-20) === 'A' ? 'B' : 'A'}${code.link.slice(-19)}`
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
