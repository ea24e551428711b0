import * as z from 'zod'
import { json, operation } from '../operation.ts'
import { residentKinds, tag } from './inbox.ts'

/** Ways beyond the mini-program's own list: a WeChat subscribe message, a text message, a call that reads it out. */
export const furtherChannel = z.enum(['subscribe', 'sms', 'voice'])
export type FurtherChannel = z.output<typeof furtherChannel>

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '请按 22:00 这样填写时间')

/** Clock times in Asia/Shanghai; `from` after `to` goes over midnight. */
export const quietHours = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: '开始和结束不能是同一个时间' })
export type QuietHours = z.output<typeof quietHours>

const wish = z.strictObject({
  kind: residentKinds,
  /** What this person wants for the kind, of what there is for it. */
  on: z.array(furtherChannel).max(3),
})

export const messageSettings = z.strictObject({
  /** Null: at any hour. Urgent matters of safety come at any hour whatever is set. */
  quietHours: quietHours.nullable(),
  /** `138****5678`; null: no text message or call can be sent. */
  phoneMasked: z.string().nullable(),
  /** Whether this person has come by WeChat, so that subscribe messages can reach them. */
  hasWechat: z.boolean(),
  wishes: z.array(
    z.strictObject({
      ...wish.shape,
      /** The further ways there are for this kind. */
      offered: z.array(furtherChannel),
    }),
  ),
})
export type MessageSettings = z.output<typeof messageSettings>

/** When a page may ask for subscribe messages: after something the person did, never on its own. */
export const promptMoment = z.enum(['gift_paid', 'refund_asked', 'monthly_started', 'team_started', 'settings'])
export type PromptMoment = z.output<typeof promptMoment>

const templateId = z.string().regex(/^[A-Za-z0-9_-]{20,64}$/, '模板编号格式不对')

export const settingsContract = {
  getMessageSettings: operation({
    method: 'GET',
    path: '/api/v1/message-settings',
    summary: '接收方式和免打扰时间',
    tag,
    audience: 'session',
    status: 200,
    response: json(messageSettings),
    errors: [],
    idempotency: 'natural',
  }),
  putMessageSettings: operation({
    method: 'PUT',
    path: '/api/v1/message-settings',
    summary: '修改接收方式和免打扰时间',
    tag,
    audience: 'session',
    body: json(z.strictObject({ quietHours: quietHours.nullable(), wishes: z.array(wish).max(20) })),
    status: 200,
    response: json(messageSettings),
    errors: ['invalid_input'],
    idempotency: 'natural',
  }),
  getSubscriptionPrompt: operation({
    method: 'GET',
    path: '/api/v1/subscription-prompts/:moment',
    summary: '现在可以请这个人订阅哪些微信消息（最多三种，没有就不要问）',
    tag,
    audience: 'session',
    params: z.strictObject({ moment: promptMoment }),
    status: 200,
    response: json(z.strictObject({ templates: z.array(z.strictObject({ templateId, title: z.string() })).max(3) })),
    errors: ['invalid_input'],
    idempotency: 'natural',
  }),
  answerSubscriptionPrompt: operation({
    method: 'POST',
    path: '/api/v1/subscription-answers',
    summary: '登记这个人对订阅消息的答复',
    tag,
    audience: 'session',
    body: json(
      z.strictObject({
        moment: promptMoment,
        answers: z
          .array(z.strictObject({ templateId, answer: z.enum(['accept', 'reject', 'ban', 'filter']) }))
          .min(1)
          .max(3),
      }),
    ),
    status: 200,
    response: json(z.strictObject({ accepted: z.number().int().min(0).max(3) })),
    errors: ['invalid_input', 'wrong_state'],
    idempotency: 'key',
  }),
}
