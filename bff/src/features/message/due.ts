import { type EventHandler, type OutboxEntry, outboxEntry } from '../../platform/events/outbox.ts'
import type { NewMessage, Send } from './domain.ts'

const MESSAGE_DUE = 'message.due'

/**
 * A message kept by the very write whose news it is: nobody's right to be told is lost with a process that ends in between.
 * Its text lies beside what it is about, unsealed, so it must name neither a person nor what someone gets.
 */
export function dueEntry({ urgency, ...message }: NewMessage, at: Date): OutboxEntry {
  return outboxEntry(MESSAGE_DUE, at, { ...message, ...(urgency === undefined ? {} : { urgency }) })
}

/** To whom a message really goes, and in which words: what is about a child is told to who speaks for them. */
export type AudienceOf = (message: NewMessage) => Promise<readonly NewMessage[]>

/** Sends what became due; one key is one message, however often it comes. */
export const createDueHandler = (send: Send, audienceOf: AudienceOf): EventHandler => ({
  name: 'messages-due',
  types: [MESSAGE_DUE],
  async handle({ payload }) {
    for (const message of await audienceOf(payload as unknown as NewMessage)) await send(message)
  },
})
