import { createDecipheriv, createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testHub } from '../testing/hub.ts'

const ZLB = { accessKey: 'zk', secretKey: 'zlb-secret', appId: '2002000000', fieldKey: '0123456789abcdef0123456789abcdef' }
const hub = testHub({ zlb: ZLB })
beforeAll(hub.start)
afterAll(hub.stop)
beforeEach(hub.reset)

type Json = Record<string, unknown>
async function ask(path: string, body: string, ak = ZLB.accessKey): Promise<{ status: number; said: Json }> {
  const [full, date] = [`/restapi/prod${path}`, hub.clock.now().toUTCString()]
  const response = await fetch(`${hub.url}${full}`, {
    method: 'POST',
    headers: {
      'X-BG-HMAC-ACCESS-KEY': ak,
      'X-BG-HMAC-ALGORITHM': 'hmac-sha256',
      'X-BG-DATE-TIME': date,
      'X-BG-HMAC-SIGNATURE': createHmac('sha256', ZLB.secretKey).update(`POST\n${full}\n\n${ak}\n${date}\n`).digest('base64'),
    },
    body,
  })
  const text = await response.text()
  return { status: response.status, said: text.startsWith('{') ? (JSON.parse(text) as Json) : { text } }
}
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const validate = (st: string) => ask('/IC33000020220228000002/sso/servlet/simpleauth', form({ method: 'ticketValidation', st }))
const PERSON = { name: '王小明', idNumber: '330199194906150027', phone: '13900000000' }

test('a ticket leads to a token once, and the token to its user', async () => {
  const { ticket } = (await hub.control('zlb-tickets', { kind: 'ticket', person: PERSON })).json
  const { said } = await validate(String(ticket))
  expect(said).toMatchObject({ result: '0', username: '王小明' })
  const user = await ask('/IC33000020220228000004/sso/servlet/simpleauth', form({ method: 'getUserInfo', token: String(said.token) }))
  expect(user.said).toMatchObject({ result: '0', username: '王小明', mobile: '13900000000', idnum: PERSON.idNumber, idtype: '1' })
  expect((await validate(String(ticket))).said).toMatchObject({ result: '1' })
})

test('a ticketId leads to sealed fields, and is no ticket', async () => {
  const { ticketId } = (await hub.control('zlb-tickets', { kind: 'ticketId', person: PERSON })).json
  expect((await validate(String(ticketId))).said).toMatchObject({ result: '1' })
  const token = (appId: string) => ask('/IC33000020220329000007/uc/sso/access_token', JSON.stringify({ ticketId, appId }))
  expect((await token('another')).said).toMatchObject({ success: false })
  const { said } = await token(ZLB.appId)
  const accessToken = (said.data as Json).accessToken
  const user = await ask('/IC33000020220329000008/uc/sso/getUserInfo', JSON.stringify({ token: accessToken, appId: ZLB.appId }))
  const { personInfo } = user.said.data as { personInfo: Record<string, string> }
  expect(Object.keys(personInfo)).toEqual(['userId', 'userNameEnc', 'phoneEnc', 'idNoEnc', 'idType'])
  const cipher = createDecipheriv('sm4-ecb', Buffer.from(ZLB.fieldKey, 'hex'), null)
  expect(cipher.update(personInfo.phoneEnc ?? '', 'base64', 'utf8') + cipher.final('utf8')).toBe('13900000000')
})

test('the gateway knows its client, a ticket lives five minutes', async () => {
  expect(await ask('/IC33000020220228000002/sso/servlet/simpleauth', '', 'other')).toEqual({
    status: 401,
    said: { text: 'Invalid access key' },
  })
  const { ticket } = (await hub.control('zlb-tickets', { kind: 'ticket', person: PERSON })).json
  hub.clock.advance(5 * 60_000 + 1)
  expect((await validate(String(ticket))).said).toMatchObject({ result: '1' })
})

test.each(['ticket', 'ticketId'] as const)('entering leads back with a %s of an elder of the synthetic district', async (kind) => {
  const goto = encodeURIComponent('http://127.0.0.1:3000/packages/account/zlb/index?uiStyle=elder')
  const response = await fetch(`${hub.url}/zlb/enter?kind=${kind}&goto=${goto}`, { redirect: 'manual' })
  const back = new URL(response.headers.get('location') ?? '')
  expect(back.searchParams.get('uiStyle')).toBe('elder')
  expect([...back.searchParams.keys()].filter((name) => name.startsWith('ticket'))).toEqual([kind])
  expect(back.searchParams.get(kind)?.endsWith('-ticket')).toBe(kind === 'ticket')
})
