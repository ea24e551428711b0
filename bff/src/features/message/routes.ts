import { messageContract as contract } from '@minsheng/shared/contracts/message'
import type { Clock } from '@minsheng/shared/units/clock'
import { decodeCursor, toPage } from '../../platform/db/cursor.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { mayReadMessages, mayReadStaffMessages, ownsMessage, staffOf, visitorOf } from './access.ts'
import { presentMessage } from './present.ts'
import type { MessageStore } from './store.ts'

export function messageRoutes({ messages, clock }: { messages: MessageStore; clock: Clock }): Route[] {
  async function inbox(owners: readonly string[], query: { cursor?: string | undefined; limit: number }) {
    const [rows, unreadCount] = await Promise.all([
      messages.list(owners, decodeCursor(query.cursor), query.limit),
      messages.countUnread(owners),
    ])
    const page = toPage(rows, query.limit)
    return { items: page.rows.map(presentMessage), nextCursor: page.nextCursor, unreadCount }
  }
  async function readUpTo(owners: readonly string[], upTo: string) {
    await messages.markReadUpTo(owners, new Date(upTo), clock.now())
    return { unreadCount: await messages.countUnread(owners) }
  }

  return [
    route({
      operation: contract.listStaffMessages,
      load: staffOf,
      allow: mayReadStaffMessages,
      audit: { none: "reading one's own messages" },
      run: ({ query }, { accountId }) => inbox([accountId], query),
    }),
    route({
      operation: contract.countUnreadStaffMessages,
      load: staffOf,
      allow: mayReadStaffMessages,
      audit: { none: "reading one's own messages" },
      run: async (_, { accountId }) => ({ unreadCount: await messages.countUnread([accountId]) }),
    }),
    route({
      operation: contract.readStaffMessagesUpTo,
      load: staffOf,
      allow: mayReadStaffMessages,
      audit: { none: "reading one's own messages" },
      run: ({ body }, { accountId }) => readUpTo([accountId], body.upTo),
    }),
    route({
      operation: contract.listMessages,
      load: visitorOf,
      allow: mayReadMessages,
      audit: { none: "reading one's own messages" },
      run: ({ query }, { ownerIds }) => inbox(ownerIds, query),
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
      run: ({ body }, { ownerIds }) => readUpTo(ownerIds, body.upTo),
    }),
  ]
}
