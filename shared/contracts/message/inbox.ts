import * as z from 'zod'
import { id, instant, json, operation, page, pageQuery } from '../operation.ts'

/**
 * What a message is about; decides its picture and which further ways it goes (WeChat, SMS, voice).
 * `thanks`: a charity's letter. `progress`: news of a project one gave to. `refund`: where one's money is.
 * `monthly_gift`, `team`: one's own pledge or team. `help`: a call for help. `receipt`, `notice`: the rest. `desk`: work of
 * staff, read in the panel.
 */
export const messageKind = z.enum(['thanks', 'progress', 'refund', 'receipt', 'monthly_gift', 'team', 'help', 'notice', 'desk'])

export type MessageKind = z.output<typeof messageKind>

export const message = z.strictObject({
  id,
  kind: messageKind,
  title: z.string(),
  /** Plain text; paragraphs are lines. */
  body: z.string(),
  /** A page of the mini-program, or of the panel for staff, that goes with it; null when there is nothing more to see. */
  link: z.string().nullable(),
  createdAt: instant,
  /** Null while unread. */
  readAt: instant.nullable(),
})

export type Message = z.output<typeof message>

const unread = z.strictObject({
  /** Counted up to 100: beyond that it is `many`, whatever the number. */
  unreadCount: z.number().int().min(0).max(100),
})

export const tag = '消息'

/** Kinds that residents are told of and may have their wishes about. */
export const residentKinds = messageKind.exclude(['desk'])

export type ResidentKind = z.output<typeof residentKinds>

export const inboxContract = {
  listStaffMessages: operation({
    method: 'GET',
    path: '/api/v1/admin/messages',
    summary: '工作人员自己的消息，新的在前',
    tag,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(z.strictObject({ ...page(message).shape, ...unread.shape })),
    errors: [],
    idempotency: 'natural',
  }),
  countUnreadStaffMessages: operation({
    method: 'GET',
    path: '/api/v1/admin/messages/unread-count',
    summary: '工作人员有几条消息没有看',
    tag,
    audience: 'staff',
    status: 200,
    response: json(unread),
    errors: [],
    idempotency: 'natural',
  }),
  readStaffMessagesUpTo: operation({
    method: 'POST',
    path: '/api/v1/admin/messages/readings',
    summary: '工作人员把看到的消息全部标为已读（之后才来的不算）',
    tag,
    audience: 'staff',
    body: json(z.strictObject({ upTo: instant })),
    status: 200,
    response: json(unread),
    errors: ['invalid_input'],
    idempotency: 'natural',
  }),
  listMessages: operation({
    method: 'GET',
    path: '/api/v1/messages',
    summary: '我的消息，新的在前',
    tag,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(z.strictObject({ ...page(message).shape, ...unread.shape })),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'messages', deed: '看消息' },
  }),
  countUnreadMessages: operation({
    method: 'GET',
    path: '/api/v1/messages/unread-count',
    summary: '有几条消息没有看',
    tag,
    audience: 'session',
    status: 200,
    response: json(unread),
    errors: [],
    idempotency: 'natural',
  }),
  readMessage: operation({
    method: 'POST',
    path: '/api/v1/messages/:messageId/readings',
    summary: '打开一条消息：看过就算已读',
    tag,
    audience: 'session',
    params: z.strictObject({ messageId: id }),
    status: 200,
    response: json(message),
    errors: ['not_found'],
    idempotency: 'natural',
    actingFor: { scope: 'messages', deed: '打开一条消息' },
  }),
  readMessagesUpTo: operation({
    method: 'POST',
    path: '/api/v1/messages/readings',
    summary: '把看到的消息全部标为已读（之后才来的不算）',
    tag,
    audience: 'session',
    body: json(z.strictObject({ upTo: instant })),
    status: 200,
    response: json(unread),
    errors: ['invalid_input'],
    idempotency: 'natural',
    actingFor: { scope: 'messages', deed: '把消息标为已读' },
  }),
}
