import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BillDay, DAY_MS, fieldsOf, startBillDay } from '../testing/bill-day.ts'
import { agreed } from '../testing/merchant.ts'

let day: BillDay
beforeEach(async () => {
  day = await startBillDay()
})
afterEach(() => day.system.stop())

test('control: an order left out, an amount changed, a stranger added, totals with them, and back', async () => {
  await day.pay('GYALTER001', 1000)
  await day.pay('GYALTER002', 2000)
  await day.refund('GYALTER002', 'RA1', 500, 2000)
  day.toNextDay()
  const before = await day.bill()
  const alter = (body: unknown) => day.system.control('/bills/alterations', body)
  await alter({ kind: 'drop', number: 'GYALTER001' })
  await alter({ kind: 'amount', number: 'GYALTER002', amountFen: 2001 })
  await alter({ kind: 'amount', number: 'RA1', amountFen: 499 })
  await alter({ kind: 'stranger', date: '2026-11-24', subMchid: agreed.subMchid, outTradeNo: 'STRANGER01', amountFen: 333 })
  const after = await day.bill()
  expect(after.slice(1, -2).map((line) => [fieldsOf(line)[6], fieldsOf(line)[24], fieldsOf(line)[25]])).toEqual([
    ['GYALTER002', '20.01', '0.00'],
    ['GYALTER002', '0.00', '4.99'],
    ['STRANGER01', '3.33', '0.00'],
  ])
  expect(after.at(-1)).toBe('`3,`23.34,`4.99,`0.00,`0.00000,`23.34,`4.99')
  expect(await day.bill()).toEqual(after)
  expect((await alter({ kind: 'burn' })).status).toBe(400)
  await fetch(`${day.system.url}/_control/bills/alterations`, { method: 'DELETE' })
  expect((await day.system.control('/bills/alterations')).json).toEqual({ alterations: [] })
  expect(await day.bill()).toEqual(before)
})

test('control: the clock moves for orders and bills, not for signatures', async () => {
  await day.pay('GYCLOCK001', 1800)
  expect((await day.ask()).status).toBe(400)
  expect((await day.system.control('/clock', { at: '2026-11-25T10:00:00+08:00' })).json).toEqual({
    now: '2026-11-25T02:00:00.000Z',
    shiftMs: DAY_MS,
  })
  expect(await day.ask()).toMatchObject({ status: 200, signed: true })
  await day.pay('GYCLOCK002', 1800)
  expect(day.system.pay.orders.find('GYCLOCK002')?.paidAt).toBe('2026-11-25T02:00:00.000Z')
  await day.system.control('/clock', { advanceMs: DAY_MS })
  expect((await day.bill({ bill_date: '2026-11-25' })).at(-1)).toMatch(/^`1,`18\.00,/)
  expect((await day.system.control('/clock', {})).json).toMatchObject({ shiftMs: 0 })
  expect((await day.ask()).status).toBe(400)
  expect((await day.system.control('/clock', { at: 'tomorrow' })).status).toBe(400)
})

test.each([
  ['now', {}, 200, undefined],
  ['creating', {}, 400, 'STATEMENT_CREATING'],
  ['missing', {}, 400, 'NO_STATEMENT_EXIST'],
  ['by_time', { api: 'error_500' }, 500, 'SYSTEM_ERROR'],
  ['by_time', { api: 'rate_limited' }, 429, 'FREQUENCY_LIMITED'],
  ['by_time', { api: 'no_auth' }, 403, 'NO_AUTH'],
])('control: ready %s %o is answered %i %s', async (ready, more, status, code) => {
  await day.pay('GYREADY001', 1800)
  if (ready !== 'now') day.toNextDay()
  await day.system.control('/behaviour', { bill: { ready, ...more } })
  const asked = await day.ask()
  expect(asked).toMatchObject({ status, signed: true })
  expect(asked.json.code).toBe(code)
})

test('control: a wrong hash, and a look at a bill at any time', async () => {
  await day.pay('GYHASH0001', 1800)
  await day.system.control('/behaviour', { bill: { ready: 'now', api: 'wrong_hash' } })
  const asked = await day.ask()
  const { raw } = await day.fetchFile(asked.json.download_url)
  expect(createHash('sha1').update(raw).digest('hex')).not.toBe(asked.json.hash_value)
  const preview = await fetch(`${day.system.url}/_control/bills/2026-11-24?sub_mchid=${agreed.subMchid}`)
  expect(Buffer.from(await preview.arrayBuffer()).equals(raw)).toBe(true)
  expect((await fetch(`${day.system.url}/_control/bills/yesterday`)).status).toBe(400)
})
