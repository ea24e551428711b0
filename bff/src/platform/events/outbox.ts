import { newId } from '../crypto/id.ts'

/** A domain event, written inside the document whose change it tells. */
export interface OutboxEntry {
  id: string
  type: string
  at: Date
  payload: Record<string, string | number | null | readonly string[]>
  /** What the event is about, where that is more than its document: events about one thing keep their order. */
  of?: string
}

export function outboxEntry(type: string, at: Date, payload: OutboxEntry['payload'], of?: string): OutboxEntry {
  return { id: newId('evt'), type, at, payload, ...(of === undefined ? {} : { of }) }
}

/** A reaction to events; must be harmless when the same event comes again. */
export interface EventHandler {
  name: string
  types: readonly string[]
  handle(entry: OutboxEntry): Promise<void>
}
