import { afterEach, beforeEach, expect, test } from 'vitest'
import { type HeldClock, heldClock } from '../testing/held-clock.ts'
import { h5Order, jsapiOrder, paymentOf } from '../testing/merchant.ts'
import { type PaySystem, startPaySystem, until } from '../testing/pay-system.ts'

const BASE = '/v3/pay/partner/transactions'
const BACK = 'https://shop.example/thanks?id=1'
let clock: HeldClock
let system: PaySystem
beforeEach(async () => {
  clock = heldClock()
  system = await startPaySystem({ clock })
})
afterEach(() => system.stop())

const state = (outTradeNo: string) => system.pay.orders.find(outTradeNo)?.state
async function prepay(outTradeNo: string, changes: Record<string, unknown> = {}): Promise<string> {
  return String((await system.call('POST', `${BASE}/jsapi`, jsapiOrder(outTradeNo, system.notifyUrl, changes))).json.prepay_id)
}
async function requestPayment(body: Record<string, unknown>): Promise<string> {
  const response = await fetch(`${system.url}/cashier/jsapi`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return ((await response.json()) as { errMsg: string }).errMsg
}
async function h5(outTradeNo: string, changes: Record<string, unknown> = {}): Promise<string> {
  return String((await system.call('POST', `${BASE}/h5`, h5Order(outTradeNo, system.notifyUrl, changes))).json.h5_url)
}
const submit = (path: string, fields: Record<string, string>) =>
  fetch(`${system.url}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

test('wx.requestPayment: ok once, then already paid', async () => {
  const payment = paymentOf(await prepay('GYJSAPI001'), clock.now())
  expect(await requestPayment(payment)).toBe('requestPayment:ok')
  expect(state('GYJSAPI001')).toBe('SUCCESS')
  expect(await requestPayment(payment)).toBe('requestPayment:fail 该订单已支付')
  await until(() => system.received.length === 1)
})

test('cancel leaves the order unpaid and payable', async () => {
  const payment = paymentOf(await prepay('GYJSAPI002'), clock.now())
  expect(await requestPayment({ ...payment, action: 'cancel' })).toBe('requestPayment:fail cancel')
  expect(state('GYJSAPI002')).toBe('NOTPAY')
  expect(await requestPayment(payment)).toBe('requestPayment:ok')
})

test.each(['appId', 'timeStamp', 'nonceStr', 'package', 'paySign'] as const)('paySign does not cover a changed %s', async (field) => {
  const other = await prepay('GYJSAPI003')
  const payment: Record<string, string> = paymentOf(await prepay('GYJSAPI004'), clock.now())
  const changes = { appId: 'wxffffffffffffffff', timeStamp: '1700000000', nonceStr: 'x', package: `prepay_id=${other}`, paySign: 'AAAA' }
  expect(await requestPayment({ ...payment, [field]: changes[field] })).toBe('requestPayment:fail 验证签名失败')
  expect([state('GYJSAPI003'), state('GYJSAPI004')]).toEqual(['NOTPAY', 'NOTPAY'])
})

test('wrong sign type, missing fields and unknown prepay ids are refused', async () => {
  const payment = paymentOf(await prepay('GYJSAPI005'), clock.now())
  expect(await requestPayment({ ...payment, signType: 'MD5' })).toBe('requestPayment:fail 支付参数不对')
  expect(await requestPayment({ appId: payment.appId })).toMatch(/^requestPayment:fail /)
  expect(await requestPayment(paymentOf('wx000000000000000000000000000000000', clock.now()))).toBe('requestPayment:fail 没有找到这笔订单')
})

test('a prepay id lives two hours, a new one for the same order pays', async () => {
  const old = await prepay('GYJSAPI006')
  clock.advance(2 * 3_600_000 + 1)
  expect(await requestPayment(paymentOf(old, clock.now()))).toBe('requestPayment:fail 订单已超过支付时间')
  expect(await requestPayment(paymentOf(await prepay('GYJSAPI006'), clock.now()))).toBe('requestPayment:ok')
})

test('a closed order can not be paid', async () => {
  const payment = paymentOf(await prepay('GYJSAPI007', { time_expire: '2026-11-24T10:10:00+08:00' }), clock.now())
  clock.advance(600_000)
  expect(await requestPayment(payment)).toBe('requestPayment:fail 订单已关闭')
})

test('the H5 page says who, what for and how much, and leads back either way', async () => {
  const url = await h5('GYH5000001')
  const page = await fetch(`${url}&redirect_url=${encodeURIComponent(BACK)}`)
  const html = await page.text()
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  for (const words of ['演示收银台', '付给 演示慈善组织', '18.00', '独居老人助餐', '确认支付', '暂不支付']) expect(html).toContain(words)

  const prepayId = new URL(url).searchParams.get('prepay_id') as string
  const cancelled = await submit('/cashier/h5', { prepay_id: prepayId, action: 'cancel', redirect_url: BACK })
  expect([cancelled.status, cancelled.headers.get('location'), state('GYH5000001')]).toEqual([303, BACK, 'NOTPAY'])
  const paid = await submit('/cashier/h5', { prepay_id: prepayId, action: 'pay', redirect_url: BACK })
  expect([paid.status, paid.headers.get('location'), state('GYH5000001')]).toEqual([303, BACK, 'SUCCESS'])
  const again = await submit('/cashier/h5', { prepay_id: prepayId, action: 'pay', redirect_url: BACK })
  expect(again.status).toBe(303)
  await until(() => system.received.length === 1)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(system.received).toHaveLength(1)
})

test('without an address to go back to, the cashier says how it ended', async () => {
  const prepayId = new URL(await h5('GYH5000002')).searchParams.get('prepay_id') as string
  const paid = await submit('/cashier/h5', { prepay_id: prepayId, action: 'pay', redirect_url: 'javascript:alert(1)' })
  expect(paid.status).toBe(200)
  expect(await paid.text()).toContain('支付成功')
})

test('what the merchant wrote is shown as text, never as markup', async () => {
  const url = await h5('GYH5000003', { description: '<script>alert(1)</script>' })
  const html = await (await fetch(`${url}&redirect_url=${encodeURIComponent('https://a.example/"><script>x')}`)).text()
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).not.toContain('<script>')
})

test('the H5 link opens for five minutes', async () => {
  const url = await h5('GYH5000004')
  clock.advance(5 * 60_000 + 1)
  const late = await fetch(url)
  expect(late.status).toBe(400)
  expect(await late.text()).toContain('支付页面已过期')
})

test('people can open the JSAPI cashier too, with a good signature', async () => {
  const payment = paymentOf(await prepay('GYJSAPI008'), clock.now())
  const query = new URLSearchParams({ ...payment, redirect_url: BACK })
  expect(await (await fetch(`${system.url}/cashier/jsapi?${query}`)).text()).toContain('确认支付')
  query.set('package', 'prepay_id=wx1')
  expect(await (await fetch(`${system.url}/cashier/jsapi?${query}`)).text()).toContain('验证签名失败')
  const paid = await submit('/cashier/jsapi', { ...payment, action: 'pay', redirect_url: BACK })
  expect([paid.status, state('GYJSAPI008')]).toEqual([303, 'SUCCESS'])
})

test('an H5 order is not paid through the mini-program', async () => {
  const prepayId = new URL(await h5('GYH5000005')).searchParams.get('prepay_id') as string
  expect(await requestPayment(paymentOf(prepayId, clock.now()))).toBe('requestPayment:fail 请在下单的地方支付')
})

test('many confirmations at once pay once', async () => {
  const payment = paymentOf(await prepay('GYJSAPI009'), clock.now())
  const answers = await Promise.all(Array.from({ length: 20 }, () => requestPayment(payment)))
  expect(answers.filter((answer) => answer === 'requestPayment:ok')).toHaveLength(1)
  await until(() => system.received.length === 1)
})
