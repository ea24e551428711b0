import type { MessageKind, Urgency } from '@minsheng/shared/contracts/message'

/** A message on its way to one person. */
export interface NewMessage {
  /** The business key: one key, one message, however often it is sent. */
  id: string
  /** The account it is for; a guest's messages follow when the guest signs in with a phone. */
  to: string
  kind: MessageKind
  title: string
  /** Plain text; paragraphs are lines. */
  body: string
  /** A page of the mini-program, or of the panel for `desk`, beginning with `/`; null when there is nothing more to see. */
  link: string | null
  /** When it presses more, or less, than its kind usually does. */
  urgency?: Urgency
}

/** Sends a message; the same key again sends nothing. */
export type Send = (message: NewMessage) => Promise<void>

export const MOST_TITLE = 60
export const MOST_BODY = 2_000

/** What is wrong with a message that is to be sent, for the developer who sends it; null when it may go. */
export function messageFault({ id, to, title, body, link }: NewMessage): string | null {
  if (id === '' || to === '') return 'a message needs its key and its reader'
  if (title.trim() === '' || title.length > MOST_TITLE) return `a title has 1 to ${MOST_TITLE} characters`
  if (body.trim() === '' || body.length > MOST_BODY) return `a body has 1 to ${MOST_BODY} characters`
  if (link !== null && !/^\/(?!\/)/.test(link)) return 'a link is a page of the mini-program'
  return null
}
