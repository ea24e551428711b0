import type { OutboxEntry } from '../src/platform/events/outbox.ts'
import type { TestApp } from './app.ts'

/** Carries what policies and calls for help wrote to whoever handles it, as the relay does, of an app that runs none; again it changes nothing. */
export async function deliver({ app, db }: TestApp): Promise<void> {
  const handlers = [...app.policy.handlers, ...app.help.handlers, ...app.message.handlers]
  for (const name of [...app.policy.outboxCollections, ...app.help.outboxCollections]) {
    const documents = await db
      .collection<{ _id: string; outbox: OutboxEntry[] }>(name)
      .find({ 'outbox.0': { $exists: true } })
      .toArray()
    for (const entry of documents.flatMap(({ outbox }) => outbox))
      for (const handler of handlers) if (handler.types.includes(entry.type)) await handler.handle(entry)
  }
}
