import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, type SignedIn, staff } from '../../../testing/actors.ts'
import { clientOf, heldClock, send as sendRequest, startTestApp, type TestApp } from '../../../testing/app.ts'
import { answersJson, type StubServer, stubServer } from '../../../testing/stub-server.ts'
import type { NewMessage } from './index.ts'

const clock = heldClock()
let sms: StubServer
let app: TestApp
beforeAll(async () => {
  sms = await stubServer(answersJson(200, { Code: 'OK', Message: 'OK' }))
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, clock, environment: { SMS_API_BASE: sms.url } })
})
afterAll(async () => {
  await app.close()
  await sms.close()
})

let sequence = 0
async function sent(to: SignedIn, change: Partial<NewMessage> = {}): Promise<string> {
  sequence += 1
  clock.advance(1)
  const id = `test:${sequence}`
  await app.app.message.send({ id, to: to.accountId, kind: 'notice', title: `第 ${sequence} 条`, body: '正文', link: null, ...change })
  return change.title ?? `第 ${sequence} 条`
}
const listed = async (who: SignedIn, query: { cursor?: string; limit?: number } = {}) => who.call('listMessages', { query })
const titles = async (who: SignedIn) => (await listed(who)).items.map(({ title }) => title)
const unread = async (who: SignedIn) => (await who.call('countUnreadMessages', {})).unreadCount

describe('sending', () => {
  test('the same key twice, one after the other and at once, is one message, and the first words stay', async () => {
    const who = await guestH5(app)
    await sent(who, { id: 'same', title: '先说的' })
    await Promise.all(Array.from({ length: 10 }, () => sent(who, { id: 'same', title: '后说的' })))
    expect(await titles(who)).toEqual(['先说的'])
  })

  test.each([
    ['no title', { title: ' ' }],
    ['a title too long', { title: '长'.repeat(61) }],
    ['no words', { body: '' }],
    ['too many words', { body: '长'.repeat(2_001) }],
    ['a link out of the mini-program', { link: 'https://example.com' }],
    ['a link to another host', { link: '//example.com' }],
    ['nobody to read it', { to: '' }],
  ])('%s is a fault of the sender and sends nothing', async (_, change) => {
    const who = await guestH5(app)
    await expect(sent(who, change)).rejects.toThrow(/message test:/)
    expect(await titles(who)).toEqual([])
  })
})

describe('reading', () => {
  test('newest first, page by page, nobody else’s', async () => {
    const [who, other] = [await guestH5(app), await guestWeapp(app)]
    const all = []
    for (let i = 0; i < 5; i += 1) all.unshift(await sent(who))
    await sent(other)
    const first = await listed(who, { limit: 3 })
    const second = await listed(who, { limit: 3, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(all)
    expect(second.nextCursor).toBeNull()
    expect([first.unreadCount, await unread(other)]).toEqual([5, 1])
  })

  test('opening one marks it, once; the time of the first reading stays', async () => {
    const who = await guestH5(app)
    await sent(who)
    await sent(who)
    const [newest] = (await listed(who)).items
    const params = { messageId: newest?.id ?? '' }
    const first = await who.call('readMessage', { params })
    expect(first).toMatchObject({ id: params.messageId, readAt: clock.now().toISOString() })
    clock.advance(60_000)
    const again = await Promise.all([who.call('readMessage', { params }), who.call('readMessage', { params })])
    expect(again).toEqual([first, first])
    expect(await unread(who)).toBe(1)
  })

  test('all that was seen is marked, what came after is not', async () => {
    const who = await guestH5(app)
    await sent(who)
    await sent(who)
    const [newest] = (await listed(who)).items
    await sent(who)
    const mark = () => who.call('readMessagesUpTo', { body: { upTo: newest?.createdAt ?? '' } })
    expect(await mark()).toEqual({ unreadCount: 1 })
    expect(await mark()).toEqual({ unreadCount: 1 })
    expect((await listed(who)).items.map(({ readAt }) => readAt !== null)).toEqual([false, true, true])
  })

  test('unread are counted up to a hundred', async () => {
    const who = await guestH5(app)
    await Promise.all(Array.from({ length: 103 }, () => sent(who)))
    expect(await unread(who)).toBe(100)
  })

  test('signing in with a phone brings the messages along', async () => {
    const who = await guestWeapp(app)
    const title = await sent(who)
    await who.call('sendSmsCode', { body: { phone: '13900001111' } })
    const template = new URL(sms.requests.at(-1)?.url ?? '', sms.url).searchParams.get('TemplateParam') ?? '{}'
    const code = (JSON.parse(template) as { code: string }).code
    const session = await who.call('signInByPhone', { body: { phone: '13900001111', code } })
    const resident = { call: clientOf(app.url, session.accessToken), token: session.accessToken, accountId: session.account.id }
    expect(session.account.id).not.toBe(who.accountId)
    const later = await sent(resident)
    // Work still under way when the guest became a resident tells the guest.
    const latest = await sent(who)
    expect(await titles(resident)).toEqual([latest, later, title])
    const [, , first] = (await listed(resident)).items
    await resident.call('readMessage', { params: { messageId: first?.id ?? '' } })
    expect(await unread(resident)).toBe(2)
    await resident.call('readMessagesUpTo', { body: { upTo: clock.now().toISOString() } })
    expect(await unread(resident)).toBe(0)
  })
})

describe('what is refused', () => {
  test("someone else's message and one that isn't answer alike, and it stays unread", async () => {
    const [who, stranger] = [await guestH5(app), await guestH5(app)]
    await sent(who)
    const messageId = (await listed(who)).items[0]?.id ?? ''
    for (const params of [{ messageId }, { messageId: 'msg_none' }])
      await expect(stranger.call('readMessage', { params })).rejects.toMatchObject({ status: 404, code: 'not_found' })
    await stranger.call('readMessagesUpTo', { body: { upTo: clock.now().toISOString() } })
    expect(await unread(who)).toBe(1)
  })

  test('signed out: 401; staff: 403, they have no messages here', async () => {
    const bureau = await staff(app, ['bureau'])
    const operations = [
      ['GET', '/api/v1/messages', undefined],
      ['GET', '/api/v1/messages/unread-count', undefined],
      ['POST', '/api/v1/messages/msg_x/readings', undefined],
      ['POST', '/api/v1/messages/readings', JSON.stringify({ upTo: clock.now().toISOString() })],
    ] as const
    for (const [method, url, body] of operations) {
      const headers = body ? { 'Content-Type': 'application/json' } : undefined
      expect((await sendRequest(app.url, { method, url, body, headers: { ...headers } })).status).toBe(401)
      const asStaff = { ...headers, Authorization: `Bearer ${bureau.token}` }
      expect((await sendRequest(app.url, { method, url, body, headers: asStaff })).status).toBe(403)
    }
  })

  test.each([{}, { upTo: 'yesterday' }, { upTo: '2026-06-15T09:00:00Z', all: true }])('%j names what is wrong', async (body) => {
    const who = await guestH5(app)
    await expect(who.call('readMessagesUpTo', { body: body as { upTo: string } })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_input',
    })
  })

  test('a cursor that is not ours', async () => {
    const who = await guestH5(app)
    await expect(listed(who, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

test('list and count are answered from indexes alone', async () => {
  const messages = app.db.collection('messages')
  const owners = { to: { $in: ['acc_1', 'acc_2'] } }
  const plans = [
    await messages.find(owners).sort({ createdAt: -1, _id: -1 }).limit(21).explain('queryPlanner'),
    await messages.find({ ...owners, readAt: null }).explain('queryPlanner'),
  ].map((plan) => JSON.stringify(plan.queryPlanner?.winningPlan))
  for (const plan of plans) expect(plan).not.toMatch(/COLLSCAN|"SORT"/)
})
