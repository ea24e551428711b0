import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HeldClock, heldClock } from '../testing/held-clock.ts'
import { agreed, h5Order, jsapiOrder } from '../testing/merchant.ts'
import { type PaySystem, startPaySystem } from '../testing/pay-system.ts'

const JSAPI = '/v3/pay/partner/transactions/jsapi'
const H5 = '/v3/pay/partner/transactions/h5'
const parties = { sp_mchid: agreed.spMchid, sub_mchid: agreed.subMchid }
const queryUrl = (outTradeNo: string, subMchid = agreed.subMchid) =>
  `/v3/pay/partner/transactions/out-trade-no/${outTradeNo}?sp_mchid=${agreed.spMchid}&sub_mchid=${subMchid}`
const closeUrl = (outTradeNo: string) => `/v3/pay/partner/transactions/out-trade-no/${outTradeNo}/close`

let clock: HeldClock
let system: PaySystem
let counter = 0
const nextNumber = () => `GY20261124${String(++counter).padStart(8, '0')}`
beforeAll(async () => {
  clock = heldClock()
  system = await startPaySystem({ clock })
})
afterAll(() => system.stop())
const order = (changes: Record<string, unknown> = {}) => jsapiOrder(nextNumber(), system.notifyUrl, changes)

test('takes a JSAPI order and signs the answer', async () => {
  const reply = await system.call('POST', JSAPI, order())
  expect(reply).toMatchObject({ status: 200, signed: true })
  expect(reply.json.prepay_id).toMatch(/^wx\d{34}$/)
})

test('takes an H5 order and answers a cashier address', async () => {
  const reply = await system.call('POST', H5, h5Order(nextNumber(), system.notifyUrl))
  expect(reply).toMatchObject({ status: 200, signed: true })
  expect(String(reply.json.h5_url)).toMatch(new RegExp(`^${system.url}/cashier/h5\\?prepay_id=wx\\d{34}&package=\\d+$`))
})

test.each([
  ['a body other than the signed one', { signedBody: '{}' }, 401, 'SIGN_ERROR'],
  ['a path other than the signed one', { signedUrl: '/v3/other' }, 401, 'SIGN_ERROR'],
  ['another merchant number', { mchid: '1900000101' }, 401, 'SIGN_ERROR'],
  ['another certificate serial', { serial: 'FF'.repeat(20) }, 401, 'SIGN_ERROR'],
  ['no Authorization', { headers: { Authorization: null } }, 401, 'SIGN_ERROR'],
  ['another schema', { headers: { Authorization: 'Bearer x' } }, 401, 'SIGN_ERROR'],
  ['a missing field', { headers: { Authorization: 'WECHATPAY2-SHA256-RSA2048 mchid="1900000100"' } }, 401, 'SIGN_ERROR'],
  ['a wrong Accept', { headers: { Accept: 'text/html' } }, 400, 'PARAM_ERROR'],
  ['an empty User-Agent', { headers: { 'User-Agent': '' } }, 400, 'PARAM_ERROR'],
  ['a form content type', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, 400, 'PARAM_ERROR'],
  ['an unknown Wechatpay-Serial', { headers: { 'Wechatpay-Serial': 'PUB_KEY_ID_1' } }, 400, 'PARAM_ERROR'],
  ['no Wechatpay-Serial', { headers: { 'Wechatpay-Serial': null } }, 400, 'PARAM_ERROR'],
])('refuses %s', async (_, changes, status, code) => {
  const reply = await system.call('POST', JSAPI, order(), changes)
  expect(reply).toMatchObject({ status, json: { code }, signed: true })
})

test('refuses a signature by another key', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  expect(await system.call('POST', JSAPI, order(), { signWith: privateKey })).toMatchObject({ status: 401, json: { code: 'SIGN_ERROR' } })
})

test.each([
  [-301, 401],
  [-300, 200],
  [300, 200],
  [301, 401],
])('a clock %i seconds off is answered %i', async (skew, status) => {
  const timestamp = Math.floor(clock.now().getTime() / 1000) + skew
  expect((await system.call('POST', JSAPI, order(), { timestamp })).status).toBe(status)
})

const hundred = '字'.repeat(42)
test.each<[string, Record<string, unknown>, number, string | undefined]>([
  ['description of 126 bytes', { description: hundred }, 200, undefined],
  ['description of 129 bytes', { description: `${hundred}字` }, 400, 'PARAM_ERROR'],
  ['empty description', { description: '' }, 400, 'PARAM_ERROR'],
  ['attach of 129 bytes', { attach: 'a'.repeat(129) }, 400, 'PARAM_ERROR'],
  ['number of 5', { out_trade_no: 'A1234' }, 400, 'PARAM_ERROR'],
  ['number of 33', { out_trade_no: 'A'.repeat(33) }, 400, 'PARAM_ERROR'],
  ['number with a dot', { out_trade_no: 'GY2026.0001' }, 400, 'PARAM_ERROR'],
  ['number with every sign', { out_trade_no: 'aZ09_-|*' }, 200, undefined],
  ['amount 0', { amount: { total: 0, currency: 'CNY' } }, 400, 'PARAM_ERROR'],
  ['amount with a fraction', { amount: { total: 1.5, currency: 'CNY' } }, 400, 'PARAM_ERROR'],
  ['amount as text', { amount: { total: '100', currency: 'CNY' } }, 400, 'PARAM_ERROR'],
  ['another currency', { amount: { total: 1, currency: 'USD' } }, 400, 'PARAM_ERROR'],
  ['amount 1 without currency', { amount: { total: 1 } }, 200, undefined],
  ['no payer', { payer: undefined }, 400, 'PARAM_ERROR'],
  ['payer without openid', { payer: {} }, 400, 'PARAM_ERROR'],
  ['sub_openid without sub_appid', { payer: { sub_openid: 'o1' } }, 400, 'PARAM_ERROR'],
  ['notify_url with a query', { notify_url: 'https://shop.example/notices?a=1' }, 400, 'PARAM_ERROR'],
  ['notify_url that is no address', { notify_url: 'notices' }, 400, 'PARAM_ERROR'],
  ['notify_url of 256', { notify_url: `https://shop.example/${'n'.repeat(235)}` }, 400, 'PARAM_ERROR'],
  ['time_expire with milliseconds', { time_expire: '2026-11-24T11:00:00.000+08:00' }, 400, 'PARAM_ERROR'],
  ['time_expire without a zone', { time_expire: '2026-11-24T11:00:00' }, 400, 'PARAM_ERROR'],
  ['time_expire by RFC 3339', { time_expire: '2026-11-24T11:00:00+08:00' }, 200, undefined],
  ['another app', { sp_appid: 'wxffffffffffffffff' }, 400, 'APPID_MCHID_NOT_MATCH'],
  ['another service provider', { sp_mchid: '1900000999' }, 400, 'PARAM_ERROR'],
  ['an unknown sub merchant', { sub_mchid: '1900009999' }, 400, 'MCH_NOT_EXISTS'],
])('%s', async (_, changes, status, code) => {
  const reply = await system.call('POST', JSAPI, order(changes))
  expect(reply.status).toBe(status)
  expect(reply.json.code).toBe(code)
})

test('refuses a body that is not JSON', async () => {
  expect(await system.call('POST', JSAPI, '{"sp_appid":')).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } })
})

test.each([
  ['no scene_info', undefined],
  ['a client address that is none', { payer_client_ip: 'home', h5_info: { type: 'Wap' } }],
  ['no h5_info', { payer_client_ip: '127.0.0.1' }],
])('refuses an H5 order with %s', async (_, scene) => {
  const reply = await system.call('POST', H5, h5Order(nextNumber(), system.notifyUrl, { scene_info: scene }))
  expect(reply).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } })
})

test('the same order again gets a new prepay id, any change is refused', async () => {
  const body = order()
  const first = await system.call('POST', JSAPI, body)
  const second = await system.call('POST', JSAPI, body)
  expect(second.status).toBe(200)
  expect(second.json.prepay_id).not.toBe(first.json.prepay_id)
  const dearer = await system.call('POST', JSAPI, { ...body, amount: { total: 1801, currency: 'CNY' } })
  expect(dearer).toMatchObject({ status: 403, json: { code: 'OUT_TRADE_NO_USED' } })
  const elsewhere = await system.call('POST', H5, h5Order(String(body.out_trade_no), system.notifyUrl))
  expect(elsewhere).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
})

test('query: unpaid, paid, unknown, of another payee', async () => {
  const body = order()
  const number = String(body.out_trade_no)
  await system.call('POST', JSAPI, body)
  const unpaid = await system.call('GET', queryUrl(number))
  expect(unpaid).toMatchObject({
    status: 200,
    signed: true,
    json: { trade_state: 'NOTPAY', out_trade_no: number, amount: { total: 1800 } },
  })
  expect(unpaid.json).not.toHaveProperty('transaction_id')

  await system.control(`/orders/${number}/pay`, {})
  const paid = await system.call('GET', queryUrl(number))
  expect(paid.json).toMatchObject({
    trade_state: 'SUCCESS',
    sp_appid: agreed.spAppId,
    sub_mchid: agreed.subMchid,
    amount: { total: 1800, payer_total: 1800, currency: 'CNY', payer_currency: 'CNY' },
    payer: { sp_openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
    success_time: '2026-11-24T10:00:00+08:00',
  })
  expect(paid.json.transaction_id).toMatch(/^4200\d{24}$/)

  const notFound = { status: 404, json: { code: 'ORDER_NOT_EXIST' } }
  expect(await system.call('GET', queryUrl('GY209912310000'))).toMatchObject(notFound)
  expect(await system.call('GET', queryUrl(number, '1900009102'))).toMatchObject(notFound)
  expect(await system.call('GET', `/v3/pay/partner/transactions/out-trade-no/${number}`)).toMatchObject({
    status: 400,
    json: { code: 'PARAM_ERROR' },
  })
  expect(await system.call('POST', JSAPI, body)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
})

test('close: 204 signed, again 204, then no new order; refused when paid', async () => {
  const body = order()
  const number = String(body.out_trade_no)
  await system.call('POST', JSAPI, body)
  expect(await system.call('POST', closeUrl(number), parties)).toMatchObject({ status: 204, signed: true })
  expect((await system.call('POST', closeUrl(number), parties)).status).toBe(204)
  expect((await system.call('GET', queryUrl(number))).json.trade_state).toBe('CLOSED')
  expect(await system.call('POST', JSAPI, body)).toMatchObject({ status: 400, json: { code: 'ORDER_CLOSED' } })
  expect(await system.call('POST', closeUrl('GY209912310000'), parties)).toMatchObject({ status: 404, json: { code: 'ORDER_NOT_EXIST' } })

  const paidBody = order()
  await system.call('POST', JSAPI, paidBody)
  await system.control(`/orders/${paidBody.out_trade_no}/pay`, {})
  expect(await system.call('POST', closeUrl(String(paidBody.out_trade_no)), parties)).toMatchObject({
    status: 400,
    json: { code: 'INVALID_REQUEST' },
  })
})

test('an order closes itself when its time is over, and an end in the past is moved to one minute ahead', async () => {
  const own = heldClock()
  const timed = await startPaySystem({ clock: own })
  const body = jsapiOrder('GYEXPIRES1', timed.notifyUrl, { time_expire: '2026-11-24T09:00:00+08:00' })
  await timed.call('POST', JSAPI, body)
  own.advance(59_000)
  expect((await timed.call('GET', queryUrl('GYEXPIRES1'))).json.trade_state).toBe('NOTPAY')
  own.advance(1_000)
  expect((await timed.call('GET', queryUrl('GYEXPIRES1'))).json.trade_state).toBe('CLOSED')
  await timed.stop()
})

test('an unknown path of the API is refused, and only for the merchant', async () => {
  expect(await system.call('GET', '/v3/pay/nothing')).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' }, signed: true })
  expect((await fetch(`${system.url}/v3/pay/nothing`)).status).toBe(401)
})

test.each([
  ['error_500', 500, 'SYSTEM_ERROR'],
  ['rate_limited', 429, 'FREQUENCY_LIMITED'],
  ['no_auth', 403, 'NO_AUTH'],
])('behaves as told: %s', async (api, status, code) => {
  const body = order()
  await system.control('/behaviour', { api, outTradeNo: body.out_trade_no })
  expect(await system.call('POST', JSAPI, body)).toMatchObject({ status, json: { code }, signed: true })
  expect((await system.call('POST', JSAPI, order())).status).toBe(200)
})

test('an error after the work leaves the order placed, and the same order again passes', async () => {
  const body = order()
  await system.control('/behaviour', { api: 'error_after_work', outTradeNo: body.out_trade_no })
  expect(await system.call('POST', JSAPI, body)).toMatchObject({ status: 500, json: { code: 'SYSTEM_ERROR' }, signed: true })
  expect((await system.control(`/orders/${body.out_trade_no}`)).json.state).toBe('NOTPAY')
  await system.control('/behaviour', { outTradeNo: body.out_trade_no })
  expect((await system.call('POST', JSAPI, body)).status).toBe(200)
})

test('a bad gateway answers an unsigned page; a stale answer tells a paid order as unpaid', async () => {
  const body = order()
  const number = String(body.out_trade_no)
  await system.call('POST', JSAPI, body)
  await system.control(`/orders/${number}/pay`, {})
  await system.control('/behaviour', { api: 'bad_gateway', outTradeNo: number })
  expect(await system.call('GET', queryUrl(number))).toMatchObject({ status: 502, signed: false, json: {} })
  await system.control('/behaviour', { api: 'stale_answer', outTradeNo: number })
  const stale = await system.call('GET', queryUrl(number))
  expect(stale).toMatchObject({ status: 200, signed: true, json: { trade_state: 'NOTPAY' } })
  expect(stale.json).not.toHaveProperty('transaction_id')
  await system.control('/behaviour', { outTradeNo: number })
  expect((await system.call('GET', queryUrl(number))).json.trade_state).toBe('SUCCESS')
})

test('a lost answer leaves the order placed; a forged answer does not verify; a timeout never answers', async () => {
  const lost = order()
  await system.control('/behaviour', { api: 'lost_answer', outTradeNo: lost.out_trade_no })
  await expect(system.call('POST', JSAPI, lost)).rejects.toThrow()
  expect((await system.control(`/orders/${lost.out_trade_no}`)).json.state).toBe('NOTPAY')

  const forged = order()
  await system.control('/behaviour', { api: 'forged_answer', outTradeNo: forged.out_trade_no })
  expect(await system.call('POST', JSAPI, forged)).toMatchObject({ status: 200, signed: false })

  const silent = order()
  await system.control('/behaviour', { api: 'timeout', outTradeNo: silent.out_trade_no })
  const first = await Promise.race([
    system.call('POST', JSAPI, silent).catch(() => 'dropped'),
    new Promise((resolve) => setTimeout(() => resolve('silence'), 300)),
  ])
  expect(first).toBe('silence')
})
