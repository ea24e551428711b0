import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HeldClock, heldClock } from '../testing/held-clock.ts'
import { agreed, jsapiOrder, refundOf } from '../testing/merchant.ts'
import { type PaySystem, startPaySystem, until } from '../testing/pay-system.ts'

const JSAPI = '/v3/pay/partner/transactions/jsapi'
const REFUNDS = '/v3/refund/domestic/refunds'
const YEAR_MS = 365 * 86_400_000
const refundUrl = (outRefundNo: string, subMchid = agreed.subMchid) => `${REFUNDS}/${outRefundNo}?sub_mchid=${subMchid}`
const orderUrl = (outTradeNo: string) =>
  `/v3/pay/partner/transactions/out-trade-no/${outTradeNo}?sp_mchid=${agreed.spMchid}&sub_mchid=${agreed.subMchid}`
const refused = (status: number, code: string) => ({ status, json: { code }, signed: true })

let clock: HeldClock
let system: PaySystem
let counter = 0
beforeAll(async () => {
  clock = heldClock()
  system = await startPaySystem({ clock })
  await system.control('/behaviour', { refund: { result: 'PROCESSING' } })
})
afterAll(() => system.stop())

async function paidOrder(totalFen = 1800, on: PaySystem = system): Promise<string> {
  const number = `GYREFUND${String(++counter).padStart(6, '0')}`
  await on.call('POST', JSAPI, jsapiOrder(number, on.notifyUrl, { amount: { total: totalFen, currency: 'CNY' } }))
  await on.control(`/orders/${number}/pay`, {})
  return number
}
const part = (refund: number, total: number) => ({ amount: { refund, total, currency: 'CNY' } })
const ask = (outTradeNo: string, outRefundNo: string, changes: Record<string, unknown> = {}) =>
  system.call('POST', REFUNDS, refundOf(outTradeNo, outRefundNo, system.notifyUrl, changes))

test('takes a refund, signs the answer, and tells it again when asked', async () => {
  const order = await paidOrder()
  const transactionId = (await system.call('GET', orderUrl(order))).json.transaction_id
  const reply = await ask(order, `R-${order}`)
  const expected = {
    out_refund_no: `R-${order}`,
    transaction_id: transactionId,
    out_trade_no: order,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: '2026-11-24T10:00:00+08:00',
    status: 'PROCESSING',
    funds_account: 'UNSETTLED',
    amount: {
      total: 1800,
      refund: 1800,
      payer_total: 1800,
      payer_refund: 1800,
      settlement_total: 1800,
      settlement_refund: 1800,
      discount_refund: 0,
      currency: 'CNY',
    },
  }
  expect(reply).toMatchObject({ status: 200, signed: true, json: expected })
  expect(reply.json.refund_id).toMatch(/^5030\d{25}$/)
  expect(reply.json).not.toHaveProperty('success_time')
  expect(await system.call('GET', refundUrl(`R-${order}`))).toMatchObject({ status: 200, signed: true, json: reply.json })
})

test('goes by transaction_id too, and by it alone when both are given', async () => {
  const order = await paidOrder()
  const other = await paidOrder()
  const { transaction_id: id } = (await system.call('GET', orderUrl(order))).json
  expect((await ask(order, 'BYID1', { ...part(100, 1800), out_trade_no: undefined, transaction_id: id })).json.out_trade_no).toBe(order)
  expect((await ask(other, 'BYID2', { ...part(100, 1800), transaction_id: id })).json.out_trade_no).toBe(order)
  expect(await ask(order, 'BYID3', { out_trade_no: undefined, transaction_id: '4200000000000000000000000000' })).toMatchObject(
    refused(404, 'RESOURCE_NOT_EXISTS'),
  )
})

test.each<[string, Record<string, unknown>, number, string | undefined]>([
  ['no sub_mchid', { sub_mchid: undefined }, 400, 'PARAM_ERROR'],
  ['an unknown sub_mchid', { sub_mchid: '1900009999' }, 400, 'MCH_NOT_EXISTS'],
  ['neither number of the order', { out_trade_no: undefined }, 400, 'PARAM_ERROR'],
  ['an order number of five', { out_trade_no: 'GY123' }, 400, 'PARAM_ERROR'],
  ['an unknown order', { out_trade_no: 'GY20991231' }, 404, 'RESOURCE_NOT_EXISTS'],
  ['no out_refund_no', { out_refund_no: undefined }, 400, 'PARAM_ERROR'],
  ['an empty out_refund_no', { out_refund_no: '' }, 400, 'PARAM_ERROR'],
  ['an out_refund_no of 65', { out_refund_no: 'R'.repeat(65) }, 400, 'PARAM_ERROR'],
  ['an out_refund_no with a dot', { out_refund_no: 'R.1' }, 400, 'PARAM_ERROR'],
  ['every sign in the out_refund_no', { out_refund_no: 'aZ09_-|*@' }, 200, undefined],
  ['a reason of 78 bytes', { reason: '退'.repeat(26) }, 200, undefined],
  ['a reason of 81 bytes', { reason: '退'.repeat(27) }, 400, 'PARAM_ERROR'],
  ['a notify_url with a query', { notify_url: 'https://shop.example/n?a=1' }, 400, 'PARAM_ERROR'],
  ['a notify_url of 257', { notify_url: `https://shop.example/${'n'.repeat(236)}` }, 400, 'PARAM_ERROR'],
  ['no notify_url', { notify_url: undefined }, 200, undefined],
  ['an unknown funds_account', { funds_account: 'SAVINGS' }, 400, 'PARAM_ERROR'],
  ['no amount', { amount: undefined }, 400, 'PARAM_ERROR'],
  ['a refund of 0', part(0, 1800), 400, 'PARAM_ERROR'],
  ['a refund with a fraction', part(0.5, 1800), 400, 'PARAM_ERROR'],
  ['no currency', { amount: { refund: 1, total: 1800 } }, 400, 'PARAM_ERROR'],
  ['another currency', { amount: { refund: 1, total: 1800, currency: 'USD' } }, 400, 'PARAM_ERROR'],
  ['sources that do not add up', { amount: { ...part(2, 1800).amount, from: [{ account: 'AVAILABLE', amount: 1 }] } }, 400, 'PARAM_ERROR'],
  ['another total than the order', part(1, 1801), 400, 'INVALID_REQUEST'],
  ['more than was paid', part(1801, 1800), 400, 'INVALID_REQUEST'],
])('%s', async (_, changes, status, code) => {
  const reply = await ask(await paidOrder(), `V${counter}`, changes)
  expect(reply.json.code).toBe(code)
  expect(reply).toMatchObject({ status, signed: true })
})

test('an unpaid order, and an order of another sub merchant', async () => {
  await system.call('POST', JSAPI, jsapiOrder('GYUNPAID99', system.notifyUrl))
  expect(await ask('GYUNPAID99', 'UNPAID1')).toMatchObject(refused(400, 'INVALID_REQUEST'))
  const two = await startPaySystem({ clock, subMerchants: { any: true, names: new Map() } })
  const order = await paidOrder(1800, two)
  const asked = refundOf(order, 'OTHER1', two.notifyUrl)
  expect(await two.call('POST', REFUNDS, { ...asked, sub_mchid: '1900009102' })).toMatchObject(refused(404, 'RESOURCE_NOT_EXISTS'))
  expect((await two.call('POST', REFUNDS, asked)).status).toBe(200)
  expect(await two.call('GET', refundUrl('OTHER1', '1900009102'))).toMatchObject(refused(404, 'RESOURCE_NOT_EXISTS'))
  await two.stop()
})

test('query: unknown number, and no sub_mchid', async () => {
  expect(await system.call('GET', refundUrl('NOBODY'))).toMatchObject(refused(404, 'RESOURCE_NOT_EXISTS'))
  expect(await system.call('GET', `${REFUNDS}/NOBODY`)).toMatchObject(refused(400, 'PARAM_ERROR'))
})

test('the same request again is the same refund, any change is refused, a new number pays again', async () => {
  const order = await paidOrder(1800)
  const first = await ask(order, 'SAME1', part(900, 1800))
  const again = await Promise.all(Array.from({ length: 20 }, () => ask(order, 'SAME1', part(900, 1800))))
  expect(new Set(again.map((reply) => JSON.stringify(reply.json)))).toEqual(new Set([JSON.stringify(first.json)]))
  for (const changes of [part(899, 1800), { ...part(900, 1800), reason: '别的原因' }, { ...part(900, 1800), notify_url: undefined }])
    expect(await ask(order, 'SAME1', changes)).toMatchObject(refused(400, 'INVALID_REQUEST'))
  expect(await ask(await paidOrder(1800), 'SAME1', part(900, 1800))).toMatchObject(refused(400, 'INVALID_REQUEST'))
  expect((await ask(order, 'SAME2', part(900, 1800))).status).toBe(200)
  expect(await ask(order, 'SAME3', part(1, 1800))).toMatchObject({
    status: 400,
    json: { code: 'INVALID_REQUEST', message: '订单已全额退款' },
  })
  expect(system.pay.refunds.list(order).map((refund) => refund.refundFen)).toEqual([900, 900])
})

test('of two refunds of 60 out of 100 at once one passes', async () => {
  for (let round = 0; round < 10; round++) {
    const order = await paidOrder(100)
    const both = await Promise.all([ask(order, `A${order}`, part(60, 100)), ask(order, `B${order}`, part(60, 100))])
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 400])
    expect(both.find((reply) => reply.status === 400)?.json.code).toBe('INVALID_REQUEST')
    expect(system.pay.refunds.list(order)).toHaveLength(1)
  }
})

test('fifty parts pass, the 51st does not, one that was closed does not count', async () => {
  const order = await paidOrder(100)
  const parts = await Promise.all(Array.from({ length: 51 }, (_, index) => ask(order, `P${order}-${index}`, part(1, 100))))
  expect(parts.filter((reply) => reply.status === 200)).toHaveLength(50)
  const over = parts.filter((reply) => reply.status !== 200)
  expect(over).toMatchObject([{ status: 400, json: { code: 'INVALID_REQUEST' } }])
  expect(String(over[0]?.json.message)).toContain('50')
  await system.control(`/refunds/P${order}-0/settle`, { status: 'CLOSED' })
  expect((await ask(order, `P${order}-next`, part(1, 100))).status).toBe(200)
})

test('a closed refund gives its room back, under a new number only', async () => {
  const order = await paidOrder(100)
  await ask(order, `C${order}`, part(100, 100))
  expect(await ask(order, `D${order}`, part(100, 100))).toMatchObject(refused(400, 'INVALID_REQUEST'))
  await system.control(`/refunds/C${order}/settle`, { status: 'CLOSED' })
  expect((await ask(order, `C${order}`, part(100, 100))).json.status).toBe('CLOSED')
  expect((await ask(order, `D${order}`, part(100, 100))).json.status).toBe('PROCESSING')
})

test.each([
  [YEAR_MS, 200],
  [YEAR_MS + 1, 400],
])('%i ms after the payment a refund is answered %i', async (waitMs, status) => {
  const own = heldClock()
  const aged = await startPaySystem({ clock: own })
  const order = await paidOrder(1800, aged)
  own.advance(waitMs)
  expect((await aged.call('POST', REFUNDS, refundOf(order, 'YEAR1', aged.notifyUrl))).status).toBe(status)
  await aged.stop()
})

test('the order turns to REFUND at the first success, not before, and stays paid for all else', async () => {
  const order = await paidOrder(100)
  const state = async () => (await system.call('GET', orderUrl(order))).json
  await ask(order, `S${order}`, part(40, 100))
  await ask(order, `T${order}`, part(40, 100))
  await system.control(`/refunds/S${order}/settle`, { status: 'ABNORMAL' })
  expect((await state()).trade_state).toBe('SUCCESS')
  await system.control(`/refunds/T${order}/settle`, {})
  expect(await state()).toMatchObject({ trade_state: 'REFUND', trade_state_desc: '转入退款', amount: { payer_total: 100 } })
  expect((await system.call('GET', refundUrl(`T${order}`))).json).toMatchObject({
    status: 'SUCCESS',
    success_time: '2026-11-24T10:00:00+08:00',
  })
  const close = `/v3/pay/partner/transactions/out-trade-no/${order}/close`
  const parties = { sp_mchid: agreed.spMchid, sub_mchid: agreed.subMchid }
  expect(await system.call('POST', close, parties)).toMatchObject(refused(400, 'INVALID_REQUEST'))
  expect((await system.control(`/orders/${order}/pay`, { evenIfClosed: true })).status).toBe(409)
  expect((await ask(order, `U${order}`, part(20, 100))).status).toBe(200)
})

test('an end is final, but for an abnormal one', async () => {
  const order = await paidOrder()
  await ask(order, `E${order}`)
  const settle = (status: string) => system.control(`/refunds/E${order}/settle`, { status })
  expect((await settle('ABNORMAL')).status).toBe(200)
  expect((await settle('ABNORMAL')).status).toBe(409)
  expect((await settle('SUCCESS')).status).toBe(200)
  expect((await settle('CLOSED')).status).toBe(409)
  expect((await system.control('/refunds/NOBODY/settle', {})).status).toBe(404)
  expect((await settle('PROCESSING')).status).toBe(400)
})

test.each([
  ['not_enough', 403, 'NOT_ENOUGH'],
  ['account_abnormal', 403, 'USER_ACCOUNT_ABNORMAL'],
  ['no_auth', 403, 'NO_AUTH'],
  ['rate_limited', 429, 'FREQUENCY_LIMITED'],
  ['error_500', 500, 'SYSTEM_ERROR'],
])('on demand: %s, nothing is done, and afterwards the same request passes', async (api, status, code) => {
  const order = await paidOrder()
  await system.control('/behaviour', { outTradeNo: order, refund: { api } })
  expect(await ask(order, `N${order}`)).toMatchObject(refused(status, code))
  expect(system.pay.refunds.list(order)).toEqual([])
  await system.control('/behaviour', { outTradeNo: order })
  expect((await ask(order, `N${order}`)).status).toBe(200)
})

test.each(['error_after_work', 'lost_answer'])('%s leaves the refund done: the same request again moves no more money', async (api) => {
  const order = await paidOrder()
  await system.control('/behaviour', { outTradeNo: order, refund: { api, result: 'PROCESSING' } })
  await ask(order, `L${order}`).then(
    (reply) => expect(reply).toMatchObject(refused(500, 'SYSTEM_ERROR')),
    (error: unknown) => expect(String(error)).toContain('fetch failed'),
  )
  expect(system.pay.refunds.list(order)).toHaveLength(1)
  await system.control('/behaviour', { outTradeNo: order })
  expect(await ask(order, `L${order}`)).toMatchObject({ status: 200, json: { status: 'PROCESSING' } })
  expect(system.pay.refunds.list(order)).toHaveLength(1)
})

test('a bad gateway, a forged answer, a stale answer, a silence', async () => {
  const order = await paidOrder()
  const behave = (refund: Record<string, unknown>) => system.control('/behaviour', { outTradeNo: order, refund })
  await behave({ api: 'bad_gateway' })
  expect(await ask(order, `G${order}`)).toMatchObject({ status: 502, signed: false, json: {} })
  await behave({ api: 'forged_answer', result: 'PROCESSING' })
  expect(await ask(order, `G${order}`)).toMatchObject({ status: 200, signed: false })
  await system.control(`/refunds/G${order}/settle`, {})
  await behave({ api: 'stale_answer' })
  expect((await system.call('GET', refundUrl(`G${order}`))).json).toMatchObject({ status: 'PROCESSING' })
  await behave({ api: 'timeout' })
  const silence = new Promise((resolve) => setTimeout(() => resolve('silence'), 200))
  expect(await Promise.race([system.call('GET', refundUrl(`G${order}`)).catch(() => 'dropped'), silence])).toBe('silence')
  await behave({})
  expect((await system.call('GET', refundUrl(`G${order}`))).json).toMatchObject({ status: 'SUCCESS' })
})

test('a refund under way ends by itself after a restart, and what was refunded stays so', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pay-refunds-'))
  const own = heldClock()
  const first = await startPaySystem({ dataDir, clock: own })
  const order = await paidOrder(1800, first)
  await first.control('/behaviour', { refund: { delayMs: 60_000 } })
  await first.call('POST', REFUNDS, refundOf(order, 'RESTART1', first.notifyUrl))
  const told = (on: PaySystem) => on.pay.delivery.list(order).every((notice) => notice.state === 'delivered')
  await until(() => told(first))
  first.pay.delivery.stop()
  own.advance(60_000)
  const second = await startPaySystem({ dataDir, clock: own })
  await until(() => second.pay.refunds.find('RESTART1')?.status === 'SUCCESS')
  expect(second.pay.orders.find(order)?.state).toBe('REFUND')
  await until(() => told(second))
  expect(first.received).toHaveLength(2)
  await Promise.all([first.stop(), second.stop()])
  rmSync(dataDir, { recursive: true })
})
