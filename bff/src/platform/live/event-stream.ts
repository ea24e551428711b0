import { PassThrough } from 'node:stream'

const HEARTBEAT_MS = 15_000

export interface EventStream {
  content: PassThrough
  /** @param data of one line */
  send(event: string, data: string): void
  /** Called once when the reader is gone, or the time is over. */
  onEnd(done: () => void): void
}

/**
 * Server-sent events, read by fetch with the bearer token. Ends by itself, so that whoever reads comes again with a fresh
 * token and only as far as they still may.
 * @remarks WHATWG HTML, 9.2 Server-sent events
 */
export function createEventStream(mostMs: number): EventStream {
  const content = new PassThrough()
  const beat = setInterval(() => content.write(': beat\n\n'), HEARTBEAT_MS)
  const over = setTimeout(() => content.end(), mostMs)
  const ends: (() => void)[] = []
  content.once('close', () => {
    clearInterval(beat)
    clearTimeout(over)
    for (const done of ends.splice(0)) done()
  })
  return {
    content,
    send: (event, data) => void content.write(`event: ${event}\ndata: ${data}\n\n`),
    onEnd: (done) => void ends.push(done),
  }
}
