import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, staff } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'

let app: TestApp
let visitor: string
let clerk: string
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  visitor = (await guestH5(app)).token
  clerk = (await staff(app, ['bureau'])).token
})
afterAll(() => app.close())

interface Answer {
  status: number
  headers: Headers
  problem: {
    code?: string
    status?: number
    type?: string
    title?: string
    requestId?: string
    issues?: { path: string; message: string }[]
  }
  text: string
}
async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${app.url}${path}`, { redirect: 'manual', ...init })
  const text = await response.text()
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json')
  return { status: response.status, headers: response.headers, problem: isProblem ? (JSON.parse(text) as Answer['problem']) : {}, text }
}
const post = (
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  contentType = 'application/json',
  headers: Record<string, string> = {},
) => ask(path, { method: 'POST', headers: { 'Content-Type': contentType, Authorization: `Bearer ${visitor}`, ...headers }, body })
const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } })

const CODES = '/api/v1/sms-codes'
const PROJECTS = '/api/v1/projects'

describe('a body', () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['cut off', '{"phone":'],
    ['empty', ''],
    ['not JSON', 'phone=13800138000'],
    ['with something behind it', '{"phone":"13800138000"} {}'],
    ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['overlong UTF-8', new Uint8Array([0x22, 0xc0, 0xaf, 0x22])],
    ['GBK', new Uint8Array([0x22, 0xc9, 0xcf, 0xb3, 0xc7, 0x22])],
  ])('%s is malformed', async (_, body) => {
    const { status, problem } = await post(CODES, body)
    expect([status, problem.code]).toEqual([400, 'malformed_body'])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', 'text/json'])(
    'as %s is 415',
    async (contentType) => {
      const { status, problem } = await post(CODES, '{"phone":"13800138000"}', contentType)
      expect([status, problem.code]).toEqual([415, 'unsupported_media_type'])
    },
  )

  test('the media type is read as the standard writes it', async () => {
    const { status } = await post(CODES, '{"phone":"1"}', 'Application/JSON ; charset=utf-8')
    expect(status).toBe(400)
  })

  test.each(['null', '[]', '5', '"text"', 'true'])('%s is not what is asked for', async (body) => {
    const { status, problem } = await post(CODES, body)
    expect([status, problem.code, problem.issues?.[0]?.path]).toEqual([400, 'invalid_input', 'body'])
  })

  test('unknown fields are named, operators and prototypes included', async () => {
    const { status, problem } = await post(CODES, '{"phone":"13800138000","$where":"1","extra":1,"constructor":{}}')
    expect(status).toBe(400)
    expect(problem.issues?.map((issue) => issue.path).sort()).toEqual(['body.$where', 'body.constructor', 'body.extra'])
    for (const issue of problem.issues ?? []) expect(issue.message).toMatch(/\p{Script=Han}/u)
  })

  test('__proto__ changes nothing', async () => {
    const { status } = await post(CODES, '{"phone":"1","__proto__":{"admin":true}}')
    expect(status).toBe(400)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})

describe('a query', () => {
  test.each([
    ['cursor=!!', ['query.cursor']],
    ['cursor=AAAA', ['query.cursor']],
    [`cursor=${Buffer.from('99999999999999999.x').toString('base64url')}`, ['query.cursor']],
    [`cursor=${Buffer.from('1.{"$gt":""}').toString('base64url')}`, ['query.cursor']],
    [`cursor=${'a'.repeat(201)}`, ['query.cursor']],
    ['cursor=', ['query.cursor']],
    ['cursor=a&cursor=b', ['query.cursor']],
    ['limit=0', ['query.limit']],
    ['limit=101', ['query.limit']],
    ['limit=1.5', ['query.limit']],
    ['limit=ten', ['query.limit']],
    ['limit=5&limit=6', ['query.limit']],
    ['limit[$gt]=1', ['query.limit[$gt]']],
    ['unknown=1', ['query.unknown']],
    ['limit=0&cursor=&x=1', ['query.cursor', 'query.limit', 'query.x']],
  ])('%s is refused by name', async (query, paths) => {
    const { status, problem } = await ask(`${PROJECTS}?${query}`)
    expect([status, problem.code]).toEqual([400, 'invalid_input'])
    expect(problem.issues?.map((issue) => issue.path).sort()).toEqual(paths)
  })
})

describe('a method', () => {
  test.each([
    ['PUT', PROJECTS, 'GET'],
    ['DELETE', PROJECTS, 'GET'],
    ['PATCH', PROJECTS, 'GET'],
    ['GET', CODES, 'POST'],
    ['POST', '/healthz', 'GET'],
    ['POST', '/openapi.json', 'GET'],
    ['PROPFIND', PROJECTS, 'GET'],
  ])('%s %s is 405 and names what is allowed', async (method, path, allowed) => {
    const { status, headers, problem } = await ask(path, { method })
    expect([status, problem.code]).toEqual([405, 'method_not_allowed'])
    expect(headers.get('Allow')?.split(', ')).toContain(allowed)
    expect(headers.get('Allow')).not.toContain(method)
  })

  test('a path of several methods names them all', async () => {
    const { headers } = await ask('/api/v1/gifts', { method: 'DELETE' })
    expect(headers.get('Allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST'])
  })

  test('OPTIONS tells the methods and opens nothing to other origins', async () => {
    const { status, headers } = await ask(PROJECTS, {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' },
    })
    expect(status).toBe(204)
    expect(headers.get('Allow')).toContain('GET')
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  test.each([PROJECTS, '/', '/nowhere'])('TRACE %s is 405 and echoes nothing', async (path) => {
    // fetch refuses to send TRACE, so it is written by hand.
    const { hostname, port } = new URL(app.url)
    const answer = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(Number(port), hostname, () =>
        socket.write(`TRACE ${path} HTTP/1.1\r\nHost: x\r\nX-Canary: canary-4711\r\nConnection: close\r\n\r\n`),
      )
      socket.on('data', (data: Buffer) => {
        text += data.toString('utf8')
      })
      socket.on('end', () => resolve(text))
      socket.on('error', reject)
    })
    expect(answer).toMatch(/^HTTP\/1\.1 405 /)
    expect(answer).toMatch(/\r\nAllow: .*GET/)
    expect(answer).not.toContain('canary-4711')
  })

  test('HEAD answers as GET without a body', async () => {
    const { status, headers, text } = await ask(PROJECTS, { method: 'HEAD' })
    expect([status, text]).toEqual([200, ''])
    expect(headers.get('Content-Type')).toContain('application/json')
  })
})

describe('what is not there', () => {
  test.each(['/api', '/api/', '/api/v1/nothing', '/api/v2/projects', '/api/v1/projects/x/y', '/nothing.js'])(
    '%s is a problem document',
    async (path) => {
      const { status, headers, problem } = await ask(path)
      expect(status).toBe(404)
      expect(headers.get('Content-Type')).toContain('application/problem+json')
      expect(problem).toMatchObject({
        type: 'urn:minsheng:problem:not_found',
        status: 404,
        code: 'not_found',
        requestId: headers.get('X-Request-Id'),
      })
    },
  )
})

describe('every answer', () => {
  test('echoes a sound request id and replaces any other', async () => {
    expect((await ask(PROJECTS, { headers: { 'X-Request-Id': 'abc-DEF_12345' } })).headers.get('X-Request-Id')).toBe('abc-DEF_12345')
    for (const unsound of ['short', 'x'.repeat(65), 'with space in it', '<script>alert</script>']) {
      const given = (await ask(PROJECTS, { headers: { 'X-Request-Id': unsound } })).headers.get('X-Request-Id')
      expect(given).not.toBe(unsound)
      expect(given).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  test.each([PROJECTS, '/api/v1/nothing', '/healthz', '/docs', '/openapi.json'])(
    '%s carries the protective headers and does not say what it runs on',
    async (path) => {
      const { headers } = await ask(path)
      const policy = Object.fromEntries(
        (headers.get('Content-Security-Policy') ?? '')
          .split(';')
          .map((directive) => [directive.trim().split(' ')[0], directive.trim().split(' ').slice(1)]),
      )
      expect(policy['script-src']).toEqual(["'self'"])
      expect(policy['default-src']).toEqual(["'self'"])
      expect(policy['object-src']).toEqual(["'none'"])
      expect(policy['frame-ancestors']).toEqual(["'none'"])
      expect(policy['base-uri']).toEqual(["'self'"])
      expect(policy['form-action']).toEqual(["'self'"])
      expect(policy['script-src-attr']).toEqual(["'none'"])
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('X-Frame-Options')).toBeTruthy()
      expect(headers.get('Referrer-Policy')).toBe('no-referrer')
      expect(headers.get('X-Powered-By')).toBeNull()
      expect(headers.get('Server')).toBeNull()
    },
  )

  test('answers of the API are not kept by anyone', async () => {
    for (const path of [PROJECTS, '/api/v1/me']) expect((await ask(path, bearer(visitor))).headers.get('Cache-Control')).toBe('no-store')
  })
})

describe('who may try', () => {
  test.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b', 'Bearer ../../x', 'Token abc'])(
    'Authorization: %s is 401 with a challenge',
    async (authorization) => {
      const { status, headers, problem } = await ask('/api/v1/me', { headers: { Authorization: authorization } })
      expect([status, problem.code]).toEqual([401, 'unauthenticated'])
      expect(headers.get('WWW-Authenticate')).toBe('Bearer')
    },
  )

  test('staff are not visitors and visitors are not staff', async () => {
    const gift = { method: 'POST', body: '{}' }
    const headers = (token: string) => ({ 'Content-Type': 'application/json', 'Idempotency-Key': key(), Authorization: `Bearer ${token}` })
    expect((await ask('/api/v1/gifts', { ...gift, headers: headers(clerk) })).status).toBe(403)
    expect((await ask('/api/v1/gifts', bearer(clerk))).status).toBe(403)
    expect((await ask(CODES, { method: 'POST', headers: headers(clerk), body: '{"phone":"13800138000"}' })).status).toBe(403)
    expect((await ask('/api/v1/admin/charities', bearer(visitor))).status).toBe(403)
    expect((await ask('/api/v1/admin/charities', bearer(clerk))).status).toBe(200)
  })

  test('who may not is told before the body is read', async () => {
    expect(
      (await ask('/api/v1/gifts', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: 'not even JSON' })).status,
    ).toBe(401)
  })
})
