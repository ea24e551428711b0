import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listen, type RunningServer } from '../server/listen.ts'
import { type HeldClock, heldClock } from '../testing/held-clock.ts'
import { createInbox, type SmsInbox } from './messages.ts'
import { createSms } from './server.ts'
import { canonicalRequest, sha256Hex, signatureOf } from './signature.ts'

const KEY = { id: 'LTAI5tTestKeyId', secret: 'test-secret' }
const PHONE = '13800000001'
let clock: HeldClock
let inbox: SmsInbox
let server: RunningServer
beforeEach(async () => {
  clock = heldClock()
  inbox = createInbox(undefined)
  server = await listen(createSms({ accessKey: KEY, inbox, limits: 'on', clock }).callback(), '127.0.0.1', 0)
})
afterEach(() => server.close())

interface Changes {
  parameters?: Record<string, string | undefined>
  headers?: Record<string, string>
  keyId?: string
  secret?: string
  leaveOut?: string
  asForm?: boolean
  changeAfterSigning?: boolean
}
async function send(changes: Changes = {}) {
  const wanted = {
    PhoneNumbers: PHONE,
    SignName: '民生直达',
    TemplateCode: 'SMS_100001',
    TemplateParam: '{"code":"246810"}',
    ...changes.parameters,
  }
  const parameters = new URLSearchParams(Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const body = Buffer.from(changes.asForm ? parameters.toString() : '')
  const query = changes.asForm ? new URLSearchParams() : parameters
  const headers: Record<string, string> = {
    host: new URL(server.url).host,
    'x-acs-action': 'SendSms',
    'x-acs-content-sha256': sha256Hex(body),
    'x-acs-date': clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': '2017-05-25',
    ...(changes.asForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    ...changes.headers,
  }
  const signedHeaders = Object.keys(headers).filter((name) => name !== changes.leaveOut)
  const signature = signatureOf({ method: 'POST', path: '/', query, headers, body }, signedHeaders, changes.secret ?? KEY.secret)
  if (changes.changeAfterSigning) query.set('PhoneNumbers', '13800000002')
  const { host: _, ...sent } = headers
  const response = await fetch(`${server.url}/?${query}`, {
    method: 'POST',
    headers: {
      ...sent,
      Authorization: `ACS3-HMAC-SHA256 Credential=${changes.keyId ?? KEY.id},SignedHeaders=${signedHeaders.sort().join(';')},Signature=${signature}`,
    },
    ...(body.length > 0 ? { body } : {}),
  })
  return { status: response.status, ...((await response.json()) as { Code: string; Message: string; RequestId: string; BizId?: string }) }
}

test('signs as the published example does', () => {
  const headers = {
    host: 'ecs.cn-shanghai.aliyuncs.com',
    'x-acs-action': 'RunInstances',
    'x-acs-content-sha256': sha256Hex(''),
    'x-acs-date': '2023-10-26T10:22:32Z',
    'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
    'x-acs-version': '2014-05-26',
  }
  const query = new URLSearchParams({ RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' })
  const request = { method: 'POST', path: '/', query, headers, body: Buffer.alloc(0) }
  expect(sha256Hex(canonicalRequest(request, Object.keys(headers)))).toBe(
    '7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259',
  )
  expect(signatureOf(request, Object.keys(headers), 'YourAccessKeySecret')).toBe(
    '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  )
})

test.each([false, true])('delivers the text (parameters in a form: %s)', async (asForm) => {
  const answer = await send({ asForm })
  expect(answer).toMatchObject({ status: 200, Code: 'OK', Message: 'OK' })
  expect(answer.BizId).toMatch(/^\d+\^0$/)
  expect(inbox.list(PHONE)).toMatchObject([
    { phone: PHONE, text: '【民生直达】您的验证码是246810，5分钟内有效。请勿告诉他人。', parameters: { code: '246810' } },
  ])
})

test.each<[string, Changes, number, string]>([
  ['another secret', { secret: 'other' }, 400, 'SignatureDoesNotMatch'],
  ['parameters changed after signing', { changeAfterSigning: true }, 400, 'SignatureDoesNotMatch'],
  ['an unknown key', { keyId: 'LTAI5tOther' }, 404, 'InvalidAccessKeyId.NotFound'],
  ['a hash of another body', { headers: { 'x-acs-content-sha256': sha256Hex('x') } }, 400, 'InvalidParameter.ContentSha256'],
  ['an unsigned header', { leaveOut: 'x-acs-version' }, 400, 'IncompleteSignature'],
  ['an old date', { headers: { 'x-acs-date': '2026-11-24T01:44:59Z' } }, 400, 'InvalidTimeStamp.Expired'],
  ['a date of another form', { headers: { 'x-acs-date': '2026-11-24 02:00:00' } }, 400, 'InvalidTimeStamp.Format'],
  ['another action', { headers: { 'x-acs-action': 'SendBatchSms' } }, 404, 'InvalidAction.NotFound'],
  ['another version', { headers: { 'x-acs-version': '2014-05-26' } }, 400, 'InvalidVersion'],
  ['no number', { parameters: { PhoneNumbers: undefined } }, 400, 'MissingPhoneNumbers'],
  ['a number that is none', { parameters: { PhoneNumbers: '12345' } }, 200, 'isv.MOBILE_NUMBER_ILLEGAL'],
  ['a sign that is none', { parameters: { SignName: '!' } }, 200, 'isv.SMS_SIGNATURE_ILLEGAL'],
  ['an unknown template', { parameters: { TemplateCode: 'SMS_0' } }, 200, 'isv.SMS_TEMPLATE_ILLEGAL'],
  ['parameters that are not JSON', { parameters: { TemplateParam: 'code=1' } }, 200, 'isv.INVALID_JSON_PARAM'],
  ['a missing parameter', { parameters: { TemplateParam: '{}' } }, 200, 'isv.TEMPLATE_MISSING_PARAMETERS'],
  ['a sentence as code', { parameters: { TemplateParam: '{"code":"点击链接领奖"}' } }, 200, 'isv.TEMPLATE_PARAMS_ILLEGAL'],
])('refuses %s', async (_, changes, status, code) => {
  expect(await send(changes)).toMatchObject({ status, Code: code })
  expect(inbox.list()).toHaveLength(0)
})

test('a nonce is good once', async () => {
  const headers = { 'x-acs-signature-nonce': 'same-nonce' }
  expect((await send({ headers })).Code).toBe('OK')
  expect((await send({ headers, parameters: { PhoneNumbers: '13800000009' } })).Code).toBe('SignatureNonceUsed')
})

test('one a minute, five an hour, ten a day for a number', async () => {
  const after = async (ms: number) => {
    clock.advance(ms)
    return (await send()).Code
  }
  expect(await after(0)).toBe('OK')
  expect(await after(59_999)).toBe('isv.BUSINESS_LIMIT_CONTROL')
  expect((await send({ parameters: { PhoneNumbers: '13900000001' } })).Code).toBe('OK')
  for (let sent = 1; sent < 5; sent += 1) expect(await after(61_000)).toBe('OK')
  expect(await after(61_000)).toBe('isv.BUSINESS_LIMIT_CONTROL')
  for (let sent = 5; sent < 10; sent += 1) expect(await after(3_600_000)).toBe('OK')
  expect(await after(3_600_000)).toBe('isv.BUSINESS_LIMIT_CONTROL')
  expect(await after(24 * 3_600_000)).toBe('OK')
})
