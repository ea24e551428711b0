import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { observation, streetAt, yesterdayAtOne } from '../../../../testing/street.ts'
import { dateAfter } from '../scan/domain.ts'

let app: TestApp
let clock: HeldClock
let place: District
let owner: SignedIn
let street: ReturnType<typeof streetAt>
let code: { codeId: string; venueId: string; link: string; scene: string }
const here = { lat: 30.2465, lng: 120.1712 }

beforeAll(async () => {
  clock = heldClock(yesterdayAtOne())
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock, work: false })
  place = await district(app)
  owner = await staff(app, ['charity_owner'], place.charityId)
  street = streetAt(app, place, owner)
})
afterAll(() => app.close())
beforeEach(async () => {
  code = await street.code({ position: here })
})

const alarmOf = (kind: string, codeId = code.codeId) => street.alarmOf(codeId, kind)
const scan = (by?: SignedIn, value = code.link) => street.scan(value, by)
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
