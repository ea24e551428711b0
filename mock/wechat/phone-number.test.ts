import { expect, test } from 'vitest'
import { listen } from '../server/listen.ts'
import { heldClock } from '../testing/held-clock.ts'
import { createPhoneNumbers, phoneOf } from './phone-number.ts'
import { createWechat } from './server.ts'

const APP = { appId: 'wx1234567890abcdef', appSecret: 'secret-of-the-app' }

test('a code gives the number of its person, once', () => {
  const numbers = createPhoneNumbers(APP.appId, heldClock())
  const code = 'phone:13800000001:a'
  expect(numbers.give({ code })).toMatchObject({
    errcode: 0,
    phone_info: { phoneNumber: '13800000001', purePhoneNumber: '13800000001', countryCode: '86', watermark: { appid: APP.appId } },
  })
  expect(numbers.give({ code })).toMatchObject({ errcode: 40163 })
  expect(numbers.give({ code: 'grandma:1' })).toMatchObject({ errcode: 40029 })
  expect(numbers.give({})).toMatchObject({ errcode: 40029 })
  expect(numbers.give({ code: 5 })).toMatchObject({ errcode: 47001 })
  expect(phoneOf('grandma')).toMatch(/^198\d{8}$/)
  expect(phoneOf('grandma')).toBe(phoneOf('grandma'))
})

test('over HTTP it wants a token, and can be told to refuse, so often or for good', async () => {
  const server = await listen(createWechat({ app: APP, clock: heldClock() }).koa.callback(), '127.0.0.1', 0)
  const post = async (path: string, body: object) => {
    const response = await fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body) })
    return (await response.json()) as Record<string, unknown>
  }
  expect(await post('/wxa/business/getuserphonenumber?access_token=x', { code: 'phone:a:1' })).toMatchObject({ errcode: 40001 })
  const login = { grant_type: 'client_credential', appid: APP.appId, secret: APP.appSecret }
  const path = `/wxa/business/getuserphonenumber?access_token=${String((await post('/cgi-bin/stable_token', login)).access_token)}`
  await post('/_control/phone-number', { errcode: 1400001, times: 1 })
  expect(await post(path, { code: 'phone:a:2' })).toMatchObject({ errcode: 1400001 })
  expect(await post(path, { code: 'phone:a:2' })).toMatchObject({ errcode: 0 })
  await post('/_control/phone-number', { countryCode: '852' })
  expect(await post(path, { code: 'phone:a:3' })).toMatchObject({ phone_info: { countryCode: '852' } })
  await post('/_control/phone-number', { errcode: 40029 })
  for (const nonce of [4, 5]) expect(await post(path, { code: `phone:a:${nonce}` })).toMatchObject({ errcode: 40029 })
  await server.close()
})
