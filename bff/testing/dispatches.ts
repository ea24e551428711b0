import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import type { DispatchDocument } from '../src/features/message/dispatch/store.ts'
import type { NewMessage } from '../src/features/message/index.ts'
import { guestH5, guestWeapp, key, type SignedIn } from './actors.ts'
import { clientOf, heldClock, startTestApp, type TestApp } from './app.ts'
import { ownStandIns } from './own-stand-ins.ts'

const MINUTE_MS = 60_000
export const REFUND_CARD = 'refund-0000000000000000000000000000000001'

export async function ask(url: string, body?: object): Promise<unknown> {
  const init = body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  const text = await (await fetch(url, init)).text()
  return text === '' ? undefined : JSON.parse(text)
}

/**
 * One app for a file of tests, with a clock that stands still and phones, text messages, calls and WeChat of its own, which
 * begin anew with each test. What is to be sent goes when the test says so.
 */
export function dispatches() {
  const clock = heldClock()
  let outside: Awaited<ReturnType<typeof ownStandIns>>
  let app: TestApp
  let sequence = 0
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
  beforeEach(async () => {
    const { sms, voice, wechat } = outside.urls
    for (const base of [sms, voice, wechat]) await ask(`${base}/_control/reset`, {})
  })

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
  const work = async () => {
    for (const job of app.app.message.jobs) await job.run(new AbortController().signal)
  }

  return {
    clock,
    app: () => app,
    outside: () => outside,
    resident,
    residentInWechat,
    /** The text messages a phone got, but for codes to sign in. */
    notices: async (phone: string) => (await texts(phone)).filter(({ outId }) => outId !== undefined),
    /** A message to someone, who has to be told of it. */
    async sent(to: SignedIn, change: Partial<NewMessage> = {}): Promise<string> {
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
    },
    work,
    async later(minutes: number) {
      clock.advance(minutes * MINUTE_MS)
      await work()
    },
    /** How each way of telling someone stands: the quietest first. */
    async rows(to: SignedIn) {
      const found = await app.db
        .collection<DispatchDocument>('message_dispatches')
        .find({ to: to.accountId })
        .sort({ createdAt: 1, _id: 1 })
        .toArray()
      const order = ['subscribe', 'sms', 'voice']
      return found
        .sort((a, b) => order.indexOf(a.channel) - order.indexOf(b.channel))
        .map(({ channel, state, faultCode }) => [channel, state, faultCode])
    },
  }
}
