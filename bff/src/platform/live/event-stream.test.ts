import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEventStream } from './event-stream.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

test('events as the standard writes them, a beat between, and an end when its time is over', async () => {
  const { content, send, onEnd } = createEventStream(20_000)
  const done = vi.fn()
  onEnd(done)
  const read = textOf(content)
  send('open', '{}')
  vi.advanceTimersByTime(15_000)
  send('call', '{"id":"hlp_1"}')
  vi.advanceTimersByTime(5_000)
  // Over: nothing is written any more, and nothing breaks by it.
  send('call', '{"id":"hlp_2"}')
  expect(await read).toBe('event: open\ndata: {}\n\n: beat\n\nevent: call\ndata: {"id":"hlp_1"}\n\n')
  expect(done).toHaveBeenCalledTimes(1)
})

test('whoever does not read is let go, and holds no memory', async () => {
  const { content, send, onEnd } = createEventStream(600_000)
  const gone = new Promise<void>((resolve) => onEnd(resolve))
  for (let n = 0; n < 10_000 && !content.destroyed; n += 1) send('call', 'x'.repeat(100))
  await gone
  expect(content.destroyed).toBe(true)
})
