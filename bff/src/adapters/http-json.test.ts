import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answersJson, type StubServer, stubServer } from '../../testing/stub-server.ts'
import { callOutside, jsonOf } from './http-json.ts'

let outside: StubServer
beforeAll(async () => {
  outside = await stubServer(answersJson(200, {}))
})
afterAll(() => outside.close())

const failure = async (): Promise<{ code?: string; retryAfterSeconds?: number; cause?: Error }> =>
  callOutside('stand-in', outside.url).then(
    () => ({}),
    (error: { code: string }) => error,
  )

test('an answer is handed on as it is, 4xx included: the adapter knows what it means', async () => {
  outside.answer(answersJson(404, { errcode: 1 }))
  const answer = await callOutside('stand-in', outside.url)
  expect([answer.status, answer.contentType, jsonOf(answer)]).toEqual([404, 'application/json', { errcode: 1 }])
})

describe('upstream_unavailable', () => {
  test('when it answers 5xx', async () => {
    outside.answer(answersJson(503, {}))
    expect(await failure()).toMatchObject({
      code: 'upstream_unavailable',
      retryAfterSeconds: 5,
      cause: { message: 'stand-in answered 503' },
    })
  })

  test('when it sends us elsewhere, where our secrets have no business', async () => {
    outside.answer((_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end())
    expect(await failure()).toMatchObject({ code: 'upstream_unavailable' })
  })

  test('when it never stops: the answer is cut off, not kept in memory', async () => {
    let sent = 0
    outside.answer((_, response) => {
      const piece = Buffer.alloc(256 * 1024)
      const more = () => {
        if (response.destroyed) return
        sent += piece.length
        response.write(piece, more)
      }
      more()
    })
    expect(await failure()).toMatchObject({ code: 'upstream_unavailable', cause: { message: expect.stringContaining('more than') } })
    expect(sent).toBeLessThan(64 * 1024 * 1024)
  })

  test('when it hangs up, in the head or in the body', async () => {
    outside.answer((_, response) => response.destroy())
    expect(await failure()).toMatchObject({ code: 'upstream_unavailable' })
    outside.answer((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('half')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await failure()).toMatchObject({ code: 'upstream_unavailable' })
  })

  test('when nobody listens, and when it says nothing for eight seconds', async () => {
    await expect(callOutside('stand-in', 'http://127.0.0.1:9')).rejects.toMatchObject({ code: 'upstream_unavailable' })
    outside.answer(() => undefined)
    const began = Date.now()
    expect(await failure()).toMatchObject({ code: 'upstream_unavailable' })
    expect(Date.now() - began).toBeGreaterThan(7_000)
    expect(Date.now() - began).toBeLessThan(10_000)
  })

  test('when it is not JSON, without quoting what it was', () => {
    const read = () => jsonOf({ status: 200, contentType: 'text/html', cookies: [], bytes: Buffer.from('o-openid-of-somebody') })
    expect(read).toThrow(expect.objectContaining({ code: 'upstream_unavailable' }))
    try {
      read()
    } catch (error) {
      expect(String((error as Error).cause)).not.toContain('somebody')
      expect(String((error as Error).cause)).toContain('20 bytes of text/html')
    }
  })
})
