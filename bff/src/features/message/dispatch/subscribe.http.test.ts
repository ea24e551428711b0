import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { guestH5, key } from '../../../../testing/actors.ts'
import { ask, dispatches, REFUND_CARD } from '../../../../testing/dispatches.ts'

const { clock, app, outside, residentInWechat, notices, sent, work, rows } = dispatches()
const cards = async (openid: string) =>
  (
    (await ask(`${outside().urls.wechat}/_control/subscribe-messages`)) as { messages: { openid: string; msgid: string }[] }
  ).messages.filter((card) => card.openid === openid)

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
    await ask(`${outside().urls.wechat}/_control/forget-subscriptions`, {})
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
    await ask(`${outside().urls.wechat}/_control/behaviour`, { api: 'error_500' })
    await sent(who)
    await work()
    await ask(`${outside().urls.wechat}/_control/behaviour`, { api: 'normal' })
    expect(await rows(who)).toEqual([
      ['subscribe', 'expired', 'no_answer'],
      ['sms', 'sent', null],
    ])
    expect([await cards(who.openid), await who.left()]).toEqual([[], 1])
  })

  test('its signed event says delivered, once; an unsigned one is refused', async () => {
    const who = await residentInWechat(1)
    const { WECHAT_PUSH_TOKEN: token } = outside().environment as Record<string, string>
    await ask(`${outside().urls.wechat}/_control/push-token`, { token })
    await ask(`${outside().urls.wechat}/_control/reports`, { url: `${app().url}/api/v1/wechat-events`, receipt: 'doubled' })
    await sent(who)
    await work()
    await expect.poll(() => rows(who)).toEqual([['subscribe', 'delivered', null]])
    const [card] = await cards(who.openid)
    const event = { MsgType: 'event', Event: 'subscribe_msg_sent_event', List: { MsgID: card?.msgid, ErrorCode: '1' } }
    expect(await ask(`${app().url}/api/v1/wechat-events?signature=${'0'.repeat(40)}&timestamp=1&nonce=1`, event)).toMatchObject({
      code: 'notice_rejected',
    })
    expect(await rows(who)).toEqual([['subscribe', 'delivered', null]])
  })

  test('its event is not lost where it comes before WeChat has answered us', async () => {
    const who = await residentInWechat(1)
    const { WECHAT_PUSH_TOKEN: token } = outside().environment as Record<string, string>
    await ask(`${outside().urls.wechat}/_control/push-token`, { token })
    await ask(`${outside().urls.wechat}/_control/reports`, { url: `${app().url}/api/v1/wechat-events`, receipt: 'early' })
    await sent(who)
    await work()
    expect(await rows(who)).toEqual([['subscribe', 'delivered', null]])
  })

  test('the door for its events opens when WeChat asks with a signature, and to nobody else', async () => {
    const { WECHAT_PUSH_TOKEN: token = '' } = outside().environment as Record<string, string>
    const [timestamp, nonce] = [String(Math.floor(clock.now().getTime() / 1_000)), '1234567']
    const right = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
    const asked = async (signature: string) => {
      const query = new URLSearchParams({ signature, timestamp, nonce, echostr: '5838479218127813673' })
      const answer = await fetch(`${app().url}/api/v1/wechat-events?${query}`)
      return [answer.status, answer.headers.get('content-type'), await answer.text()]
    }
    expect(await asked(right)).toEqual([200, 'text/plain; charset=utf-8', '5838479218127813673'])
    // As many characters as a signature has, but more bytes.
    for (const wrong of ['0'.repeat(40), 'é'.repeat(40), '', right.slice(1)])
      expect(await asked(wrong)).toEqual([
        401,
        expect.stringContaining('application/problem+json'),
        expect.stringContaining('notice_rejected'),
      ])
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
    const elsewhere = await guestH5(app())
    expect((await elsewhere.call('getSubscriptionPrompt', { params: { moment: 'settings' } })).templates).toEqual([])
    await expect(elsewhere.call('answerSubscriptionPrompt', { body, idempotencyKey: key() })).rejects.toMatchObject({ code: 'wrong_state' })
  })
})
