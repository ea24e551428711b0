import * as z from 'zod'
import { openJournal } from '../server/journal.ts'

/** One text message as the phone shows it. */
export const smsMessage = z.object({
  id: z.string(),
  phone: z.string(),
  text: z.string(),
  templateCode: z.string(),
  /** Parameters as sent, so that a test need not read the text. */
  parameters: z.record(z.string(), z.string()),
  receivedAt: z.iso.datetime(),
  /** The sender's own number of it. */
  outId: z.string().optional(),
  /** What becomes of it, and when; absent in messages from before. */
  fate: z.object({ code: z.string(), at: z.iso.datetime() }).optional(),
})
export type SmsMessage = z.output<typeof smsMessage>

/** The messages that arrived, oldest first. */
export function createInbox(dataDir: string | undefined) {
  const journal = openJournal(dataDir, 'sms', smsMessage)
  const messages: SmsMessage[] = [...journal.replayed]
  return {
    receive(message: SmsMessage): void {
      messages.push(message)
      journal.append(message)
    },
    list(phone?: string): SmsMessage[] {
      return phone === undefined ? [...messages] : messages.filter((message) => message.phone === phone)
    },
    clear(): void {
      messages.length = 0
      journal.clear()
    },
  }
}
export type SmsInbox = ReturnType<typeof createInbox>
