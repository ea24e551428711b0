import { Readable } from 'node:stream'
import { empty, file, json, operation } from '@minsheng/shared/contracts/operation'
import { AppError } from '@minsheng/shared/errors'
import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { startHttpServer, type TestServer } from '../../../testing/http-server.ts'
import { nothing, route } from './route.ts'

const common = { summary: '测试', tag: '测试', audience: 'session', errors: [], idempotency: 'natural' } as const
const readThing = operation({
  ...common,
  method: 'GET',
  path: '/api/v1/things',
  status: 200,
  response: json(z.strictObject({ name: z.string() })),
})
const download = operation({ ...common, method: 'GET', path: '/api/v1/file', status: 200, response: file('text/csv') })
const remove = operation({ ...common, method: 'DELETE', path: '/api/v1/things', status: 204, response: empty, idempotency: 'key' })
const echo = operation({
  ...common,
  method: 'POST',
  path: '/api/v1/echo',
  audience: 'public',
  body: json(z.strictObject({ text: z.string() })),
  status: 200,
  response: json(z.strictObject({ text: z.string() })),
})

const plain = { load: nothing, allow: () => true, audit: { none: 'a test' } }
const readRoute = route({ ...plain, operation: readThing, run: () => ({ name: '伞' }) })
const echoRoute = route({ ...plain, operation: echo, run: ({ body }) => body })

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})
async function started(...parameters: Parameters<typeof startHttpServer>): Promise<TestServer> {
  server = await startHttpServer(...parameters)
  return server
}

describe('what goes out', () => {
  test('an answer that breaks its contract is a fault of ours, told to the log and not to the client', async () => {
    const broken = JSON.parse('{"name":"伞","idNumber":"330102"}') as { name: string }
    const { url, logged } = await started([route({ ...plain, operation: readThing, run: () => broken })])
    const response = await fetch(`${url}/api/v1/things`)
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(JSON.parse(text)).toMatchObject({ code: 'internal' })
    expect(text).not.toContain('330102')
    expect(text).not.toContain('idNumber')
    expect(logged()).toContain('answer.idNumber')
    expect(logged()).not.toContain('330102')
  })

  test('an unexpected fault tells nothing of the inside', async () => {
    const { url, logged } = await started([
      route({
        ...plain,
        operation: readThing,
        run: () => {
          throw new Error('connection string mongodb://user:pass@db')
        },
      }),
    ])
    const response = await fetch(`${url}/api/v1/things`, { headers: { 'X-Request-Id': 'request-fault-1' } })
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).not.toContain('mongodb')
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', requestId: 'request-fault-1' })
    expect(logged()).toContain('request-fault-1')
  })

  test('a dependency that failed is answered 503 and its reason is logged', async () => {
    const { url, logged } = await started([
      route({
        ...plain,
        operation: readThing,
        run: () => {
          throw new AppError('upstream_unavailable', { retryAfterSeconds: 5, cause: new Error('wechat answered 502') })
        },
      }),
    ])
    const response = await fetch(`${url}/api/v1/things`)
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('5')
    expect(await response.text()).not.toContain('502')
    expect(logged()).toContain('wechat answered 502')
  })

  test('a file whose source breaks in the middle looks broken, and the connection does not hang', async () => {
    async function* half() {
      yield '捐赠编号，金额\r\n'.repeat(500)
      throw new Error('cursor lost')
    }
    const { url } = await started([route({ ...plain, operation: download, run: () => ({ content: Readable.from(half()) }) })])
    await expect(fetch(`${url}/api/v1/file`).then((response) => response.text())).rejects.toThrow()
  }, 5_000)

  test('a download given up by its reader ends its source', async () => {
    let ended = false
    async function* endless() {
      try {
        for (;;) yield 'x'.repeat(64 * 1024)
      } finally {
        ended = true
      }
    }
    const { url } = await started([route({ ...plain, operation: download, run: () => ({ content: Readable.from(endless()) }) })])
    const aborter = new AbortController()
    const response = await fetch(`${url}/api/v1/file`, { signal: aborter.signal })
    await response.body?.getReader().read()
    aborter.abort()
    await expect.poll(() => ended, { timeout: 5_000 }).toBe(true)
  })

  test('a keyed answer without a body is replayed without one', async () => {
    let runs = 0
    const { url } = await started([
      route({
        ...plain,
        operation: remove,
        run: () => {
          runs += 1
          return undefined
        },
      }),
    ])
    const again = () => fetch(`${url}/api/v1/things`, { method: 'DELETE', headers: { 'Idempotency-Key': 'key-of-removal' } })
    for (const replayed of [null, 'true']) {
      const response = await again()
      expect(response.status).toBe(204)
      expect(response.headers.get('Idempotency-Replayed')).toBe(replayed)
      expect(await response.text()).toBe('')
    }
    expect(runs).toBe(1)
  })
})

describe('what is declared', () => {
  test('an operation without a route, and a second route for one, stop the start', async () => {
    await expect(startHttpServer([readRoute, readRoute])).rejects.toThrow('GET /api/v1/things is not in the contracts')
    await expect(startHttpServer([readRoute], { unserved: echo })).rejects.toThrow('no route for: unserved')
  })

  test('a refusal is audited, whether by allow or by the work itself', async () => {
    const refusing = (allow: boolean) =>
      route({
        operation: readThing,
        load: nothing,
        allow: () => allow,
        audit: { action: 'thing.read', subject: () => 'thing_1' },
        run: () => {
          throw new AppError('wrong_state')
        },
      })
    for (const allow of [true, false]) {
      const { url, audited, close } = await startHttpServer([refusing(allow)])
      expect((await fetch(`${url}/api/v1/things`)).status).toBe(allow ? 409 : 404)
      expect(audited).toEqual([{ action: 'thing.read', subject: 'thing_1', outcome: 'refused' }])
      await close()
    }
  })
})

describe('a write and its audit', () => {
  const changing = (run: () => { text: string }) =>
    route({ operation: echo, load: nothing, allow: () => true, audit: { action: 'thing.change', subject: () => 'thing_1' }, run })
  const change = (url: string) =>
    fetch(`${url}/api/v1/echo`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"text":"x"}' })

  test('what can not be put on record is not done', async () => {
    let isDone = false
    const { url } = await started(
      [
        changing(() => {
          isDone = true
          return { text: 'x' }
        }),
      ],
      { auditFails: true },
    )
    expect((await change(url)).status).toBe(500)
    expect(isDone).toBe(false)
  })

  test('a fault in the midst leaves a row that says so', async () => {
    const { url, audited } = await started([
      changing(() => {
        throw new Error('half done')
      }),
    ])
    expect((await change(url)).status).toBe(500)
    expect(audited).toEqual([{ action: 'thing.change', subject: 'thing_1', outcome: 'unknown' }])
  })
})

describe('protection', () => {
  test('so many requests a minute from one address, then 429 with Retry-After', async () => {
    const { url } = await started([readRoute], { environment: { RATE_LIMIT_PER_MINUTE: '3' } })
    const statuses: number[] = []
    for (let i = 0; i < 4; i += 1) statuses.push((await fetch(`${url}/api/v1/things`)).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    const refused = await fetch(`${url}/api/v1/things`)
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ code: 'too_many_requests' })
  })

  test('what a life may hang on is never refused for what else came from that address', async () => {
    const spared = route({ ...plain, operation: { ...readThing, path: '/api/v1/presses', spared: true }, run: () => ({ name: '呼' }) })
    const { url } = await started([readRoute, spared], { environment: { RATE_LIMIT_PER_MINUTE: '1' } })
    for (let i = 0; i < 3; i += 1) await fetch(`${url}/api/v1/things`)
    expect((await fetch(`${url}/api/v1/things`)).status).toBe(429)
    for (let i = 0; i < 3; i += 1) expect((await fetch(`${url}/api/v1/presses`)).status).toBe(200)
  })

  test('X-Forwarded-For counts only when a proxy is trusted, and then only its own word', async () => {
    const spend = async (url: string, forwarded: string) =>
      (await fetch(`${url}/api/v1/things`, { headers: { 'X-Forwarded-For': forwarded } })).status
    const bare = await started([readRoute], { environment: { RATE_LIMIT_PER_MINUTE: '1' } })
    expect([await spend(bare.url, '198.51.100.1'), await spend(bare.url, '198.51.100.2')]).toEqual([200, 429])
    await bare.close()
    const behind = await started([readRoute], { environment: { RATE_LIMIT_PER_MINUTE: '1', TRUSTED_PROXIES: '1' } })
    expect([await spend(behind.url, '198.51.100.1'), await spend(behind.url, '198.51.100.2')]).toEqual([200, 200])
    // The visitor writes the left part; only the last entry is the proxy's.
    expect(await spend(behind.url, '203.0.113.99, 198.51.100.2')).toBe(429)
  })

  test('/metrics opens only with its token once there is one', async () => {
    const token = 'metrics-token-0123456789'
    const { url } = await started([readRoute], { environment: { METRICS_TOKEN: token } })
    for (const headers of [
      {},
      { Authorization: 'Bearer metrics-token-0123456788' },
      { Authorization: token },
      { Authorization: 'Bearer ' },
    ]) {
      const response = await fetch(`${url}/metrics`, { headers: headers as Record<string, string> })
      expect(response.status).toBe(401)
      expect(await response.text()).not.toContain('process_cpu')
    }
    const open = await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${token}` } })
    expect(open.status).toBe(200)
    expect(await open.text()).toContain('process_cpu')
  })

  test('a public operation serves a visitor whose token went stale', async () => {
    const { url } = await started([echoRoute])
    const response = await fetch(`${url}/api/v1/echo`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer stale.stale.stale' },
      body: '{"text":"好"}',
    })
    expect(response.status).toBe(200)
  })
})
