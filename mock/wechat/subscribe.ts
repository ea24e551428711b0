import { createHash, randomBytes, randomInt } from 'node:crypto'
import Router from '@koa/router'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { parseJson, readBody } from '../server/body.ts'
import { controlled } from '../server/controlled.ts'
import { createReports } from '../server/reports.ts'
import { failure, type WechatFailure } from './answers.ts'

const KEYS = ['thing1', 'time2', 'thing3']
const MOST: Record<string, number> = { thing: 20, time: 30 }
/** The account's templates: one-time ones are used up by one message, the long-term one is not. */
const TEMPLATES = new Map<string, 'one_time' | 'long_term'>([
  ['refund-0000000000000000000000000000000001', 'one_time'],
  ['receipt-000000000000000000000000000000002', 'one_time'],
  ['thanks-0000000000000000000000000000000003', 'one_time'],
  ['progress-00000000000000000000000000000004', 'one_time'],
  ['monthly-000000000000000000000000000000005', 'one_time'],
  ['team-000000000000000000000000000000000006', 'one_time'],
  ['notice-0000000000000000000000000000000007', 'long_term'],
  ['help-000000000000000000000000000000000008', 'long_term'],
])

const message = z.object({
  touser: z.string().min(1),
  template_id: z.string(),
  page: z.string().optional(),
  data: z.record(z.string(), z.object({ value: z.string() })),
})
const asked = z.strictObject({
  openid: z.string(),
  templateIds: z.array(z.string()).min(1).max(10),
  answer: z.enum(['accept', 'reject']).default('accept'),
})
const push = z.strictObject({ token: z.string().min(3) })

interface SubscribeMessage {
  msgid: string
  openid: string
  templateId: string
  page: string
  values: Record<string, string>
  sentAt: string
}

/** wx.requestSubscribeMessage as WeChat's client keeps it, subscribeMessage.send, and the event that tells its result. */
export function createSubscriptions(clock: Clock) {
  const accepts = new Map<string, number>()
  const sent: SubscribeMessage[] = []
  const reports = createReports()
  let token = ''
  const router = new Router({ prefix: '/_control' })
  const keyOf = (openid: string, templateId: string) => `${openid}|${templateId}`

  router.post('/push-token', async (ctx) => {
    const parsed = push.safeParse(parseJson(await readBody(ctx.req)))
    if (parsed.success) token = parsed.data.token
    else ctx.status = 400
    ctx.body = {}
  })
  // What a tap in WeChat's own dialogue does.
  controlled(router, '/subscriptions', asked, ({ openid, templateIds, answer }) => {
    const sorts = new Set(templateIds.map((id) => TEMPLATES.get(id)))
    if (templateIds.length > 3) return { errCode: 20003, errMsg: 'requestSubscribeMessage:fail template count out of max bounds' }
    if (sorts.has(undefined)) return { errCode: 20001, errMsg: 'requestSubscribeMessage:fail No template data return' }
    if (sorts.size > 1) return { errCode: 20002, errMsg: 'requestSubscribeMessage:fail Templates type must be same' }
    for (const id of templateIds) if (answer === 'accept') accepts.set(keyOf(openid, id), (accepts.get(keyOf(openid, id)) ?? 0) + 1)
    return { errMsg: 'requestSubscribeMessage:ok', ...Object.fromEntries(templateIds.map((id) => [id, answer])) }
  })
  router.get('/subscribe-messages', (ctx) => {
    ctx.body = { messages: [...sent].reverse() }
  })
  router.post('/forget-subscriptions', (ctx) => {
    accepts.clear()
    ctx.status = 204
  })

  function announce({ msgid, openid, templateId }: SubscribeMessage, errorCode: string): Promise<void> {
    const [timestamp, nonce] = [String(Math.floor(clock.now().getTime() / 1000)), randomBytes(5).toString('hex')]
    const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
    return reports.announce(
      {
        ToUserName: 'gh_000000000000',
        FromUserName: openid,
        CreateTime: timestamp,
        MsgType: 'event',
        Event: 'subscribe_msg_sent_event',
        List: { TemplateId: templateId, MsgID: msgid, ErrorCode: errorCode, ErrorStatus: errorCode === '0' ? 'success' : 'system failed' },
      },
      `?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&openid=${openid}`,
    )
  }

  return {
    control: router,
    reports: reports.router,
    sent: () => [...sent].reverse(),
    reset(): void {
      accepts.clear()
      sent.length = 0
      reports.reset()
    },
    async send(input: unknown): Promise<{ errcode: 0; errmsg: 'ok'; msgid: string } | WechatFailure> {
      const parsed = message.safeParse(input)
      if (!parsed.success) return failure(47001)
      const { touser, template_id: templateId, page, data } = parsed.data
      if (!touser.startsWith('o')) return failure(40003)
      const sort = TEMPLATES.get(templateId)
      if (sort === undefined) return failure(40037)
      const fits = KEYS.every((key) => {
        const value = data[key]?.value ?? ''
        return value !== '' && [...value].length <= (MOST[key.replace(/\d/, '')] ?? 0)
      })
      if (!fits || Object.keys(data).length !== KEYS.length) return failure(47003)
      const left = accepts.get(keyOf(touser, templateId)) ?? 0
      if (left === 0) return failure(43101)
      if (sort === 'one_time') accepts.set(keyOf(touser, templateId), left - 1)
      const made = {
        msgid: `${clock.now().getTime()}${randomInt(100_000, 1_000_000)}`,
        openid: touser,
        templateId,
        page: page ?? '',
        values: Object.fromEntries(Object.entries(data).map(([key, { value }]) => [key, value])),
        sentAt: clock.now().toISOString(),
      }
      sent.push(made)
      await announce(made, reports.wanted().result ?? '0')
      return { errcode: 0, errmsg: 'ok', msgid: made.msgid }
    },
  }
}
