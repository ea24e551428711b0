import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../platform/crypto/id.ts'
import type { Database } from '../../platform/db/index.ts'
import { messageFault, type NewMessage } from './domain.ts'
import { messageHolding } from './holding.ts'
import { messageRoutes } from './routes.ts'
import { createMessageStore } from './store.ts'

/** Sends a message; the same key again sends nothing. */
export type Send = (message: NewMessage) => Promise<void>

/** 消息: one way for every feature to tell a person something; further ways (WeChat, SMS, voice) come behind the same `send`. */
export function createMessage({ db, clock }: { db: Database; clock: Clock }) {
  const messages = createMessageStore(db)
  const send: Send = async (message) => {
    const fault = messageFault(message)
    if (fault) throw new Error(`message ${message.id}: ${fault}`)
    const { id, to, kind, title, body, link } = message
    await messages.insert({ _id: derivedId('msg', id), key: id, to, kind, title, body, link, createdAt: clock.now(), readAt: null })
  }
  return { prepare: messages.prepare, routes: messageRoutes({ messages, clock }), send, holding: messageHolding(messages) }
}
