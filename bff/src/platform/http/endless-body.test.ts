import { connect } from 'node:net'
import { json, operation } from '@minsheng/shared/contracts/operation'
import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { startHttpServer, type TestServer } from '../../../testing/http-server.ts'
import { nothing, route } from './route.ts'

const text = json(z.strictObject({ text: z.string() }))
const echo = operation({
  method: 'POST',
  path: '/api/v1/echo',
  summary: '测试',
  tag: '测试',
  audience: 'public',
  body: text,
  status: 200,
  response: text,
  errors: [],
  idempotency: 'natural',
})
const echoRoute = route({ operation: echo, load: nothing, allow: () => true, audit: { none: 'a test' }, run: ({ body }) => body })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})
async function started(): Promise<TestServer> {
  server = await startHttpServer([echoRoute])
  return server
}

describe('a body that never ends', () => {
  /** Sends raw bytes, then goes on pushing chunks until the other side is done; gives back all that was answered. */
  function push(url: string, head: string, chunk: Buffer): Promise<{ answer: string; ms: number }> {
    const { hostname, port } = new URL(url)
    const began = Date.now()
    return new Promise((resolve) => {
      let answer = ''
      const socket = connect(Number(port), hostname, () => {
        socket.write(head)
        const timer = setInterval(() => socket.write(chunk), 1)
        socket.on('close', () => {
          clearInterval(timer)
          resolve({ answer, ms: Date.now() - began })
        })
      })
      socket.on('data', (data: Buffer) => {
        answer += data.toString('utf8')
      })
      socket.on('error', () => undefined)
    })
  }
  const head = (length: string) => `POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${length}\r\n\r\n`
  const bytes = Buffer.alloc(16 * 1024, 0x20)
  const chunk = Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])

  test.each([
    ['declared by its length', head('Content-Length: 9999999999'), bytes],
    ['streamed in chunks', head('Transfer-Encoding: chunked'), chunk],
  ])('%s is answered 413 and cut off', async (_, start, piece) => {
    const { url } = await started()
    const { answer, ms } = await push(url, start, piece)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('"code":"body_too_large"')
    expect(answer).toMatch(/connection: close/i)
    expect(ms).toBeLessThan(5_000)
  })

  test('just at the limit is read', async () => {
    const { url } = await started()
    const words = 'x'.repeat(128 * 1024 - '{"text":""}'.length)
    const response = await fetch(`${url}/api/v1/echo`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: words }),
    })
    expect(response.status).toBe(200)
    const over = await fetch(`${url}/api/v1/echo`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: `${words}x` }),
    })
    expect(over.status).toBe(413)
  })
})
