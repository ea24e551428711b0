import { PassThrough } from 'node:stream'
import { HEARTBEAT_MS, type Line, MOST_WAITING_BYTES } from './line.ts'

export interface EventStream extends Line {
  content: PassThrough
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
