import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { clientOf, heldClock, send as sendRequest, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { ownStandIns } from '../../../../testing/own-stand-ins.ts'
import type { NewMessage } from '../index.ts'
import type { DispatchDocument } from './store.ts'

const MINUTE_MS = 60_000
const clock = heldClock()
let outside: Awaited<ReturnType<typeof ownStandIns>>
let app: TestApp
beforeAll(async () => {
  outside = await ownStandIns(inject('bffEnvironment'))
  app = await startTestApp({ ...outside.environment }, freshDatabaseName(), {
    work: false,
    clock,
    environment: { SIGN_IN_LIMIT_FACTOR: '1000' },
  })
})
afterAll(async () => {
  await app?.close()
  await outside?.stop()
})
async function ask(url: string, body?: object): Promise<unknown> {
  const init = body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  const text = await (await fetch(url, init)).text()
  return text === '' ? undefined : JSON.parse(text)
}
beforeEach(async () => {
  const { sms, voice, wechat } = outside.urls
  for (const base of [sms, voice, wechat]) await ask(`${base}/_control/reset`, {})
})

const REFUND_CARD = 'refund-0000000000000000000000000000000001'
let sequence = 0

/** A resident with a phone of their own, who may be told at any hour. */
async function resident(by?: SignedIn): Promise<SignedIn & { phone: string }> {
  sequence += 1
  const phone = `1390000${String(1000 + sequence)}`
  const guest = by ?? (await guestH5(app))
  await guest.call('sendSmsCode', { body: { phone } })
  const code = (await texts(phone))[0]?.parameters.code ?? ''
  const session = await guest.call('signInByPhone', { body: { phone, code } })
  const call = clientOf(app.url, session.accessToken)
  await call('putMessageSettings', { body: { quietHours: null, wishes: [] } })
  return { call, token: session.accessToken, accountId: session.account.id, phone }
}
/** A resident in WeChat; `accepts` says yes in WeChat's dialogue and tells the product so. */
async function residentInWechat(accepts: number) {
  const who = await resident(await guestWeapp(app))
  const account = await app.db
    .collection<{ claimed: string[] }>('accounts')
    .findOne({ phoneMasked: { $exists: true }, _id: who.accountId as never })
  const wechat = await app.db.collection<{ openid: string }>('accounts').findOne({ _id: account?.claimed[0] as never })
  const openid = wechat?.openid ?? ''
  for (let i = 0; i < accepts; i += 1) {
    await ask(`${outside.urls.wechat}/_control/subscriptions`, { openid, templateIds: [REFUND_CARD] })
    const answers = [{ templateId: REFUND_CARD, answer: 'accept' as const }]
    await who.call('answerSubscriptionPrompt', { body: { moment: 'refund_asked', answers }, idempotencyKey: key() })
  }
  const stock = () => app.db.collection<{ left: number }>('message_subscriptions').findOne({ accountId: account?.claimed[0] })
  return { ...who, openid, left: async () => (await stock())?.left ?? null }
}
const texts = async (phone: string) =>
  (
    (await ask(`${outside.urls.phone}/api/messages?phone=${phone}`)) as {
      messages: { text: string; outId?: string; parameters: { code?: string } }[]
    }
  ).messages
const notices = async (phone: string) => (await texts(phone)).filter(({ outId }) => outId !== undefined)
const cards = async (openid: string) =>
  ((await ask(`${outside.urls.wechat}/_control/subscribe-messages`)) as { messages: { openid: string; msgid: string }[] }).messages.filter(
    (card) => card.openid === openid,
  )
async function sent(to: SignedIn, change: Partial<NewMessage> = {}): Promise<string> {
  sequence += 1
  const id = `dispatch-test:${sequence}`
  await app.app.message.send({
    id,
    to: to.accountId,
    kind: 'refund',
    title: `¥${sequence}.00 已退给您`,
    body: '正文',
    link: '/pages/me/index',
    ...change,
  })
  return id
}
const work = async (from = app) => {
  for (const job of from.app.message.jobs) await job.run(new AbortController().signal)
}
const rows = async (to: SignedIn) => {
  const found = await app.db
    .collection<DispatchDocument>('message_dispatches')
    .find({ to: to.accountId })
    .sort({ createdAt: 1, _id: 1 })
    .toArray()
  const order = ['subscribe', 'sms', 'voice']
  return found
    .sort((a, b) => order.indexOf(a.channel) - order.indexOf(b.channel))
    .map(({ channel, state, faultCode }) => [channel, state, faultCode])
}
const later = async (minutes: number) => {
  clock.advance(minutes * MINUTE_MS)
  await work()
}
const smsReports = (wish: object) => ask(`${outside.urls.sms}/_control/reports`, wish)
const smsTrouble = (api: string) => ask(`${outside.urls.sms}/_control/behaviour`, { api })

describe('a subscribe message', () => {
  test('uses up one accept; the next refund comes by text message', async () => {
    const who = await residentInWechat(1)
    await sent(who)
    await work()
    expect(await rows(who)).toEqual([['subscribe', 'sent', null]])
    await sent(who)
    await work()
    expect((await rows(who)).map(([channel]) => channel).sort()).toEqual(['sms', 'subscribe'])
    expect([await cards(who.openid), await notices(who.phone)]).toEqual([[expect.anything()], [expect.anything()]])
  })

  test('refused by WeChat empties a count that was wrong, and the text message follows at once', async () => {
    const who = await residentInWechat(2)
    await ask(`${outside.urls.wechat}/_control/forget-subscriptions`, {})
    await sent(who)
    await work()
    expect(await rows(who)).toEqual([
      ['subscribe', 'failed', '43101'],
      ['sms', 'sent', null],
    ])
    expect(await who.left()).toBe(0)
  })

  test('that nobody knows about is not sent twice; the accept stays spent', async () => {
    const who = await residentInWechat(2)
    await ask(`${outside.urls.wechat}/_control/behaviour`, { api: 'error_500' })
    await sent(who)
    await work()
    await ask(`${outside.urls.wechat}/_control/behaviour`, { api: 'normal' })
    expect(await rows(who)).toEqual([
      ['subscribe', 'expired', 'no_answer'],
      ['sms', 'sent', null],
    ])
    expect([await cards(who.openid), await who.left()]).toEqual([[], 1])
  })

  test('its signed event says delivered, once; an unsigned one is refused', async () => {
    const who = await residentInWechat(1)
    const { WECHAT_PUSH_TOKEN: token } = outside.environment as Record<string, string>
    await ask(`${outside.urls.wechat}/_control/push-token`, { token })
    await ask(`${outside.urls.wechat}/_control/reports`, { url: `${app.url}/api/v1/wechat-events`, receipt: 'doubled' })
    await sent(who)
    await work()
    await expect.poll(() => rows(who)).toEqual([['subscribe', 'delivered', null]])
    const [card] = await cards(who.openid)
    const event = { MsgType: 'event', Event: 'subscribe_msg_sent_event', List: { MsgID: card?.msgid, ErrorCode: '1' } }
    expect(await ask(`${app.url}/api/v1/wechat-events?signature=${'0'.repeat(40)}&timestamp=1&nonce=1`, event)).toMatchObject({
      code: 'notice_rejected',
    })
    expect(await rows(who)).toEqual([['subscribe', 'delivered', null]])
  })

  test('an answer sent twice counts once; one-time and long-term together are refused; outside WeChat nothing is asked', async () => {
    const who = await residentInWechat(0)
    const prompt = () => who.call('getSubscriptionPrompt', { params: { moment: 'refund_asked' } })
    expect((await prompt()).templates).toEqual([{ templateId: REFUND_CARD, title: '退款结果' }])
    const body = { moment: 'refund_asked' as const, answers: [{ templateId: REFUND_CARD, answer: 'accept' as const }] }
    const answer = { body, idempotencyKey: key() }
    await Promise.all([who.call('answerSubscriptionPrompt', answer), who.call('answerSubscriptionPrompt', answer).catch(() => undefined)])
    expect(await who.left()).toBe(1)
    // Asked a moment ago: not again today, though one more would be of use.
    expect((await prompt()).templates).toEqual([])
    const mixed = [...body.answers, { templateId: 'notice-0000000000000000000000000000000007', answer: 'accept' as const }]
    await expect(who.call('answerSubscriptionPrompt', { body: { ...body, answers: mixed }, idempotencyKey: key() })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const elsewhere = await guestH5(app)
    expect((await elsewhere.call('getSubscriptionPrompt', { params: { moment: 'settings' } })).templates).toEqual([])
    await expect(elsewhere.call('answerSubscriptionPrompt', { body, idempotencyKey: key() })).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('a text message', () => {
  test('goes once, is asked after, and says delivered', async () => {
    const who = await resident()
    await sent(who)
    await Promise.all([work(), work()])
    expect(await rows(who)).toEqual([['sms', 'sent', null]])
    await later(1)
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    const [text, ...more] = await notices(who.phone)
    expect([more, text?.text]).toEqual([[], expect.stringMatching(/^【民生直达上城】¥\d+\.00 已退给您。请打开“民生直达”小程序/)])
  })

  test('that was taken while the answer got lost is found by its number and not sent again', async () => {
    const who = await resident()
    await sent(who)
    const takenButUnheard = await app.db.collection<DispatchDocument>('message_dispatches')
    await work()
    // As a process leaves it that fell between the send and its note of it.
    await takenButUnheard.updateOne(
      { to: who.accountId },
      { $set: { state: 'queued', inFlight: true, providerNumber: null, nextAt: clock.now() } },
    )
    await work()
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    expect(await notices(who.phone)).toHaveLength(1)
  })

  test('that never left is sent after a fall, under the same number', async () => {
    const who = await resident()
    await sent(who)
    await smsTrouble('error_500')
    await work()
    expect(await rows(who)).toEqual([['sms', 'queued', 'no_answer']])
    await smsTrouble('normal')
    await later(1)
    expect((await rows(who))[0]?.[1]).toBe('sent')
    const [row] = await app.db.collection<DispatchDocument>('message_dispatches').find({ to: who.accountId }).toArray()
    expect((await notices(who.phone)).map(({ outId }) => outId)).toEqual([row?._id])
  })

  test('is dead after the last try, seen at the desk, and sent again by hand', async () => {
    const who = await resident()
    await sent(who)
    await smsTrouble('error_500')
    await work()
    const dispatches = app.db.collection<DispatchDocument>('message_dispatches')
    for (let i = 0; i < 6; i += 1) {
      await dispatches.updateOne({ to: who.accountId, state: 'queued' }, { $set: { nextAt: clock.now() } })
      await work()
    }
    expect(await rows(who)).toEqual([['sms', 'dead', 'no_answer']])
    await smsTrouble('normal')
    const bureau = await staff(app, ['bureau'])
    const { items } = await bureau.call('listMessageDispatches', { query: { state: 'dead' } })
    expect(items[0]).toMatchObject({
      readerMasked: expect.stringContaining('****'),
      mayResend: true,
      faultWords: expect.stringContaining('没有回应'),
    })
    const again = { params: { dispatchId: items[0]?.id ?? '' }, body: { reason: '短信通道修好了' }, idempotencyKey: key() }
    expect(await bureau.call('resendMessageDispatch', again)).toMatchObject({ state: 'queued', attempts: 0 })
    await work()
    await later(1)
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    await expect(bureau.call('resendMessageDispatch', { ...again, idempotencyKey: key() })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('to a number out of service has failed, in words a clerk reads', async () => {
    const who = await resident()
    await smsReports({ result: 'MOBILE_NOT_ON_SERVICE' })
    await sent(who)
    await work()
    await later(1)
    expect(await rows(who)).toEqual([['sms', 'failed', 'MOBILE_NOT_ON_SERVICE']])
  })

  test('receipts doubled, of strangers and of nobody change nothing but the moment of asking', async () => {
    const who = await resident()
    await smsReports({ delayMs: 0 })
    await sent(who)
    await work()
    const [row] = await app.db.collection<DispatchDocument>('message_dispatches').find({ to: who.accountId }).toArray()
    const receipt = [{ out_id: row?._id, success: false, err_code: 'REJECTD' }, { out_id: 'dsp_nobody' }, {}]
    for (let i = 0; i < 2; i += 1) expect(await ask(`${app.url}/api/v1/sms-receipts`, receipt)).toMatchObject({ code: 0 })
    await work()
    // The forged "refused" was not believed.
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    await ask(`${app.url}/api/v1/sms-receipts`, receipt)
    await work()
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    expect(await ask(`${app.url}/api/v1/sms-receipts`, { no: 'list' })).toMatchObject({ code: 'malformed_body' })
  })

  test('waits for the morning, and is dropped when the message is read before', async () => {
    const who = await resident()
    const minute = Math.floor(clock.now().getTime() / MINUTE_MS + 480) % 1440
    const time = (at: number) => `${String(Math.floor((at % 1440) / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
    await who.call('putMessageSettings', { body: { quietHours: { from: time(minute + 1439), to: time(minute + 3) }, wishes: [] } })
    await sent(who)
    await work()
    expect(await rows(who)).toEqual([['sms', 'queued', null]])
    await who.call('readMessagesUpTo', { body: { upTo: clock.now().toISOString() } })
    await later(4)
    expect(await rows(who)).toEqual([['sms', 'dropped', 'read']])
  })
})

test('safety is told by every way until it is read, at last by a call', async () => {
  const who = await resident()
  await who.call('putMessageSettings', { body: { quietHours: { from: '00:00', to: '23:59' }, wishes: [{ kind: 'notice', on: [] }] } })
  await sent(who, { kind: 'notice', urgency: 'p0', title: '请马上打开窗户' })
  await work()
  await later(3)
  await later(3)
  expect(await rows(who)).toEqual([
    ['sms', 'delivered', null],
    ['voice', 'delivered', null],
  ])
})

test('the same words under another key reach a person once', async () => {
  const who = await resident()
  for (let i = 0; i < 2; i += 1) await sent(who, { title: '一样的话', body: '一样' })
  await work()
  await later(1)
  expect(await rows(who)).toEqual([['sms', 'delivered', null]])
})

test('settings: what is not offered is refused by name, and what was said is kept', async () => {
  const who = await resident()
  const wanted = { quietHours: { from: '21:00', to: '07:30' }, wishes: [{ kind: 'refund' as const, on: ['sms' as const] }] }
  const saved = await who.call('putMessageSettings', { body: wanted })
  expect(saved).toMatchObject({ quietHours: wanted.quietHours, phoneMasked: expect.stringContaining('****'), hasWechat: false })
  expect(saved.wishes.find(({ kind }) => kind === 'refund')).toEqual({ kind: 'refund', offered: ['subscribe', 'sms'], on: ['sms'] })
  for (const body of [
    { quietHours: { from: '22:00', to: '22:00' }, wishes: [] },
    { quietHours: { from: '9点', to: '22:00' }, wishes: [] },
    { quietHours: null, wishes: [{ kind: 'thanks' as const, on: ['sms' as const] }] },
  ])
    await expect(who.call('putMessageSettings', { body })).rejects.toMatchObject({ status: 400, code: 'invalid_input' })
  expect(await who.call('getMessageSettings', {})).toEqual(saved)
})

test('the desk is for who runs the product; nobody else reads or sends again', async () => {
  const people = [await guestH5(app), await staff(app, ['charity_owner'], 'chr_x'), await staff(app, ['grid_worker'], null, ['plc_x'])]
  const auditor = await staff(app, ['auditor'])
  const operations = [
    ['GET', '/api/v1/admin/message-dispatches', undefined],
    ['GET', '/api/v1/admin/message-dispatches/summary', undefined],
    ['GET', '/api/v1/admin/message-templates', undefined],
    ['POST', '/api/v1/admin/message-dispatches/dsp_x/resendings', JSON.stringify({ reason: '再试一次' })],
  ] as const
  for (const [method, url, body] of operations) {
    const as = async (token?: string) => {
      const headers = {
        'Content-Type': 'application/json',
        'Idempotency-Key': key(),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      }
      return (await sendRequest(app.url, { method, url, body, headers })).status
    }
    expect(
      [await as(), ...(await Promise.all(people.map(({ token }) => as(token))))].every((status) => [401, 403, 404].includes(status)),
    ).toBe(true)
    expect(await as(auditor.token)).toBe(method === 'GET' ? 200 : 403)
  }
  const { items } = await auditor.call('listMessageTemplates', {})
  expect(items.every(({ ready }) => ready)).toBe(true)
})

describe('an elder without a phone', () => {
  const withoutPhone = (who: SignedIn) =>
    app.db
      .collection<{ _id: string }>('accounts')
      .updateOne({ _id: who.accountId }, { $set: { phoneMasked: null }, $unset: { phone: '', phoneIndex: '' } })
  /** Someone lets their daughter do these matters; afterwards they have no phone any more. */
  async function letting(scopes: ProxyScope[]) {
    const [elder, daughter] = [await resident(), await resident()]
    const { text } = await elder.call('getProxyCatalogue')
    const wish = { elderName: '王奶奶', proxyName: '小芳', relation: 'child' as const, phone: daughter.phone, scopes }
    const soon = new Date(clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    const { id } = await elder.call('inviteProxy', { body: { ...wish, until: soon, textVersion: text.version }, idempotencyKey: key() })
    await daughter.call('acceptProxy', { params: { proxyId: id }, body: { textVersion: text.version } })
    // What the two are told about it goes first, each to their own.
    await work()
    await withoutPhone(elder)
    const before = (await notices(daughter.phone)).length
    return { elder, daughter, proxyId: id, more: async () => (await notices(daughter.phone)).length - before }
  }
  const proxies = () => app.db.collection<{ _id: string; consents: { textVersion: string }[] }>('proxies')

  test('is told through whom they let see their messages', async () => {
    const { elder, more } = await letting(['messages'])
    await sent(elder)
    await work()
    expect(await more()).toBe(1)
  })

  test('and through nobody else: not without that matter, not under the text of before, not when it was taken back', async () => {
    const gifts = await letting(['gifts'])
    const before = await letting(['messages'])
    await proxies().updateOne({ _id: before.proxyId }, { $set: { 'consents.1.textVersion': '2026-11' } })
    const ended = await letting(['messages'])
    await ended.daughter.call('withdrawProxy', { params: { proxyId: ended.proxyId } })
    for (const { elder } of [gifts, before, ended]) await sent(elder)
    await work()
    for (const { more } of [gifts, before, ended]) expect(await more()).toBe(0)
  })
})
