import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { flipped, observation, resident, streetAt } from '../../../../testing/street.ts'

let app: TestApp
let clock: HeldClock
let place: District
let owner: SignedIn
let bureau: SignedIn
let street: ReturnType<typeof streetAt>
beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock, work: false })
  place = await district(app)
  owner = await staff(app, ['charity_owner'], place.charityId)
  bureau = await staff(app, ['bureau'])
  street = streetAt(app, place, owner)
})
afterAll(() => app.close())

describe('on the street', () => {
  let by: Awaited<ReturnType<typeof street.volunteer>>
  let code: { codeId: string; venueId: string; link: string; scene: string }
  const here = { lat: 30.2465, lng: 120.1712 }
  beforeEach(async () => {
    by = await street.volunteer()
    code = await street.code({ position: here })
  })
  const check = (value: string, venueId = code.venueId) =>
    by.call('checkPatrolScan', { body: { charityId: place.charityId, venueId, scanned: { source: 'text', value } } })
  const record = (change: Partial<ReturnType<typeof observation>> = {}, idempotencyKey = key(), person: SignedIn = by) =>
    person.call('recordPatrol', { body: { ...observation(place.charityId, code.venueId, code.link), ...change }, idempotencyKey })
  const text = (value: string) => ({ source: 'text' as const, value })
  const alarm = (subject: string, kind: string) => street.alarms.findOne({ subject, kind: kind as never })

  test('the server says what the code is', async () => {
    const other = await street.code()
    const stranger = await district(app)
    const theirs = await bureau.call('getCode', { params: { codeId: stranger.codeId } })
    const paused = await street.code()
    await owner.call('changeCodeState', { params: { codeId: paused.codeId }, body: { rev: 0, to: 'paused', reason: '装修' } })
    expect(await check(code.link)).toMatchObject({
      verdict: 'right',
      codeId: code.codeId,
      codeState: 'active',
      projectTitle: '独居老人午餐',
    })
    expect(await check(code.scene)).toMatchObject({ verdict: 'right' })
    expect(await check(other.link)).toMatchObject({ verdict: 'wrong_venue', belongsTo: expect.any(String) })
    expect(await check(theirs.link)).toMatchObject({ verdict: 'wrong_venue' })
    expect(await check(theirs.link, stranger.venueId)).toMatchObject({ verdict: 'other_charity' })
    expect(await check(paused.link, paused.venueId)).toMatchObject({ verdict: 'unusable', codeState: 'paused' })
    expect(await check(flipped(code.link))).toMatchObject({ verdict: 'forged', codeId: null })
    expect(await check('https://example.com/pay')).toMatchObject({ verdict: 'foreign', codeId: null, belongsTo: null })
  })

  test('a round lists venues to visit: near first when the phone says where it is', async () => {
    await record()
    const plan = (at: typeof here | null) =>
      by.call('planPatrol', { body: { charityId: place.charityId, place: at ? { ...at, accuracyM: 30, datum: 'wgs84' } : null } })
    const near = await plan(here)
    expect(near.venues[0]?.distanceM).toBe(0)
    expect(near.venues.find(({ venueId }) => venueId === code.venueId)?.codes).toMatchObject([{ codeId: code.codeId, state: 'active' }])
    const order = (await plan(null)).venues
    expect(order.find(({ venueId }) => venueId === code.venueId)?.lastPatrolledAt).not.toBeNull()
    const visited = order.map(({ lastPatrolledAt }) => (lastPatrolledAt === null ? 0 : Date.parse(lastPatrolledAt)))
    expect(visited).toEqual([...visited].sort((a, b) => a - b))
  })

  test('what was seen is put down once, however often it is sent', async () => {
    const idempotencyKey = key()
    const seen = { place: { ...here, accuracyM: 20, datum: 'wgs84' as const }, seenAt: clock.now().toISOString() }
    const first = await record(seen, idempotencyKey)
    expect(first).toMatchObject({
      record: { verdict: 'right', condition: 'intact', distanceM: 0, accuracyM: 20 },
      check: { verdict: 'right' },
    })
    expect(await record(seen, idempotencyKey)).toEqual(first)
    await expect(record({ ...seen, note: '又看了一眼' }, idempotencyKey)).rejects.toMatchObject({ code: 'idempotency_key_reused' })
    const list = (await by.call('listMyPatrols')).items
    expect(list.filter(({ id }) => id === first.record.id)).toHaveLength(1)
    const rows = (await owner.call('listPatrolVolunteers', { query: { limit: 100 } })).items
    expect(rows.find(({ id }) => id === by.id)).toMatchObject({ phoneMasked: '139****0000', patrols: 1 })
  })

  test('the same body and key at the same time, ten times: one record', async () => {
    const [idempotencyKey, body] = [key(), observation(place.charityId, code.venueId, code.link)]
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => by.call('recordPatrol', { body, idempotencyKey })))
    const ids = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.record.id] : []))
    expect(new Set(ids).size).toBe(1)
    expect(await app.db.collection('patrols').countDocuments({ accountId: by.accountId })).toBe(1)
  })

  test('the place itself is not kept, only how far it was', async () => {
    await record({ place: { lat: 30.31234, lng: 120.25678, accuracyM: 10, datum: 'wgs84' } })
    const kept = JSON.stringify(await app.db.collection('patrols').find({ accountId: by.accountId }).toArray())
    expect(kept).not.toMatch(/30\.3123|120\.2567/)
  })

  test('a code pasted over: forged and foreign ones alarm the desk, once, with what was seen', async () => {
    await record({ scanned: text(flipped(code.link)), condition: 'covered', note: '上面又贴了一层' })
    await record({ scanned: text('https://pay.example.com/x?to=1'), condition: 'covered' })
    const found = await alarm(`code:${code.codeId}`, 'forged')
    expect(found).toMatchObject({ state: 'open', charityId: place.charityId, venueId: code.venueId, codeId: code.codeId, times: 2 })
    expect(found?.evidence.map(({ words }) => words).join()).toContain('上面又贴了一层')
    expect(found?.summary).toContain('pay.example.com')
    expect(found?.summary).not.toContain('to=1')
  })

  test('where several codes hang, the alarm is the venue’s', async () => {
    const second = await district(app, { campaign: { charityId: place.charityId } })
    await app.db
      .collection<{ _id: string }>('codes')
      .updateOne({ _id: second.codeId }, { $set: { venueId: code.venueId, charityId: place.charityId } })
    await record({ scanned: text('https://example.com'), condition: 'covered' })
    expect(await alarm(`venue:${code.venueId}`, 'forged')).toMatchObject({ codeId: null, venueId: code.venueId })
  })

  test('a code missing, damaged or covered alarms the desk, with what was seen', async () => {
    await record({ scanned: null, condition: 'missing', note: '墙上只剩胶印' })
    const found = await alarm(`code:${code.codeId}`, 'defective')
    expect(found).toMatchObject({ state: 'open', charityId: place.charityId, venueId: code.venueId, codeId: code.codeId, times: 1 })
    expect(found?.summary).toContain('没有找到公益码')
    expect(found?.evidence[0]?.words).toContain('墙上只剩胶印')
    await record({ condition: 'damaged' })
    expect(await alarm(`code:${code.codeId}`, 'defective')).toMatchObject({ times: 2, summary: expect.stringContaining('破损') })
    const listed = await owner.call('listCodeAlarms', { query: { kind: 'defective' } })
    expect(listed.items.map(({ codeId }) => codeId)).toContain(code.codeId)
  })

  test('a code seen whole alarms nobody', async () => {
    await record()
    expect(await alarm(`code:${code.codeId}`, 'defective')).toBeNull()
  })

  test('a code carried off: found at another venue, or far from its own', async () => {
    const other = await street.code({ position: here })
    await record({ scanned: text(other.link) })
    expect(await alarm(`code:${other.codeId}`, 'displaced')).toMatchObject({ venueId: other.venueId })
    const far = { lat: here.lat + 0.01, lng: here.lng, datum: 'wgs84' as const }
    await record({ place: { ...far, accuracyM: 700 } })
    expect(await alarm(`code:${code.codeId}`, 'displaced')).toBeNull()
    await record({ place: { ...far, accuracyM: 50 } })
    expect((await alarm(`code:${code.codeId}`, 'displaced'))?.summary).toContain('约 1.1 公里')
  })

  test('a photo goes with the record, drawn anew, and is seen by the own desk alone', async () => {
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
      .jpeg()
      .withMetadata({ exif: { IFD0: { Make: 'SECRET-CAMERA' } } })
      .toBuffer()
    const { id } = await by.call('uploadPatrolPhoto', { body: photo, contentType: 'image/jpeg', idempotencyKey: key() })
    const stranger = await street.volunteer()
    await expect(record({ photoId: id }, key(), stranger)).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.photoId' }] })
    await expect(owner.call('getPatrolPhoto', { params: { photoId: id } })).rejects.toMatchObject({ status: 404 })
    expect((await record({ photoId: id })).record.hasPhoto).toBe(true)
    const bytes = Buffer.from(await owner.call('getPatrolPhoto', { params: { photoId: id } }))
    expect((await sharp(bytes).metadata()).format).toBe('webp')
    expect(bytes.includes('SECRET-CAMERA')).toBe(false)
    const elsewhere = await staff(app, ['charity_owner'], (await district(app)).charityId)
    await expect(elsewhere.call('getPatrolPhoto', { params: { photoId: id } })).rejects.toMatchObject({ status: 404 })
    await expect(
      by.call('uploadPatrolPhoto', { body: Buffer.from('<svg/>'), contentType: 'image/png', idempotencyKey: key() }),
    ).rejects.toMatchObject({ status: 415 })
  })

  test('sent late from a phone without network it keeps its time; too late it is refused, and a clock ahead is put right', async () => {
    const hoursAgo = new Date(clock.now().getTime() - 5 * 3_600_000).toISOString()
    expect((await record({ seenAt: hoursAgo })).record.seenAt).toBe(hoursAgo)
    const ahead = new Date(clock.now().getTime() + 3_600_000).toISOString()
    expect((await record({ seenAt: ahead })).record.seenAt).toBe(clock.now().toISOString())
    const long = new Date(clock.now().getTime() - 15 * 24 * 3_600_000).toISOString()
    await expect(record({ seenAt: long })).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.seenAt' }] })
  })

  test('nothing to scan can’t be whole; gone is put down as gone', async () => {
    await expect(record({ scanned: null })).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.condition' }] })
    expect(await record({ scanned: null, condition: 'missing' })).toMatchObject({
      record: { verdict: 'not_scanned', condition: 'missing', codeId: null },
    })
    await expect(record({ venueId: 'ven_none' })).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.venueId' }] })
    await expect(record({ note: '字'.repeat(201) })).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.note' }] })
  })

  test('who was not taken in patrols nothing, for this charity or another', async () => {
    const stranger = await resident(app)
    await expect(record({}, key(), stranger)).rejects.toMatchObject({ status: 404 })
    const other = await district(app)
    await expect(record({ charityId: other.charityId })).rejects.toMatchObject({ status: 404 })
    await expect(
      stranger.call('uploadPatrolPhoto', { body: Buffer.from('x'), contentType: 'image/png', idempotencyKey: key() }),
    ).rejects.toMatchObject({ status: 404 })
  })

  test('the desk finds patrols by verdict and venue, with who was there', async () => {
    await record({ scanned: text('https://example.com'), condition: 'covered' })
    await record()
    const list = (query: { venueId?: string; verdict?: 'foreign' | 'right' }, reader = owner) => reader.call('listPatrols', { query })
    expect((await list({ venueId: code.venueId })).items.map(({ verdict }) => verdict).sort()).toEqual(['foreign', 'right'])
    expect((await list({ venueId: code.venueId, verdict: 'foreign' })).items).toMatchObject([
      { volunteerName: '王春芳', condition: 'covered' },
    ])
    expect((await list({ venueId: code.venueId }, bureau)).items.every(({ volunteerName }) => volunteerName === '王**')).toBe(true)
  })
})
