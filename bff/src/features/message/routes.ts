import { messageContract as contract } from '@minsheng/shared/contracts/message'
import type { Clock } from '@minsheng/shared/units/clock'
import { decodeCursor, toPage } from '../../platform/db/cursor.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { mayReadMessages, ownsMessage, visitorOf } from './access.ts'
import { presentMessage } from './present.ts'
import type { MessageStore } from './store.ts'

export function messageRoutes({ messages, clock }: { messages: MessageStore; clock: Clock }): Route[] {
  return [
    route({
      operation: contract.listMessages,
      load: visitorOf,
      allow: mayReadMessages,
      audit: { none: "reading one's own messages" },
      run: async ({ query }, { ownerIds }) => {
        const [rows, unreadCount] = await Promise.all([
          messages.list(ownerIds, decodeCursor(query.cursor), query.limit),
          messages.countUnread(ownerIds),
        ])
        const page = toPage(rows, query.limit)
        return { items: page.rows.map(presentMessage), nextCursor: page.nextCursor, unreadCount }
      },
    }),
    route({
      operation: contract.countUnreadMessages,
      load: visitorOf,
      allow: mayReadMessages,
      audit: { none: "reading one's own messages" },
      run: async (_, { ownerIds }) => ({ unreadCount: await messages.countUnread(ownerIds) }),
    }),
    route({
      operation: contract.readMessage,
      load: ({ params }) => messages.message(params.messageId),
      allow: ownsMessage,
      audit: { none: "reading one's own messages" },
      run: async (_, message) =>
        presentMessage((await messages.markRead(message._id, clock.now())) ?? (await messages.message(message._id)) ?? message),
    }),
    route({
      operation: contract.readMessagesUpTo,
      load: visitorOf,
      allow: mayReadMessages,
      audit: { none: "reading one's own messages" },
      run: async ({ body }, { ownerIds }) => {
        await messages.markReadUpTo(ownerIds, new Date(body.upTo), clock.now())
        return { unreadCount: await messages.countUnread(ownerIds) }
      },
    }),
  ]
}
