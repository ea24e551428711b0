import * as z from 'zod'
import { id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { messageKind } from './inbox.ts'
import { furtherChannel } from './settings.ts'

/** `p0` safety, at any hour; `p1` must be read today; `p2` should arrive; `p3` good to know. */
export const urgency = z.enum(['p0', 'p1', 'p2', 'p3'])
export type Urgency = z.output<typeof urgency>

/**
 * One message on one further way. `queued`: waits for its time or its next try. `sent`: the provider took it.
 * `delivered`: the provider says it arrived. `failed`: the provider says it never will. `expired`: nobody said anything in time.
 * `dead`: given up after all tries; someone must look. `dropped`: no longer needed, because it was read or taken back.
 */
export const dispatchState = z.enum(['queued', 'sent', 'delivered', 'failed', 'expired', 'dead', 'dropped'])
export type DispatchState = z.output<typeof dispatchState>

export const messageDispatch = z.strictObject({
  id,
  /** Whose it is, without saying who: the desk looks into a way, not into a person. */
  readerMasked: z.string(),
  kind: messageKind,
  urgency,
  channel: furtherChannel,
  state: dispatchState,
  /** `refund.sms` of version 1. */
  templateName: z.string(),
  templateVersion: z.number().int().min(1),
  attempts: z.number().int().min(0),
  /** The provider's own word for what went wrong; null when nothing did. */
  faultCode: z.string().nullable(),
  /** What that means, in Chinese. */
  faultWords: z.string().nullable(),
  createdAt: instant,
  /** When it is tried or looked at next; null when it has ended. */
  nextAt: instant.nullable(),
  sentAt: instant.nullable(),
  endedAt: instant.nullable(),
  mayResend: z.boolean(),
})
export type MessageDispatch = z.output<typeof messageDispatch>

const count = z.number().int().min(0)

export const messageTemplate = z.strictObject({
  name: z.string(),
  version: z.number().int().min(1),
  kind: messageKind,
  channel: furtherChannel,
  /** The text with its placeholders in braces. */
  text: z.string(),
  /** Parts a text message of the greatest length takes; null for other ways. */
  mostParts: z.number().int().min(1).nullable(),
  /** `one_time` is used up by one message. */
  sort: z.enum(['one_time', 'long_term']).nullable(),
  /** Whether the provider's number of it is set; without it this way is left out. */
  ready: z.boolean(),
})
export type MessageTemplate = z.output<typeof messageTemplate>

const tag = '消息发送'

export const dispatchContract = {
  listMessageDispatches: operation({
    method: 'GET',
    path: '/api/v1/admin/message-dispatches',
    summary: '发出去的消息，新的在前',
    tag,
    audience: 'staff',
    query: z.strictObject({
      ...pageQuery,
      kind: messageKind.optional(),
      channel: furtherChannel.optional(),
      state: dispatchState.optional(),
    }),
    status: 200,
    response: json(page(messageDispatch)),
    errors: ['forbidden', 'invalid_input'],
    idempotency: 'natural',
  }),
  sumMessageDispatches: operation({
    method: 'GET',
    path: '/api/v1/admin/message-dispatches/summary',
    summary: '近七天各类消息的发送结果',
    tag,
    audience: 'staff',
    status: 200,
    response: json(
      z.strictObject({
        since: instant,
        rows: z.array(
          z.strictObject({
            kind: messageKind,
            channel: furtherChannel,
            queued: count,
            sent: count,
            delivered: count,
            failed: count,
            expired: count,
            dead: count,
            dropped: count,
          }),
        ),
      }),
    ),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  resendMessageDispatch: operation({
    method: 'POST',
    path: '/api/v1/admin/message-dispatches/:dispatchId/resendings',
    summary: '再发一次没有送到的消息',
    tag,
    audience: 'staff',
    params: z.strictObject({ dispatchId: id }),
    body: json(z.strictObject({ reason: z.string().trim().min(2, '请写明为什么再发').max(200, '最多 200 个字') })),
    status: 200,
    response: json(messageDispatch),
    errors: ['forbidden', 'not_found', 'wrong_state', 'invalid_input'],
    idempotency: 'key',
  }),
  listMessageTemplates: operation({
    method: 'GET',
    path: '/api/v1/admin/message-templates',
    summary: '消息模板',
    tag,
    audience: 'staff',
    status: 200,
    response: json(z.strictObject({ items: z.array(messageTemplate) })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
}
