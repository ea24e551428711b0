import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Line } from './line.ts'
import { createLiveSockets } from './sockets.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const end of undo.splice(0)) end()
})

/** A server of sockets that knows one ticket. */
async function setUp({ mostMs = 60_000, greetingMs = 60_000 } = {}) {
  const lines: Line[] = []
  const sockets = createLiveSockets({
    admit(ticket, line) {
      if (ticket !== 'good') return false
      lines.push(line)
      return true
    },
    mostMs,
    greetingMs,
  })
  const server = createServer().on('upgrade', sockets.upgrade)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  undo.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const base = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  function connect(path = '/api/v1/live', greeting: string | null = '{"ticket":"good"}') {
    const socket = new WebSocket(`${base}${path}`)
    undo.push(() => socket.terminate())
    const heard: string[] = []
    socket.on('message', (text) => heard.push(String(text)))
    socket.on('error', () => undefined)
    if (greeting !== null) socket.on('open', () => socket.send(greeting))
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    const refused = new Promise<number>((resolve) => socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0)))
    return { socket, heard, closed, refused }
  }
  return { lines, connect }
}

test('what is sent arrives in its order, and the line ends when its time is over', async () => {
  const { lines, connect } = await setUp({ mostMs: 400 })
  const phone = connect()
  await expect.poll(() => lines.length).toBe(1)
  for (let rev = 1; rev <= 100; rev += 1) lines[0]?.send('call', JSON.stringify({ id: 'hlp_1', rev }))
  expect(await phone.closed).toBe(1000)
  const revs = phone.heard.map((text) => (JSON.parse(text) as { event: string; data: { rev: number } }).data.rev)
  expect(revs).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  // Over: nothing is written any more, and nothing breaks by it.
  lines[0]?.send('call', '{}')
})

test.each(['{"ticket":"bad"}', '{"token":"good"}', '{', '7', 'null', `{"ticket":["good"]}`])(
  'whoever greets with %s is let go, and told that a ticket is wanted',
  async (greeting) => {
    const { lines, connect } = await setUp()
    expect(await connect(undefined, greeting).closed).toBe(4401)
    expect(lines).toEqual([])
  },
)

test('whoever says nothing, or far too much, is let go', async () => {
  const { lines, connect } = await setUp({ greetingMs: 100 })
  expect(await connect(undefined, null).closed).toBe(1006)
  expect(await connect(undefined, `{"ticket":"${'x'.repeat(5_000)}"}`).closed).toBe(1009)
  expect(lines).toEqual([])
})

test.each(['/api/v1/live?ticket=good', '/api/v1/other', '/'])('there is nothing to connect to at %s', async (path) => {
  const { connect } = await setUp()
  expect(await connect(path).refused).toBe(404)
})

test('whoever does not read is cut off, holds no memory, and holds up nobody', async () => {
  const { lines, connect } = await setUp()
  const slow = connect()
  await expect.poll(() => lines.length).toBe(1)
  const quick = connect()
  await expect.poll(() => lines.length).toBe(2)
  let gone = false
  lines[0]?.onEnd(() => {
    gone = true
  })
  slow.socket.pause()
  const data = JSON.stringify({ filling: 'x'.repeat(16_000) })
  for (let n = 0; n < 4_000 && !gone; n += 1) {
    lines[0]?.send('call', data)
    if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await expect.poll(() => gone).toBe(true)
  lines[1]?.send('call', '{"id":"hlp_2"}')
  await expect.poll(() => quick.heard).toEqual(['{"event":"call","data":{"id":"hlp_2"}}'])
})
