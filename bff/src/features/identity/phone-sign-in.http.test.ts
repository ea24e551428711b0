import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn } from '../../../testing/actors.ts'
import { clientOf, heldClock, startTestApp, type TestApp } from '../../../testing/app.ts'
import { district } from '../../../testing/district.ts'
import { answersJson, type StubServer, stubServer } from '../../../testing/stub-server.ts'

const clock = heldClock()
let sms: StubServer
let app: TestApp
beforeAll(async () => {
  sms = await stubServer(answersJson(200, { Code: 'OK', Message: 'OK' }))
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
    work: false,
    clock,
    environment: { SMS_API_BASE: sms.url, TRUSTED_PROXIES: '1' },
  })
})
afterAll(async () => {
  await app.close()
  await sms.close()
})
beforeEach(() => {
  sms.answer(answersJson(200, { Code: 'OK', Message: 'OK' }))
  clock.advance(120_000)
})

const freshPhone = () => `139${randomInt(0, 100_000_000).toString().padStart(8, '0')}`
let address = 0
/** Each from another address: the limit per address is not what is looked at here. */
async function send(who: SignedIn, phone: string, from?: string) {
  address += 1
  const response = await fetch(`${app.url}/api/v1/sms-codes`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${who.token}`,
      'X-Forwarded-For': from ?? `198.51.${address >> 8}.${address & 255}`,
    },
    body: JSON.stringify({ phone }),
  })
  return {
    status: response.status,
    retryAfter: response.headers.get('Retry-After'),
    body: (await response.json()) as { code?: string; detail?: string; resendAfterSeconds?: number },
  }
}
/** The code as the operator got it. */
const lastCode = () =>
  (JSON.parse(new URL(sms.requests.at(-1)?.url ?? '', sms.url).searchParams.get('TemplateParam') ?? '{}') as { code: string }).code
const wrongOf = (code: string) => ((Number(code) + 1) % 1_000_000).toString().padStart(6, '0')
const signIn = (who: SignedIn, phone: string, code: string) => who.call('signInByPhone', { body: { phone, code } })
async function bound(who: SignedIn, phone = freshPhone()) {
  expect((await send(who, phone)).status).toBe(202)
  const session = await signIn(who, phone, lastCode())
  return { call: clientOf(app.url, session.accessToken), session, phone }
}

describe('a code', () => {
  test('reaches the phone, binds it, and the resident takes the place of the guest', async () => {
    const real = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
    try {
      const phone = freshPhone()
      const who = await guestH5(real)
      expect(await who.call('sendSmsCode', { body: { phone } })).toEqual({ resendAfterSeconds: 60, validForSeconds: 300 })
      const inbox = (await (await fetch(`${inject('standIns').phone}/api/messages?phone=${phone}`)).json()) as {
        messages: { parameters: { code: string }; text: string }[]
      }
      expect(inbox.messages).toHaveLength(1)
      const code = inbox.messages[0]?.parameters.code ?? ''
      expect(inbox.messages[0]?.text).toContain(code)
      const session = await who.call('signInByPhone', { body: { phone, code } })
      expect(session.account).toMatchObject({ kind: 'resident', phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}` })
      await expect(who.call('getMe', {})).rejects.toMatchObject({ code: 'session_revoked' })
      expect((await clientOf(real.url, session.accessToken)('getMe', {})).id).toBe(session.account.id)
    } finally {
      await real.close()
    }
  })

  test('once more on my own phone proves anew that it is me, for ten minutes', async () => {
    const [guest, phone] = [await guestH5(app), freshPhone()]
    await send(guest, phone)
    const me = clientOf(app.url, (await signIn(guest, phone, lastCode())).accessToken)
    clock.advance(601_000)
    await expect(me('askForCopy', { idempotencyKey: key() })).rejects.toMatchObject({ code: 'check_needed' })
    expect(await me('sendMyDataCode')).toMatchObject({ sentTo: `${phone.slice(0, 3)}****${phone.slice(-4)}` })
    const code = lastCode()
    await expect(me('checkMyDataCode', { body: { code: wrongOf(code) } })).rejects.toMatchObject({ code: 'sms_code_wrong' })
    await me('checkMyDataCode', { body: { code } })
    await expect(me('checkMyDataCode', { body: { code } })).rejects.toMatchObject({ code: 'sms_code_expired' })
    expect(await me('askForCopy', { idempotencyKey: key() })).toMatchObject({ state: 'preparing' })
  })

  test('wrong five times is used up: even the right one is refused then', async () => {
    const [who, phone] = [await guestH5(app), freshPhone()]
    await send(who, phone)
    const code = lastCode()
    for (let i = 0; i < 5; i += 1)
      await expect(signIn(who, phone, wrongOf(code))).rejects.toMatchObject({
        status: 422,
        code: 'sms_code_wrong',
        issues: [{ path: 'body.code' }],
      })
    await expect(signIn(who, phone, code)).rejects.toMatchObject({ status: 422, code: 'sms_code_expired' })
  })

  test('fifty guesses at once get five looks', async () => {
    const [who, phone] = [await guestH5(app), freshPhone()]
    await send(who, phone)
    const code = lastCode()
    const guesses = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => signIn(who, phone, ((Number(code) + 1 + i) % 1_000_000).toString().padStart(6, '0'))),
    )
    const codes = guesses.map((guess) => (guess.status === 'rejected' ? (guess.reason as { code: string }).code : 'in'))
    expect(codes.filter((each) => each === 'sms_code_wrong')).toHaveLength(5)
    expect(codes.filter((each) => each === 'sms_code_expired')).toHaveLength(45)
  })

  test('is good once, for its own number, for five minutes', async () => {
    const [who, phone, other] = [await guestH5(app), freshPhone(), freshPhone()]
    await send(who, phone)
    const code = lastCode()
    await expect(signIn(who, other, code)).rejects.toMatchObject({ code: 'sms_code_expired' })
    await signIn(who, phone, code)
    await expect(signIn(await guestH5(app), phone, code)).rejects.toMatchObject({ status: 422, code: 'sms_code_expired' })
    const late = await guestH5(app)
    await send(late, other)
    clock.advance(300_000)
    await expect(signIn(late, other, lastCode())).rejects.toMatchObject({ code: 'sms_code_expired' })
  })

  test('a new one makes the old one void', async () => {
    const [who, phone] = [await guestH5(app), freshPhone()]
    await send(who, phone)
    const old = lastCode()
    clock.advance(60_000)
    await send(who, phone)
    if (old !== lastCode()) await expect(signIn(who, phone, old)).rejects.toMatchObject({ code: 'sms_code_wrong' })
    await signIn(who, phone, lastCode())
  })
})

describe('sending', () => {
  test('again within a minute is 429 and says how long to wait; ten that ask at once get one', async () => {
    const [who, phone] = [await guestH5(app), freshPhone()]
    const before = sms.requests.length
    const first = await Promise.all(Array.from({ length: 10 }, () => send(who, phone)))
    expect(first.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(sms.requests.length - before).toBe(1)
    clock.advance(59_000)
    expect(await send(who, phone)).toMatchObject({ status: 429, retryAfter: '1', body: { code: 'too_many_requests' } })
    clock.advance(1_000)
    expect((await send(who, phone)).status).toBe(202)
  })

  test('is done ten times a day for a number, whoever asks', async () => {
    const phone = freshPhone()
    for (let i = 0; i < 10; i += 1) {
      expect((await send(await guestH5(app), phone)).status).toBe(202)
      clock.advance(60_000)
    }
    const refused = await send(await guestH5(app), phone)
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
    expect(Number(refused.retryAfter)).toBe(24 * 3600 - 600)
    clock.advance(24 * 3600_000 - 600_000)
    expect((await send(await guestH5(app), phone)).status).toBe(202)
  })

  test('is done twenty times an hour for an address, whatever the number', async () => {
    const who = await guestH5(app)
    const replies = []
    for (let i = 0; i < 21; i += 1) replies.push((await send(who, freshPhone(), '203.0.113.20')).status)
    expect(replies.slice(0, 20).every((status) => status === 202)).toBe(true)
    expect(replies[20]).toBe(429)
  })

  test.each([
    ['is silent', (_: unknown, response: { destroy(): unknown }) => void response.destroy(), 503, 'upstream_unavailable'],
    ['is broken', answersJson(500, {}), 503, 'upstream_unavailable'],
    ['refuses us', answersJson(200, { Code: 'isv.AMOUNT_NOT_ENOUGH', Message: '账户余额不足' }), 503, 'upstream_unavailable'],
    ['knows no such number', answersJson(200, { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: '非法手机号' }), 400, 'invalid_input'],
  ] as const)(
    'while the operator %s, nobody waits a minute for what never came, and the day keeps its ten',
    async (_, broken, status, code) => {
      const [who, phone] = [await guestH5(app), freshPhone()]
      for (let i = 0; i < 12; i += 1) {
        sms.answer(broken)
        expect(await send(who, phone)).toMatchObject({ status, body: { code } })
      }
      sms.answer(answersJson(200, { Code: 'OK' }))
      expect((await send(who, phone)).status).toBe(202)
      expect((await signIn(who, phone, lastCode())).account.kind).toBe('resident')
    },
  )

  test("the operator's own pause is kept", async () => {
    const [who, phone] = [await guestH5(app), freshPhone()]
    sms.answer(answersJson(200, { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发分钟级流控Permits:1' }))
    expect(await send(who, phone)).toMatchObject({ status: 429, retryAfter: '60' })
    const before = sms.requests.length
    expect((await send(who, phone)).status).toBe(429)
    expect(sms.requests.length).toBe(before)
  })
})

describe('a bound phone', () => {
  test('is stored encrypted: no collection holds its digits', async () => {
    const { phone, call, session } = await bound(await guestH5(app))
    await send(await guestH5(app), phone)
    const names = ['accounts', 'sessions', 'sms_codes', 'sign_in_attempts', 'audit_log', 'idempotency_keys', 'gifts']
    for (const name of ['accounts', 'sessions', 'sms_codes', 'audit_log'])
      expect(await app.db.collection(name).countDocuments(), name).toBeGreaterThan(0)
    for (const name of names) expect(JSON.stringify(await app.db.collection(name).find().toArray()), name).not.toContain(phone)
    expect(JSON.stringify([await call('getMe', {}), session])).not.toContain(phone)
  })

  test('makes one resident, however many devices bind it at once', async () => {
    const phone = freshPhone()
    const first = await bound(await guestH5(app), phone)
    clock.advance(60_000)
    const second = await bound(await guestWeapp(app), phone)
    expect(second.session.account.id).toBe(first.session.account.id)
    expect((await first.call('getMe', {})).id).toBe(first.session.account.id)
  })

  test("brings the guest's gifts along, and a second resident can not claim them", async () => {
    const place = await district(app)
    const label = `p${randomInt(1e9)}`
    const guest = await guestWeapp(app, label)
    const sameGuest = await guestWeapp(app, label)
    const { gift } = await guest.call('createGift', {
      body: { projectId: place.campaignId, codeId: null, amountFen: 100, anonymous: true, donorName: null },
      idempotencyKey: key(),
    })
    const one = await bound(guest)
    expect((await one.call('getMyGift', { params: { giftId: gift.id } })).id).toBe(gift.id)
    expect((await one.call('listMyGifts', {})).items.map((item) => item.id)).toEqual([gift.id])

    const two = await bound(sameGuest)
    expect(two.session.account.id).not.toBe(one.session.account.id)
    await expect(two.call('getMyGift', { params: { giftId: gift.id } })).rejects.toMatchObject({ status: 404 })
    expect((await two.call('listMyGifts', {})).items).toEqual([])
  })

  test('on one WeChat shared by two people, whoever signed in last comes back, pays with that WeChat, and after signing out nobody is signed in', async () => {
    const place = await district(app)
    const label = `w${randomInt(1e9)}`
    const one = await bound(await guestWeapp(app, label))
    expect((await guestWeapp(app, label)).accountId).toBe(one.session.account.id)

    const two = await bound(await guestWeapp(app, label))
    const back = await guestWeapp(app, label)
    expect(back.accountId).toBe(two.session.account.id)
    const { payment } = await back.call('createGift', {
      body: { projectId: place.campaignId, codeId: null, amountFen: 100, anonymous: true, donorName: null },
      idempotencyKey: key(),
    })
    expect(payment.kind).toBe('jsapi')

    await back.call('closeSession', {})
    const later = await guestWeapp(app, label)
    expect((await later.call('getMe', {})).kind).toBe('guest')
  })
})

test.each(['1380013800', '138001380000', '23800138000', '+8613800138000', '１３８００１３８０００', '13800138000 ', { $gt: '' }, null])(
  'phone %j is refused by name',
  async (phone) => {
    const reply = await send(await guestH5(app), phone as string)
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalid_input', issues: [{ path: 'body.phone' }] } })
  },
)
