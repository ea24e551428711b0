import Koa from 'koa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen, type RunningServer } from './listen.ts'
import { addTroubles } from './trouble.ts'

let server: RunningServer
let resets = 0
beforeAll(async () => {
  const koa = new Koa()
  addTroubles(koa, () => {
    resets += 1
  })
  koa.use((ctx) => {
    ctx.body = { fine: true }
  })
  server = await listen(koa.callback(), '127.0.0.1', 0)
})
afterAll(() => server.close())

const behave = async (body: unknown) =>
  (await fetch(`${server.url}/_control/behaviour`, { method: 'POST', body: JSON.stringify(body) })).status
const ask = async (timeoutMs = 2000) => {
  const response = await fetch(server.url, { signal: AbortSignal.timeout(timeoutMs) })
  return { status: response.status, text: await response.text() }
}

test('fails as told and recovers', async () => {
  expect(await ask()).toEqual({ status: 200, text: '{"fine":true}' })
  await behave({ api: 'error_500' })
  expect((await ask()).status).toBe(500)
  await behave({ api: 'garbage' })
  expect((await ask()).text).toContain('<html>')
  await behave({ api: 'timeout' })
  await expect(ask(100)).rejects.toThrow()
  await behave({ api: 'slow', slowMs: 150 })
  const started = performance.now()
  await ask()
  expect(performance.now() - started).toBeGreaterThanOrEqual(140)
  expect(await behave({ api: 'sulk' })).toBe(400)
  await fetch(`${server.url}/_control/reset`, { method: 'POST' })
  expect(resets).toBe(1)
  expect((await ask()).text).toBe('{"fine":true}')
})
