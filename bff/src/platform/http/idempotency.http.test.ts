import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { type District, district } from '../../../testing/district.ts'

let app: TestApp
let place: District
const database = freshDatabaseName()
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), database, { work: false })
  place = await district(app)
})
afterAll(() => app.close())

interface KeyRow {
  _id: string
  fingerprint: string
  state: 'running' | 'done'
  lockedUntil: Date
  status: number | null
  answer: string | null
}
const rows = () => app.db.collection<KeyRow>('idempotency_keys')
const gifts = (donorId: string) => app.db.collection('gifts').countDocuments({ donorId })

interface Reply {
  status: number
  text: string
  replayed: string | null
  retryAfter: string | null
  code: string | undefined
}
async function give(who: SignedIn, idempotencyKey: string | null, change: Record<string, unknown> = {}, url = app.url): Promise<Reply> {
  const response = await fetch(`${url}/api/v1/gifts`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${who.token}`,
      ...(idempotencyKey === null ? {} : { 'Idempotency-Key': idempotencyKey }),
    },
    body: JSON.stringify({
      projectId: place.campaignId,
      codeId: place.codeId,
      amountFen: 100,
      anonymous: true,
      donorName: null,
      ...change,
    }),
  })
  const text = await response.text()
  const { headers, status } = response
  return {
    status,
    text,
    replayed: headers.get('Idempotency-Replayed'),
    retryAfter: headers.get('Retry-After'),
    code: (JSON.parse(text) as { code?: string }).code,
  }
}

describe('the same key again', () => {
  test('a hundred at once: one effect, and every reply is the stored answer or 409 with Retry-After', async () => {
    const who = await guestWeapp(app)
    const same = key()
    const replies = await Promise.all(Array.from({ length: 100 }, () => give(who, same)))
    const answered = replies.filter((reply) => reply.status === 201)
    expect(answered.length).toBeGreaterThanOrEqual(1)
    expect(new Set(answered.map((reply) => reply.text)).size).toBe(1)
    expect(answered.filter((reply) => reply.replayed === null)).toHaveLength(1)
    for (const reply of replies.filter(({ status }) => status !== 201)) {
      expect([reply.status, reply.code]).toEqual([409, 'request_in_flight'])
      expect(Number(reply.retryAfter)).toBeGreaterThan(0)
    }
    expect(await gifts(who.accountId)).toBe(1)
    expect(await give(who, same)).toMatchObject({ status: 201, text: answered[0]?.text, replayed: 'true' })
  })

  test('after a restart the stored answer comes again', async () => {
    const who = await guestWeapp(app)
    const same = key()
    const first = await give(who, same)
    const other = await startTestApp(inject('bffEnvironment'), database, { work: false })
    const again = await give(who, same, {}, other.url)
    await other.stop()
    expect(again).toMatchObject({ status: 201, text: first.text, replayed: 'true' })
    expect(await gifts(who.accountId)).toBe(1)
  })

  test('with another body is 422 and changes nothing', async () => {
    const who = await guestWeapp(app)
    const same = key()
    const first = await give(who, same)
    expect(await give(who, same, { amountFen: 200 })).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
    expect(await give(who, same)).toMatchObject({ status: 201, text: first.text })
    expect(await gifts(who.accountId)).toBe(1)
  })

  test("someone else's is their own", async () => {
    const [one, two] = [await guestWeapp(app), await guestH5(app)]
    const same = key()
    const [first, second] = [await give(one, same), await give(two, same)]
    expect([first.status, second.status, second.replayed]).toEqual([201, 201, null])
    expect(second.text).not.toContain((JSON.parse(first.text) as { gift: { id: string } }).gift.id)
    expect([await gifts(one.accountId), await gifts(two.accountId)]).toEqual([1, 1])
  })

  test('after a refusal it is free again, for another body too', async () => {
    const who = await guestWeapp(app)
    const same = key()
    expect(await give(who, same, { codeId: 'no-such-code' })).toMatchObject({ status: 400, code: 'invalid_input' })
    expect(await rows().countDocuments({ _id: `${who.accountId}|${same}` })).toBe(0)
    expect(await give(who, same)).toMatchObject({ status: 201, replayed: null })
  })
})

describe('a key', () => {
  test('that is missing is asked for', async () => {
    expect(await give(await guestH5(app), null)).toMatchObject({ status: 400, code: 'idempotency_key_missing' })
  })

  test.each(['short', 'x'.repeat(65), 'has space in it', 'a.b.c.d.e.f', '$ne-operator', 'semi;colon;x'])('%j is refused', async (bad) => {
    const reply = await give(await guestH5(app), bad)
    expect(reply).toMatchObject({ status: 400, code: 'invalid_input' })
    expect(JSON.parse(reply.text)).toMatchObject({ issues: [{ path: 'header.Idempotency-Key' }] })
  })
})

describe('a process that died in the middle', () => {
  /** What a crash leaves: a running key, and perhaps the gift it had made. */
  async function crashed(who: SignedIn, same: string, lockedUntil: Date): Promise<Reply> {
    const reply = await give(who, same)
    await rows().updateOne({ _id: `${who.accountId}|${same}` }, { $set: { state: 'running', lockedUntil, status: null, answer: null } })
    return reply
  }

  test('holds its key until the lock runs out', async () => {
    const who = await guestWeapp(app)
    const same = key()
    await crashed(who, same, new Date(Date.now() + 20_000))
    expect(await give(who, same)).toMatchObject({ status: 409, code: 'request_in_flight', retryAfter: '1' })
    expect(await give(who, same, { amountFen: 300 })).toMatchObject({ status: 422 })
  })

  test('then the retry finds what it had made, and makes nothing twice', async () => {
    const who = await guestWeapp(app)
    const same = key()
    const before = await crashed(who, same, new Date(Date.now() - 1))
    const giftOf = (reply: Reply) => (JSON.parse(reply.text) as { gift: { id: string } }).gift.id
    const replies = await Promise.all(Array.from({ length: 10 }, () => give(who, same)))
    expect(replies.filter((reply) => reply.status === 201 && reply.replayed === null)).toHaveLength(1)
    for (const reply of replies)
      expect(reply.status === 201 ? giftOf(reply) : reply.code).toBe(reply.status === 201 ? giftOf(before) : 'request_in_flight')
    expect(await gifts(who.accountId)).toBe(1)
  })
})
