import { afterEach, expect, test } from 'vitest'
import { agreed, jsapiOrder, refundOf } from '../testing/merchant.ts'
import { openNotice, type PaySystem, startPaySystem, until } from '../testing/pay-system.ts'
import { RETRY_PLAN_SECONDS } from './notice-record.ts'

const JSAPI = '/v3/pay/partner/transactions/jsapi'
const REFUNDS = '/v3/refund/domestic/refunds'
const running: PaySystem[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((system) => system.stop()))
})
async function start(): Promise<PaySystem> {
  const system = await startPaySystem()
  running.push(system)
  return system
}
/** A paid order whose payment notice, unless it is held back, has gone, so that only refund notices follow. */
async function paid(system: PaySystem, outTradeNo: string): Promise<void> {
  await system.call('POST', JSAPI, jsapiOrder(outTradeNo, system.notifyUrl))
  await system.control(`/orders/${outTradeNo}/pay`, {})
  await until(() => system.pay.delivery.list(outTradeNo).every((notice) => notice.held || notice.state === 'delivered'))
}
const refund = (system: PaySystem, order: string, number: string, changes: Record<string, unknown> = {}) =>
  system.call('POST', REFUNDS, refundOf(order, number, `${system.notifyUrl}/refunds`, changes))
const opened = (system: PaySystem) => system.received.map(openNotice)
const kinds = (system: PaySystem) => opened(system).map(({ envelope }) => envelope.event_type)

test.each([
  ['SUCCESS', '退款成功'],
  ['CLOSED', '退款关闭'],
  ['ABNORMAL', '退款异常'],
])('a refund that ends %s is told, signed and sealed, at the address of its request', async (result, summary) => {
  const system = await start()
  await paid(system, 'GYTOLD0001')
  await system.control('/behaviour', { refund: { result, delayMs: 50 } })
  const { refund_id: refundId, transaction_id: transactionId } = (await refund(system, 'GYTOLD0001', 'TOLD1')).json
  expect(system.received).toHaveLength(1)
  await until(() => system.received.length === 2)
  const { verified, envelope, transaction: plain } = opened(system)[1] as ReturnType<typeof openNotice>
  expect(verified).toBe(true)
  expect(envelope).toMatchObject({
    event_type: `REFUND.${result}`,
    resource_type: 'encrypt-resource',
    summary,
    resource: { original_type: 'refund', algorithm: 'AEAD_AES_256_GCM', associated_data: 'refund' },
  })
  expect(String(envelope.id).length).toBeLessThanOrEqual(36)
  expect(Object.keys(plain)).toEqual([
    'sp_mchid',
    'sub_mchid',
    'out_trade_no',
    'transaction_id',
    'out_refund_no',
    'refund_id',
    'refund_status',
    ...(result === 'SUCCESS' ? ['success_time'] : []),
    'user_received_account',
    'amount',
  ])
  expect(plain).toMatchObject({
    sp_mchid: agreed.spMchid,
    sub_mchid: agreed.subMchid,
    out_trade_no: 'GYTOLD0001',
    transaction_id: transactionId,
    out_refund_no: 'TOLD1',
    refund_id: refundId,
    refund_status: result,
    amount: { total: 1800, refund: 1800, payer_total: 1800, payer_refund: 1800 },
  })
  if (result === 'SUCCESS') expect(plain.success_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/)
})

test('a refused refund notice is repeated by the same plan', async () => {
  const system = await start()
  await paid(system, 'GYPLAN0001')
  await system.control('/behaviour', { refund: { delayMs: 0 } })
  system.answerWith.status = 500
  await refund(system, 'GYPLAN0001', 'PLAN1')
  await until(() => system.pay.delivery.list('GYPLAN0001')[1]?.state === 'given_up')
  const told = opened(system).slice(1)
  expect(told).toHaveLength(RETRY_PLAN_SECONDS.length + 1)
  expect(new Set(told.map(({ envelope }) => envelope.id)).size).toBe(1)
  expect(told.every(({ verified }) => verified)).toBe(true)
})

test('silent, doubled, late; and none without an address', async () => {
  const system = await start()
  await paid(system, 'GYWAYS0001')
  const part = { amount: { refund: 100, total: 1800, currency: 'CNY' } }
  const behave = (changes: Record<string, unknown>) => system.control('/behaviour', { refund: { delayMs: 0, ...changes } })
  const ended = (number: string) => until(() => system.pay.refunds.find(number)?.status === 'SUCCESS')

  await behave({ notice: 'silent' })
  await refund(system, 'GYWAYS0001', 'WAY1', part)
  await ended('WAY1')
  await behave({})
  await refund(system, 'GYWAYS0001', 'WAY2', { ...part, notify_url: undefined })
  await ended('WAY2')
  expect(system.pay.delivery.list('GYWAYS0001')).toHaveLength(1)
  expect((await system.control('/refunds/WAY2/notify', {})).status).toBe(409)

  await behave({ notice: 'doubled', times: 4 })
  await refund(system, 'GYWAYS0001', 'WAY3', part)
  await until(() => system.pay.delivery.list('GYWAYS0001')[1]?.state === 'delivered')
  expect(system.received).toHaveLength(5)
  expect(
    new Set(
      opened(system)
        .slice(1)
        .map(({ envelope }) => envelope.id),
    ).size,
  ).toBe(1)

  await behave({ notice: 'late', lateMs: 800 })
  await refund(system, 'GYWAYS0001', 'WAY4', part)
  await ended('WAY4')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(system.received).toHaveLength(5)
  await until(() => system.received.length === 6)
})

test('reordered payment: its notice comes only after that of the refund', async () => {
  const system = await start()
  await system.control('/behaviour', { notice: 'reordered', refund: { delayMs: 0 } })
  await paid(system, 'GYORDER001')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(system.received).toHaveLength(0)
  await refund(system, 'GYORDER001', 'ORDER1')
  await until(() => system.received.length === 2)
  expect(kinds(system)).toEqual(['REFUND.SUCCESS', 'TRANSACTION.SUCCESS'])
  expect(opened(system)[1]?.transaction).toMatchObject({ trade_state: 'SUCCESS' })
})

test('reordered payment: with no notice of the refund to wait for, it comes once the refund ended', async () => {
  const system = await start()
  await system.control('/behaviour', { notice: 'reordered', refund: { delayMs: 0, notice: 'silent' } })
  await paid(system, 'GYORDER003')
  await refund(system, 'GYORDER003', 'ORDER3')
  await until(() => system.received.length === 1)
  expect(kinds(system)).toEqual(['TRANSACTION.SUCCESS'])
})

test('reordered refund: PROCESSING comes after SUCCESS', async () => {
  const system = await start()
  await paid(system, 'GYORDER002')
  await system.control('/behaviour', { refund: { notice: 'reordered', delayMs: 0 } })
  await refund(system, 'GYORDER002', 'ORDER2')
  await until(() => system.received.length === 3)
  expect(kinds(system).slice(1)).toEqual(['REFUND.SUCCESS', 'REFUND.PROCESSING'])
  expect(opened(system)[2]).toMatchObject({ verified: true, transaction: { refund_status: 'PROCESSING', out_refund_no: 'ORDER2' } })
})

test.each([
  ['forged_signature', false],
  ['altered_body', false],
  ['unknown_serial', true],
  ['stale_timestamp', true],
  ['signtest_probe', false],
  ['wrong_amount', true],
  ['wrong_payee', true],
  ['unknown_order', true],
] as const)('tampering %s: signature good is %s, and a query still tells the truth', async (tamper, verified) => {
  const system = await start()
  await paid(system, 'GYTAMPER02')
  await system.control('/behaviour', { refund: { tamper, delayMs: 0 } })
  await refund(system, 'GYTAMPER02', 'TAMPER1')
  await until(() => system.received.length === 2)
  const notice = system.received[1] as (typeof system.received)[0]
  const { verified: isVerified, transaction: plain } = openNotice(notice)
  expect(isVerified).toBe(verified)
  const changed: Record<string, () => void> = {
    unknown_serial: () => expect(notice.headers['wechatpay-serial']).not.toBe(agreed.platformKeyId),
    stale_timestamp: () => expect(Number(notice.headers['wechatpay-timestamp'])).toBeLessThan(Date.now() / 1000 - 300),
    signtest_probe: () => expect(String(notice.headers['wechatpay-signature'])).toMatch(/^WECHATPAY\/SIGNTEST\//),
    wrong_amount: () => expect(plain.amount).toMatchObject({ refund: 1801, payer_refund: 1801 }),
    wrong_payee: () => expect(plain.sub_mchid).not.toBe(agreed.subMchid),
    unknown_order: () => expect([plain.out_refund_no, plain.out_trade_no]).toEqual(['UNKNOWNTAMPER1', 'UNKNOWNGYTAMPER02']),
  }
  changed[tamper]?.()
  expect((await system.call('GET', `${REFUNDS}/TAMPER1?sub_mchid=${agreed.subMchid}`)).json).toMatchObject({
    status: 'SUCCESS',
    out_trade_no: 'GYTAMPER02',
    amount: { refund: 1800 },
  })
})

test('sent by hand: only of an ended refund, unless forged or asked for by status', async () => {
  const system = await start()
  await paid(system, 'GYBYHAND01')
  await system.control('/behaviour', { refund: { result: 'PROCESSING' } })
  await refund(system, 'GYBYHAND01', 'HAND1')
  const send = async (body: Record<string, unknown>) => (await system.control('/refunds/HAND1/notify', body)).status
  expect(await send({})).toBe(409)
  expect(await send({ tamper: 'forged_signature' })).toBe(200)
  expect(await send({ status: 'PROCESSING' })).toBe(200)
  await system.control('/refunds/HAND1/settle', {})
  await until(() => system.received.length === 4)
  expect((await system.control('/refunds/HAND1/notify', { times: 3 })).json.statuses).toEqual([204, 204, 204])
  const ids = opened(system)
    .slice(3)
    .map(({ envelope }) => envelope.id)
  expect(ids).toHaveLength(4)
  expect(new Set(ids).size).toBe(1)
  expect((await system.control('/refunds/HAND1')).json).toMatchObject({ status: 'SUCCESS', notices: [{ attempts: { length: 4 } }] })
  expect((await system.control('/refunds?outTradeNo=GYBYHAND01')).json.refunds).toHaveLength(1)
})

test('reset forgets refunds, and what was still to happen does not happen', async () => {
  const system = await start()
  await paid(system, 'GYRESET001')
  await system.control('/behaviour', { refund: { delayMs: 100 } })
  await refund(system, 'GYRESET001', 'RESET1')
  await system.control('/reset', {})
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(system.received).toHaveLength(1)
  expect((await system.control('/refunds')).json.refunds).toEqual([])
})
