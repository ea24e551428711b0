import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BillDay, DAY_MS, fieldsOf, OTHER_SUB_MCHID, startBillDay } from '../testing/bill-day.ts'
import { agreed, h5Order, jsapiOrder } from '../testing/merchant.ts'
import { monthsBefore } from './bill-book.ts'

const TX = '/v3/pay/partner/transactions'
const HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

let day: BillDay
beforeEach(async () => {
  day = await startBillDay()
})
afterEach(() => day.system.stop())

test('a payment and its refunds, byte for byte', async () => {
  await day.pay('GYBILL0001', 1234_56, { attach: 'gift-1', description: '助餐,独居老人' })
  const paid = day.system.pay.orders.find('GYBILL0001')
  day.clock.advance(61_000)
  await day.refund('GYBILL0001', 'RB-1', 1, 1234_56, 'SUCCESS')
  day.clock.advance(1_000)
  await day.refund('GYBILL0001', 'RB-2', 1000_00, 1234_56)
  day.toNextDay()
  const lines = await day.bill()
  const ids = ['RB-1', 'RB-2'].map((number) => day.system.pay.refunds.find(number)?.refundId)
  const who = `\`${agreed.spAppId},\`${agreed.spMchid},\`${agreed.subMchid},\`,\`${paid?.transactionId},\`GYBILL0001,\`oUpF8uMuAJO_M2pxb1Q9zNjWeS6o,\`JSAPI`
  expect(lines).toEqual([
    `\uFEFF${HEADER}`,
    `\`2026-11-24 10:00:00,${who},\`SUCCESS,\`OTHERS,\`CNY,\`1234.56,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`助餐,独居老人,\`gift-1,\`0.00000,\`0.00%,\`1234.56,\`0.00,\``,
    `\`2026-11-24 10:01:01,${who},\`REFUND,\`OTHERS,\`CNY,\`0.00,\`0.00,\`${ids[0]},\`RB-1,\`0.01,\`0.00,\`ORIGINAL,\`SUCCESS,\`助餐,独居老人,\`gift-1,\`0.00000,\`0.00%,\`0.00,\`0.01,\``,
    `\`2026-11-24 10:01:02,${who},\`REFUND,\`OTHERS,\`CNY,\`0.00,\`0.00,\`${ids[1]},\`RB-2,\`1000.00,\`0.00,\`ORIGINAL,\`PROCESSING,\`助餐,独居老人,\`gift-1,\`0.00000,\`0.00%,\`0.00,\`1000.00,\``,
    TOTALS,
    '`3,`1234.56,`1000.01,`0.00,`0.00000,`1234.56,`1000.01',
  ])
  expect(HEADER.split(',')).toHaveLength(27)
  for (const line of lines.slice(1, 4)) expect(fieldsOf(line)).toHaveLength(27)
})

test('totals to the fen over many amounts, fees rounded to the fen, and all of a fee back with the last part', async () => {
  const amounts = [1, 9, 99, 100, 833, 1800, 12_345, 999_999, 10_000_001]
  for (const [index, fen] of amounts.entries()) await day.pay(`GYTOTAL${String(index).padStart(4, '0')}`, fen)
  day.clock.advance(1_000)
  for (const [index, fen] of [600, 600, 600].entries()) await day.refund('GYTOTAL0005', `RT-${index}`, fen, 1800)
  await day.system.control('/bills/rate', { basisPoints: 60 })
  day.toNextDay()
  const lines = await day.bill()
  const rows = lines.slice(1, -2).map(fieldsOf)
  expect(rows).toHaveLength(12)
  const feesFen = [0, 0, 1, 1, 5, 11, 74, 6000, 60_000]
  expect(rows.slice(0, 9).map((row) => row[22])).toEqual(feesFen.map((fen) => `${(fen / 100).toFixed(2)}000`))
  expect(rows.map((row) => row[23])).toEqual(rows.map(() => '0.60%'))
  const backFees = rows.slice(9).map((row) => row[22])
  expect(backFees).toEqual(['-0.04000', '-0.03000', '-0.04000'])
  const total = amounts.reduce((sum, fen) => sum + fen, 0)
  const fees = feesFen.reduce((sum, fen) => sum + fen, 0) - 11
  expect(fieldsOf(lines.at(-1))).toEqual([
    '12',
    (total / 100).toFixed(2),
    '18.00',
    '0.00',
    `${(fees / 100).toFixed(2)}000`,
    (total / 100).toFixed(2),
    '18.00',
  ])
})

test('only that day in Shanghai, that sub merchant, and money that came', async () => {
  const h5 = h5Order('GYHERE0001', day.system.notifyUrl)
  await day.system.call('POST', `${TX}/h5`, h5)
  await day.system.control('/orders/GYHERE0001/pay', {})
  await day.pay('GYTHERE001', 500, { sub_mchid: OTHER_SUB_MCHID })
  await day.system.call('POST', `${TX}/jsapi`, jsapiOrder('GYUNPAID02', day.system.notifyUrl))
  // The last second of the day and the first of the next.
  day.clock.advance(14 * 3_600_000 - 1_000)
  await day.pay('GYLASTSEC1', 100)
  day.clock.advance(1_000)
  await day.pay('GYNEXTDAY1', 200)
  day.clock.advance(1_000)
  await day.refund('GYHERE0001', 'RNEXT', 1800, 1800, 'SUCCESS')
  day.toNextDay()
  const numbers = (lines: string[]) => lines.slice(1, -2).map((line) => fieldsOf(line)[6])
  const today = await day.bill()
  expect(numbers(today)).toEqual(['GYHERE0001', 'GYLASTSEC1'])
  expect(fieldsOf(today[1])[8]).toBe('MWEB')
  expect(fieldsOf(today[2])[0]).toBe('2026-11-24 23:59:59')
  expect(numbers(await day.bill({ sub_mchid: OTHER_SUB_MCHID }))).toEqual(['GYTHERE001'])
  const all = await day.ask({ sub_mchid: '' })
  expect(all).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } })
  day.clock.advance(DAY_MS)
  expect(numbers(await day.bill({ bill_date: '2026-11-25' }))).toEqual(['GYNEXTDAY1', 'GYHERE0001'])
})

test('SUCCESS and REFUND bills have their own columns', async () => {
  await day.pay('GYTYPES001', 1800)
  await day.refund('GYTYPES001', 'RTYPE', 300, 1800, 'SUCCESS')
  day.toNextDay()
  const success = await day.bill({ bill_type: 'SUCCESS' })
  expect(success[0]?.split(',')).toHaveLength(20)
  expect(success[0]).not.toContain('退款')
  expect(success.slice(-2)).toEqual(['总交易单数,应结订单总金额,手续费总金额,订单总金额', '`1,`18.00,`0.00000,`18.00'])
  const refunds = await day.bill({ bill_type: 'REFUND' })
  expect(refunds[0]?.split(',')).toHaveLength(29)
  expect(refunds[0]).toContain(',代金券金额,退款申请时间,退款成功时间,微信退款单号,')
  expect(fieldsOf(refunds[1])).toHaveLength(29)
  expect(refunds.slice(-2)).toEqual([TOTALS, '`1,`0.00,`3.00,`0.00,`0.00000,`0.00,`3.00'])
})

test('GZIP: the hash is that of the unzipped file, and the file is the same', async () => {
  await day.pay('GYZIPPED01', 1800)
  day.toNextDay()
  const asked = await day.ask({ tar_type: 'GZIP' })
  const zipped = await day.fetchFile(asked.json.download_url)
  const file = gunzipSync(zipped.raw)
  expect(createHash('sha1').update(file).digest('hex')).toBe(asked.json.hash_value)
  expect(createHash('sha1').update(zipped.raw).digest('hex')).not.toBe(asked.json.hash_value)
  const plain = await day.ask()
  expect((await day.fetchFile(plain.json.download_url)).raw.equals(file)).toBe(true)
})

test('the download is only for the merchant, is not signed, and its link lasts five minutes', async () => {
  await day.pay('GYLINK0001', 1800)
  day.toNextDay()
  const { pathname, search, href } = new URL(String((await day.ask()).json.download_url))
  expect((await fetch(href)).status).toBe(401)
  const file = await day.system.call('GET', `${pathname}${search}`)
  expect(file).toMatchObject({ status: 200, signed: false })
  expect(file.headers.get('wechatpay-signature')).toBeNull()
  day.clock.advance(5 * 60_000)
  expect((await day.system.call('GET', `${pathname}${search}`)).status).toBe(200)
  day.clock.advance(1)
  expect(await day.system.call('GET', `${pathname}${search}`)).toMatchObject({
    status: 400,
    signed: true,
    json: { code: 'INVALID_REQUEST' },
  })
  expect(await day.system.call('GET', pathname)).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR' } })
})

test('from 10:00 of the next day, for three months', async () => {
  await day.pay('GYTIMES001', 1800)
  expect(await day.ask()).toMatchObject({ status: 400, signed: true, json: { code: 'PARAM_ERROR' } })
  day.clock.advance(DAY_MS - 1)
  expect(await day.ask()).toMatchObject({ status: 400, json: { code: 'STATEMENT_CREATING' } })
  day.clock.advance(1)
  expect((await day.ask()).status).toBe(200)
  expect(await day.ask({ bill_date: '2026-11-23' })).toMatchObject({ status: 400, json: { code: 'NO_STATEMENT_EXIST' } })
  day.clock.advance(Date.parse('2027-02-24T23:59:59+08:00') - day.clock.now().getTime())
  expect((await day.ask()).status).toBe(200)
  day.clock.advance(1_000)
  expect(await day.ask()).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR', message: '仅支持下载三个月内的账单' } })
})

test.each([
  ['2027-02-24', '2026-11-24'],
  ['2027-05-31', '2027-02-28'],
  ['2028-05-31', '2028-02-29'],
  ['2027-01-15', '2026-10-15'],
])('three months before %s is %s', (date, before) => {
  expect(monthsBefore(date, 3)).toBe(before)
})

test.each([
  ['no date', { bill_date: '' }],
  ['a date that is none', { bill_date: '2026-02-30' }],
  ['another type', { bill_type: 'EVERYTHING' }],
  ['another tar_type', { tar_type: 'ZIP' }],
])('refuses %s', async (_, changes) => {
  day.toNextDay()
  expect(await day.ask(changes)).toMatchObject({ status: 400, signed: true, json: { code: 'PARAM_ERROR' } })
})

test('a sub merchant that is none of ours has no bill', async () => {
  day.toNextDay()
  expect(await day.ask({ sub_mchid: '1900009999' })).toMatchObject({ status: 403, signed: true, json: { code: 'NO_AUTH' } })
})

test('a bill is a snapshot: what became of a refund later it does not tell', async () => {
  await day.pay('GYSNAP0001', 400)
  for (const [number, status] of [
    ['RS1', 'SUCCESS'],
    ['RS2', 'CLOSED'],
    ['RS3', 'ABNORMAL'],
    ['RS4', undefined],
  ] as const)
    await day.refund('GYSNAP0001', number, 100, 400, status)
  day.toNextDay()
  const statuses = async () => (await day.bill({ bill_type: 'REFUND' })).slice(1, -2).map((line) => fieldsOf(line)[21])
  expect(await statuses()).toEqual(['SUCCESS', 'FAIL', 'CHANGE', 'PROCESSING'])
  day.clock.advance(1)
  await day.system.control('/refunds/RS4/settle', {})
  expect(await statuses()).toEqual(['SUCCESS', 'FAIL', 'CHANGE', 'PROCESSING'])
})
