import { afterEach, expect, test, vi } from 'vitest'
import { codeInside, insideZzd } from './browser.ts'

afterEach(() => vi.unstubAllGlobals())
/** A page with these things in it, open in such a client. */
const page = (things: object, userAgent: string) =>
  vi.stubGlobal('window', {
    setTimeout: (call: () => void, ms: number) => setTimeout(call, ms),
    clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
    navigator: { userAgent },
    ...things,
  })
const inside = (getAuthCode: () => Promise<object>) => page({ dd: { getAuthCode } }, 'Mozilla/5.0')

test.each([{ auth_code: 'c1' }, { code: 'c1' }])('inside 浙政钉 it gives the code of %o', async (told) => {
  inside(() => Promise.resolve(told))
  expect(insideZzd()).toBe(true)
  expect(await codeInside()).toBe('c1')
})

test.each([
  ['says nothing', () => Promise.resolve({})],
  ['refuses in its own way', () => Promise.reject({ errorCode: '3', errorMessage: 'user not in app scope' })],
])('when 浙政钉 %s one is told to use the password', async (_, getAuthCode) => {
  inside(getAuthCode)
  await expect(codeInside()).rejects.toThrow('请用账号和密码登录')
})

test('elsewhere one is not inside', () => {
  page({}, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126')
  expect(insideZzd()).toBe(false)
})

test('a client that never answers keeps nobody waiting', async () => {
  vi.useFakeTimers()
  inside(() => new Promise(() => undefined))
  const refused = expect(codeInside()).rejects.toThrow('请用账号和密码登录')
  await vi.advanceTimersByTimeAsync(10_000)
  await refused
  vi.useRealTimers()
})

test('the client on Windows, which puts no bridge into the page, is asked as its own package speaks to it', async () => {
  const asked: unknown[] = []
  let emit: (event: string, data: object) => void = () => undefined
  const userAgent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/89 dingtalk-win/1.0.0 TaurusApp(ZWDD/2.9.0)'
  const dingtalk = {
    event: {
      register(take: typeof emit) {
        emit = take
      },
    },
    platform: {
      invokeAPI(msgId: number, name: string, options: object) {
        asked.push([name, options])
        queueMicrotask(() => emit('openapi.event.emit', { msgId, body: { auth_code: 'c2', expireTime: 300 } }))
      },
    },
  }
  vi.stubGlobal('navigator', { userAgent })
  vi.stubGlobal('document', {})
  page({ dingtalk }, userAgent)
  expect(insideZzd()).toBe(true)
  expect(await codeInside()).toBe('c2')
  expect(asked).toEqual([['runtime.permission.requestAuthCode', expect.anything()]])
})
