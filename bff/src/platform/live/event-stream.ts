import { PassThrough } from 'node:stream'

const HEARTBEAT_MS = 15_000
/** Whoever reads slower than this much behind is let go, and reads anew when they come again. */
const MOST_WAITING_BYTES = 64 * 1_024

export interface EventStream {
  content: PassThrough
  /** Nothing once it is over. @param data of one line */
  send(event: string, data: string): void
  end(): void
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
  function write(text: string): void {
    if (content.writableEnded || content.destroyed) return
    if (content.writableLength + content.readableLength > MOST_WAITING_BYTES) content.destroy()
    else content.write(text)
  }
  const beat = setInterval(() => write(': beat\n\n'), HEARTBEAT_MS)
  const end = () => void content.end()
  const over = setTimeout(end, mostMs)
  const ends: (() => void)[] = []
  content.once('close', () => {
    clearInterval(beat)
    clearTimeout(over)
    for (const done of ends.splice(0)) done()
  })
  return {
    content,
    send: (event, data) => write(`event: ${event}\ndata: ${data}\n\n`),
    end,
    onEnd: (done) => void ends.push(done),
  }
}
