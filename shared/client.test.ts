import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ApiError, createClient, fillPath, type WireRequest, type WireResponse } from './client.ts'
import { empty, json, operation, raw } from './contracts/operation.ts'

const common = { summary: '测试', tag: '测试', audience: 'session', errors: [] } as const
const operations = {
  readThing: operation({
    ...common,
    method: 'GET',
    path: '/api/v1/things/:thingId',
    params: z.object({ thingId: z.string() }),
    query: z.object({ q: z.string().optional() }),
    status: 200,
    response: json(z.object({ id: z.string() })),
    idempotency: 'natural',
  }),
  makeThing: operation({
    ...common,
    method: 'POST',
    path: '/api/v1/things',
    body: json(z.object({ name: z.string() })),
    status: 201,
    response: json(z.object({ id: z.string() })),
    idempotency: 'key',
  }),
  uploadThing: operation({
    ...common,
    method: 'PUT',
    path: '/api/v1/things',
    body: raw(['image/png'], 100),
    status: 204,
    response: empty,
    idempotency: 'natural',
  }),
}

function clientWith(answer: Partial<WireResponse> & { headers?: Record<string, string> }, token: string | null = 'token') {
  const sent: WireRequest[] = []
  const call = createClient<typeof operations>(
    operations,
    async (request) => {
      sent.push(request)
      return { status: answer.status ?? 200, data: answer.data, header: (name) => answer.headers?.[name] ?? null }
    },
    () => token,
  )
  return { call, sent }
}

describe('fillPath', () => {
  test.each([
    ['/a/:id', { params: { id: 'x_1-Y' } }, '/a/x_1-Y'],
    ['/a/:id/b/:other', { params: { id: '1', other: '2' } }, '/a/1/b/2'],
    ['/a/:id', { params: { id: '../b?c#d' } }, '/a/..%2Fb%3Fc%23d'],
    ['/a', { query: { cursor: undefined, empty: '', nothing: null } }, '/a'],
    ['/a', { query: { zero: 0, no: false, 中: '文 &=' } }, '/a?zero=0&no=false&%E4%B8%AD=%E6%96%87%20%26%3D'],
    ['/a/:id', { params: { id: '1' }, query: { limit: 20 } }, '/a/1?limit=20'],
  ])('%s with %j', (path, input, expected) => expect(fillPath(path, input)).toBe(expected))
})

describe('createClient', () => {
  test('sends method, path, token, key and JSON as the contract says', async () => {
    const { call, sent } = clientWith({ status: 201, data: { id: 't' } })
    await expect(call('makeThing', { body: { name: '伞' }, idempotencyKey: 'key-12345' })).resolves.toEqual({ id: 't' })
    expect(sent).toEqual([
      {
        method: 'POST',
        url: '/api/v1/things',
        headers: {
          Accept: 'application/json',
          Authorization: 'Bearer token',
          'Idempotency-Key': 'key-12345',
          'Content-Type': 'application/json',
        },
        body: '{"name":"伞"}',
      },
    ])
  })

  test('without a token sends no Authorization, without a body no Content-Type', async () => {
    const { call, sent } = clientWith({ data: { id: 't' } }, null)
    await call('readThing', { params: { thingId: 't' }, query: { q: 'x' } })
    expect(sent[0]).toEqual({ method: 'GET', url: '/api/v1/things/t?q=x', headers: { Accept: 'application/json' }, body: undefined })
  })

  test('bytes go as they are under their own type', async () => {
    const { call, sent } = clientWith({ status: 204 })
    const body = new Uint8Array([1, 2, 3])
    await expect(call('uploadThing', { body, contentType: 'image/png' })).resolves.toBeUndefined()
    expect(sent[0]?.headers['Content-Type']).toBe('image/png')
    expect(sent[0]?.body).toBe(body)
  })

  test('a problem becomes an ApiError with everything in it', async () => {
    const problem = {
      code: 'too_many_requests',
      title: '操作太频繁',
      detail: '30 秒后再试',
      issues: [{ path: 'body.name', message: '太长' }],
      requestId: 'request-1',
    }
    const { call } = clientWith({ status: 429, data: problem, headers: { 'Retry-After': '30' } })
    const error = await call('readThing', { params: { thingId: 't' } }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      kind: 'problem',
      status: 429,
      code: 'too_many_requests',
      message: '30 秒后再试',
      issues: problem.issues,
      requestId: 'request-1',
      retryAfterSeconds: 30,
    })
  })

  test.each([['Wed, 21 Oct 2026 07:28:00 GMT'], ['soon']])('an unreadable Retry-After (%s) is none', async (value) => {
    const { call } = clientWith({ status: 503, data: {}, headers: { 'Retry-After': value } })
    await expect(call('readThing', { params: { thingId: 't' } })).rejects.toMatchObject({
      status: 503,
      code: 'internal',
      retryAfterSeconds: undefined,
    })
  })

  test('nothing came back: the words say so', () => {
    const error = new ApiError('offline', 0, {})
    expect(error).toMatchObject({ kind: 'offline', status: 0, code: 'offline', issues: [], retryAfterSeconds: undefined })
    expect(error.message).toContain('网络')
  })

  test('what the transport throws is not swallowed', async () => {
    const broken = new ApiError('offline', 0, {})
    const call = createClient<typeof operations>(
      operations,
      () => Promise.reject(broken),
      () => null,
    )
    await expect(call('readThing', { params: { thingId: 't' } })).rejects.toBe(broken)
  })
})
