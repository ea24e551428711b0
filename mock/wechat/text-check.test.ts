import { expect, test } from 'vitest'
import { listen } from '../server/listen.ts'
import { heldClock } from '../testing/held-clock.ts'
import { openidOf } from './login.ts'
import { createWechat } from './server.ts'
import { createTextCheck } from './text-check.ts'

const APP = { appId: 'wx1234567890abcdef', appSecret: 'secret-of-the-app' }
const openid = 'oAAAAAAAAAAAAAAAAAAAAAAAAAAA'

function checker() {
  const clock = heldClock()
  const texts = createTextCheck(clock)
  texts.saw(openid)
  return { clock, texts, ask: (change: object = {}) => texts.check({ content: '一起来', version: 2, scene: 3, openid, ...change }) }
}

test('says pass, or what the words in it stand for', () => {
  const { ask } = checker()
  expect(ask()).toMatchObject({ errcode: 0, result: { suggest: 'pass', label: 100 } })
  expect(ask({ content: '有演示存疑的话' })).toMatchObject({ result: { suggest: 'review' } })
  expect(ask({ title: '演示违规' })).toMatchObject({ result: { suggest: 'risky', label: 20_001 } })
})

test.each([
  [{ version: 1 }, 40097],
  [{ scene: 5 }, 40097],
  [{ content: '' }, 40097],
  [{ content: '字'.repeat(2_501) }, 40097],
  [{ openid: 'somebody' }, 40003],
  [{ openid: 'oBBBBBBBBBBBBBBBBBBBBBBBBBBB' }, 61010],
  [{ content: 5 }, 47001],
])('%o: %i', (change, errcode) => {
  expect(checker().ask(change)).toMatchObject({ errcode })
})

test('a person is known for two hours after they were in the mini-program', () => {
  const { ask, clock } = checker()
  clock.advance(2 * 3_600_000)
  expect(ask()).toMatchObject({ errcode: 0 })
  clock.advance(1)
  expect(ask()).toMatchObject({ errcode: 61010 })
})

test('over HTTP it wants a token and a log-in, and can be told what to find', async () => {
  const server = await listen(createWechat({ app: APP, clock: heldClock() }).koa.callback(), '127.0.0.1', 0)
  const post = async (path: string, body: object) => {
    const response = await fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body) })
    return (await response.json()) as Record<string, unknown>
  }
  const person = openidOf(APP.appId, 'phone-A')
  const text = { content: '一起来', version: 2, scene: 3, openid: person }
  expect(await post('/wxa/msg_sec_check?access_token=x', text)).toMatchObject({ errcode: 40001 })
  const token = (await post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid: APP.appId, secret: APP.appSecret }))
    .access_token
  const path = `/wxa/msg_sec_check?access_token=${String(token)}`
  expect(await post(path, text)).toMatchObject({ errcode: 61010 })
  const login = { appid: APP.appId, secret: APP.appSecret, js_code: 'phone-A:1', grant_type: 'authorization_code' }
  await fetch(`${server.url}/sns/jscode2session?${new URLSearchParams(login)}`)
  expect(await post(path, text)).toMatchObject({ errcode: 0, result: { suggest: 'pass' } })
  await post('/_control/text-check', { suggest: 'review' })
  expect(await post(path, text)).toMatchObject({ result: { suggest: 'review' } })
  await post('/_control/text-check', { errcode: 44991 })
  expect(await post(path, text)).toMatchObject({ errcode: 44991 })
  await server.close()
})
