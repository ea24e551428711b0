import { afterAll, beforeAll, expect, test } from 'vitest'
import { behaviour } from '../pay/behaviour.ts'
import { listen, type RunningServer } from '../server/listen.ts'
import { createInbox, type SmsInbox } from '../sms/messages.ts'
import { h5Order, refundOf } from '../testing/merchant.ts'
import { type PaySystem, startPaySystem, until } from '../testing/pay-system.ts'
import { createPhone } from './server.ts'
import { SWITCH_GROUPS } from './troubles.ts'

let inbox: SmsInbox
let system: PaySystem
let phone: RunningServer
beforeAll(async () => {
  inbox = createInbox(undefined)
  system = await startPaySystem()
  phone = await listen(createPhone({ inbox, pay: system.pay, calls: () => [], subscribeMessages: () => [] }).callback(), '127.0.0.1', 0)
})
afterAll(() => Promise.all([phone.close(), system.stop()]))

async function get(path: string): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${phone.url}${path}`)
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

test('the page and its parts are served, and nothing is inline', async () => {
  const page = await fetch(phone.url)
  const html = await page.text()
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(html).not.toMatch(/<script>|\sstyle=|\son\w+=/)
  const assets = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map((match) => match[1])
  expect(assets).toEqual(['/phone.css', '/phone.js'])
  for (const asset of assets) expect((await fetch(`${phone.url}${asset}`)).status).toBe(200)
  const script = await (await fetch(`${phone.url}/phone.js`)).text()
  expect(() => new Function(script)).not.toThrow()
})

test('messages by number, newest first', async () => {
  const message = (id: string, number: string) => ({
    id,
    phone: number,
    text: '【民生直达】您的验证码是1234',
    templateCode: 'SMS_100001',
    parameters: { code: '1234' },
    receivedAt: '2026-11-24T02:00:00.000Z',
  })
  inbox.receive(message('1', '13800000001'))
  inbox.receive(message('2', '13800000002'))
  inbox.receive(message('3', '13800000001'))
  expect((await get('/api/phones')).json).toEqual({ phones: ['13800000001', '13800000002'] })
  const ids = async (query: string) => ((await get(`/api/messages${query}`)).json.messages as Array<{ id: string }>).map(({ id }) => id)
  expect(await ids('?phone=13800000001')).toEqual(['3', '1'])
  expect(await ids('')).toEqual(['3', '2', '1'])
  expect((await get('/api/messages?phone=1')).status).toBe(400)
})

test('payments with their way to the cashier and what became of the notice', async () => {
  await system.call('POST', '/v3/pay/partner/transactions/h5', h5Order('GYPHONE001', system.notifyUrl))
  const first = async () => ((await get('/api/payments')).json.payments as Array<Record<string, unknown>>)[0]
  const waiting = await first()
  expect(waiting).toMatchObject({
    outTradeNo: 'GYPHONE001',
    state: 'NOTPAY',
    payee: '演示慈善组织',
    totalFen: 1800,
    paidAt: null,
    notices: [],
  })
  expect((await fetch(String(waiting?.cashier))).status).toBe(200)
  await system.control('/orders/GYPHONE001/pay', {})
  await until(() => system.pay.delivery.list('GYPHONE001')[0]?.state === 'delivered')
  expect(await first()).toMatchObject({ state: 'SUCCESS', cashier: null, notices: [{ state: 'delivered', attempts: [{ status: 204 }] }] })
})

test('the switches drive the pay stand-in', async () => {
  const set = (body: unknown) => fetch(`${phone.url}/api/behaviour`, { method: 'POST', body: JSON.stringify(body) })
  expect((await set({ notice: 'silent' })).status).toBe(200)
  expect((await system.control('/behaviour')).json).toMatchObject({ notice: 'silent', tamper: 'none', api: 'normal' })
  expect((await set({ notice: 'loud' })).status).toBe(400)
  await set({})
  expect((await get('/api/behaviour')).json).toMatchObject({ notice: 'normal' })
})

test('every choice of every switch is one the stand-in knows, the first of each is its normal way, and each has words', () => {
  const at = (value: unknown, id: string) => id.split('-').reduce((part, name) => (part as Record<string, unknown>)[name], value)
  const normal = behaviour.parse({})
  for (const { id, choices } of SWITCH_GROUPS.flatMap((group) => group.switches)) {
    expect(at(normal, id)).toBe(Object.keys(choices)[0])
    for (const [choice, words] of Object.entries(choices)) {
      const [name, inner] = id.split('-') as [string, string | undefined]
      const asked = inner === undefined ? { [name]: choice } : { [name]: { [inner]: choice } }
      expect(at(behaviour.parse(asked), id)).toBe(choice)
      expect(words).toMatch(/[\u4e00-\u9fff]/)
    }
  }
})

test('refunds and what became of their notices stand with their payment', async () => {
  await system.control('/behaviour', { refund: { delayMs: 0 } })
  const asked = refundOf('GYPHONE001', 'RPHONE1', system.notifyUrl, { amount: { refund: 800, total: 1800, currency: 'CNY' } })
  await system.call('POST', '/v3/refund/domestic/refunds', asked)
  await until(() => system.pay.delivery.list('GYPHONE001')[1]?.state === 'delivered')
  const [payment] = (await get('/api/payments')).json.payments as Array<Record<string, unknown>>
  expect(payment).toMatchObject({
    outTradeNo: 'GYPHONE001',
    state: 'REFUND',
    notices: [{ state: 'delivered' }],
    refunds: [
      { outRefundNo: 'RPHONE1', refundFen: 800, status: 'SUCCESS', notices: [{ state: 'delivered', refund: { status: 'SUCCESS' } }] },
    ],
  })
  expect(payment?.notices).toHaveLength(1)
})
