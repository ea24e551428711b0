import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { heldClock } from '../testing/held-clock.ts'
import { agreed, jsapiOrder, paymentOf } from '../testing/merchant.ts'
import { openNotice, type PaySystem, startPaySystem, until } from '../testing/pay-system.ts'
import { RETRY_PLAN_SECONDS } from './notice-record.ts'

const JSAPI = '/v3/pay/partner/transactions/jsapi'
const running: PaySystem[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((system) => system.stop()))
})
async function start(...options: Parameters<typeof startPaySystem>): Promise<PaySystem> {
  const system = await startPaySystem(...options)
  running.push(system)
  return system
}
async function placeAndPay(system: PaySystem, outTradeNo: string): Promise<void> {
  const placed = await system.call('POST', JSAPI, jsapiOrder(outTradeNo, system.notifyUrl, { attach: 'gift-1' }))
  const response = await fetch(`${system.url}/cashier/jsapi`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(paymentOf(String(placed.json.prepay_id), new Date())),
  })
  expect(await response.json()).toEqual({ errMsg: 'requestPayment:ok' })
}
const notices = async (system: PaySystem, outTradeNo: string) =>
  (await system.control(`/notices?outTradeNo=${outTradeNo}`)).json.notices as Array<{
    state: string
    rounds: number
    nextAt: string | null
    attempts: Array<{ status: number | null; error: string | null; tamper: string }>
  }>

test('the plan is the one WeChat Pay publishes: 24 hours and 4 minutes', () => {
  expect(RETRY_PLAN_SECONDS).toEqual([15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600])
  expect(RETRY_PLAN_SECONDS.reduce((sum, seconds) => sum + seconds, 0)).toBe(24 * 3600 + 4 * 60)
})

test('a payment is told once, signed and sealed', async () => {
  const system = await start()
  await placeAndPay(system, 'GYNOTICE01')
  await until(() => system.received.length === 1)
  const { verified, envelope, transaction } = openNotice(system.received[0] as (typeof system.received)[0])
  expect(verified).toBe(true)
  expect(envelope).toMatchObject({
    event_type: 'TRANSACTION.SUCCESS',
    resource_type: 'encrypt-resource',
    resource: { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', associated_data: 'transaction' },
  })
  expect(String(envelope.id).length).toBeLessThanOrEqual(36)
  expect((envelope.resource as { nonce: string }).nonce).toHaveLength(12)
  expect(transaction).toMatchObject({
    sp_mchid: agreed.spMchid,
    sub_mchid: agreed.subMchid,
    sp_appid: agreed.spAppId,
    out_trade_no: 'GYNOTICE01',
    trade_state: 'SUCCESS',
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    attach: 'gift-1',
    payer: { sp_openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
    amount: { total: 1800, payer_total: 1800, currency: 'CNY', payer_currency: 'CNY' },
  })
  await until(() => system.pay.delivery.list('GYNOTICE01')[0]?.state === 'delivered')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(system.received).toHaveLength(1)
})

test('a refused notice is repeated by the plan, under one id, each time signed afresh, and then given up', async () => {
  const system = await start()
  system.answerWith.status = 500
  await placeAndPay(system, 'GYNOTICE02')
  await until(() => system.pay.delivery.list('GYNOTICE02')[0]?.state === 'given_up')
  expect(system.received).toHaveLength(RETRY_PLAN_SECONDS.length + 1)
  const opened = system.received.map(openNotice)
  expect(new Set(opened.map((notice) => notice.envelope.id)).size).toBe(1)
  expect(opened.every((notice) => notice.verified)).toBe(true)
  expect(new Set(system.received.map((notice) => notice.headers['wechatpay-nonce'])).size).toBe(system.received.length)
})

test('waits are those of the plan, scaled', async () => {
  const scale = 0.004
  const system = await start({ retryScale: scale })
  system.answerWith.status = 503
  await placeAndPay(system, 'GYNOTICE03')
  await until(() => system.received.length === 5)
  const waits = system.received.slice(1).map((notice, index) => notice.at - (system.received[index]?.at ?? 0))
  waits.forEach((waitMs, index) => {
    const wantedMs = (RETRY_PLAN_SECONDS[index] ?? 0) * 1000 * scale
    expect(waitMs).toBeGreaterThanOrEqual(wantedMs - 5)
    expect(waitMs).toBeLessThan(wantedMs + 2000)
  })
})

test.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [202, 'given_up'],
  [302, 'given_up'],
  [401, 'given_up'],
])('an answer of %i counts as %s', async (status, state) => {
  const system = await start()
  system.answerWith.status = status
  await placeAndPay(system, `GYANSWER${status}`)
  await until(() => system.pay.delivery.list(`GYANSWER${status}`)[0]?.state === state)
})

test('an answer after the time limit does not count', async () => {
  const system = await start({ noticeTimeoutMs: 60, retryScale: 1 })
  system.answerWith.delayMs = 200
  await placeAndPay(system, 'GYNOTICE04')
  await until(() => system.pay.delivery.list('GYNOTICE04')[0]?.rounds === 1)
  const [notice] = await notices(system, 'GYNOTICE04')
  expect(notice).toMatchObject({ state: 'pending', attempts: [{ status: null }] })
})

test('silent: no notice; late: not before its time; doubled: several at once', async () => {
  const system = await start()
  await system.control('/behaviour', { notice: 'silent' })
  await placeAndPay(system, 'GYSILENT01')
  expect(await notices(system, 'GYSILENT01')).toHaveLength(0)

  await system.control('/behaviour', { notice: 'late', lateMs: 1500 })
  await placeAndPay(system, 'GYLATE0001')
  await new Promise((resolve) => setTimeout(resolve, 120))
  expect(system.received).toHaveLength(0)
  await until(() => system.received.length === 1)

  await system.control('/behaviour', { notice: 'doubled', times: 5 })
  await placeAndPay(system, 'GYDOUBLE01')
  await until(() => system.pay.delivery.list('GYDOUBLE01')[0]?.state === 'delivered')
  expect(system.received).toHaveLength(6)
  expect(new Set(system.received.slice(1).map((notice) => openNotice(notice).envelope.id)).size).toBe(1)
})

test.each([
  ['forged_signature', false],
  ['altered_body', false],
  ['unknown_serial', true],
  ['stale_timestamp', true],
  ['signtest_probe', false],
  ['wrong_amount', true],
  ['wrong_payee', true],
  ['wrong_appid', true],
  ['unknown_order', true],
] as const)('tampering %s: signature good is %s', async (tamper, verified) => {
  const system = await start()
  await placeAndPay(system, 'GYTAMPER01')
  await until(() => system.received.length === 1)
  const sent = await system.control('/orders/GYTAMPER01/notify', { tamper, times: 2 })
  expect(sent.json.statuses).toEqual([204, 204])
  const notice = system.received.at(-1) as (typeof system.received)[0]
  const opened = openNotice(notice)
  expect(opened.verified).toBe(verified)
  const original = openNotice(system.received[0] as (typeof system.received)[0])
  const changed: Record<string, () => void> = {
    altered_body: () => expect(opened.envelope.id).not.toBe(original.envelope.id),
    unknown_serial: () => expect(notice.headers['wechatpay-serial']).not.toBe(agreed.platformKeyId),
    stale_timestamp: () => expect(Number(notice.headers['wechatpay-timestamp'])).toBeLessThan(Date.now() / 1000 - 300),
    signtest_probe: () => expect(String(notice.headers['wechatpay-signature'])).toMatch(/^WECHATPAY\/SIGNTEST\//),
    wrong_amount: () => expect(opened.transaction.amount).toMatchObject({ total: 1801, payer_total: 1801 }),
    wrong_payee: () => expect(opened.transaction.sub_mchid).not.toBe(agreed.subMchid),
    wrong_appid: () => expect(opened.transaction.sp_appid).not.toBe(agreed.spAppId),
    unknown_order: () => expect(opened.transaction.out_trade_no).not.toBe('GYTAMPER01'),
  }
  changed[tamper]?.()
})

test('a difference in the money itself also shows in a query', async () => {
  const system = await start()
  await system.control('/behaviour', { tamper: 'wrong_amount' })
  await placeAndPay(system, 'GYDIFFERS1')
  await system.control('/behaviour', {})
  const url = `/v3/pay/partner/transactions/out-trade-no/GYDIFFERS1?sp_mchid=${agreed.spMchid}&sub_mchid=${agreed.subMchid}`
  expect((await system.call('GET', url)).json.amount).toMatchObject({ total: 1801 })
})

test('of an unpaid order only a forger can tell', async () => {
  const system = await start()
  await system.call('POST', JSAPI, jsapiOrder('GYUNPAID01', system.notifyUrl))
  expect((await system.control('/orders/GYUNPAID01/notify', {})).status).toBe(409)
  expect((await system.control('/orders/GYUNPAID01/notify', { tamper: 'wrong_amount' })).status).toBe(409)
  expect((await system.control('/orders/GYUNPAID01/notify', { tamper: 'forged_signature' })).json.statuses).toEqual([204])
  expect((await system.control('/orders/GYMISSING1/notify', {})).status).toBe(404)
  expect((await system.control('/behaviour', { tamper: 'nonsense' })).status).toBe(400)
})

test('money can arrive after a close, and reset forgets everything', async () => {
  const system = await start()
  await system.call('POST', JSAPI, jsapiOrder('GYLATEPAY1', system.notifyUrl))
  await system.control('/orders/GYLATEPAY1/expire', {})
  expect((await system.control('/orders/GYLATEPAY1/pay', {})).status).toBe(409)
  expect((await system.control('/orders/GYLATEPAY1/pay', { evenIfClosed: true })).json.state).toBe('SUCCESS')
  await until(() => system.received.length === 1)
  expect((await system.control('/reset', {})).status).toBe(204)
  expect((await system.control('/orders')).json.orders).toEqual([])
})

test('orders and pending notices survive a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pay-journal-'))
  const clock = heldClock()
  const first = await start({ dataDir, retryScale: 1, clock })
  first.answerWith.status = 500
  await first.call('POST', JSAPI, jsapiOrder('GYRESTART1', first.notifyUrl))
  await first.control('/orders/GYRESTART1/pay', {})
  await until(() => first.pay.delivery.list('GYRESTART1')[0]?.rounds === 1)
  first.pay.delivery.stop()

  clock.advance(15_000)
  first.answerWith.status = 204
  const second = await start({ dataDir, retryScale: 1, clock })
  expect(second.pay.orders.find('GYRESTART1')?.state).toBe('SUCCESS')
  await until(() => second.pay.delivery.list('GYRESTART1')[0]?.state === 'delivered')
  expect(first.received).toHaveLength(2)
  rmSync(dataDir, { recursive: true })
})
