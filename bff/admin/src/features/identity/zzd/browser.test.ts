import { afterEach, expect, test, vi } from 'vitest'
import { codeInside, insideZzd } from './browser.ts'

afterEach(() => vi.unstubAllGlobals())
const inside = (getAuthCode: () => Promise<object>) => vi.stubGlobal('window', { dd: { getAuthCode } })

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
