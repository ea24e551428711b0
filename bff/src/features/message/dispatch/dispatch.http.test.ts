import { describe, expect, test } from 'vitest'
import { guestH5, key, staff } from '../../../../testing/actors.ts'
import { send as sendRequest } from '../../../../testing/app.ts'
import { ask, dispatches } from '../../../../testing/dispatches.ts'
import type { DispatchDocument } from './store.ts'

const MINUTE_MS = 60_000
const { clock, app, outside, resident, notices, sent, work, later, rows } = dispatches()
const smsReports = (wish: object) => ask(`${outside().urls.sms}/_control/reports`, wish)
const smsTrouble = (api: string) => ask(`${outside().urls.sms}/_control/behaviour`, { api })

describe('a text message', () => {
  test('goes once, is asked after, and says delivered', async () => {
    const who = await resident()
    await sent(who)
    await Promise.all([work(), work()])
    expect(await rows(who)).toEqual([['sms', 'sent', null]])
    await later(1)
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    const [text, ...more] = await notices(who.phone)
    expect([more, text?.text]).toEqual([[], expect.stringMatching(/^【民生直达上城】¥\d+\.00 已退给您。请打开“民生直达”小程序/)])
  })

  test('that was taken while the answer got lost is found by its number and not sent again', async () => {
    const who = await resident()
    await sent(who)
    const takenButUnheard = await app().db.collection<DispatchDocument>('message_dispatches')
    await work()
    // As a process leaves it that fell between the send and its note of it.
    await takenButUnheard.updateOne(
      { to: who.accountId },
      { $set: { state: 'queued', inFlight: true, providerNumber: null, nextAt: clock.now() } },
    )
    await work()
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    expect(await notices(who.phone)).toHaveLength(1)
  })

  test('that never left is sent after a fall, under the same number', async () => {
    const who = await resident()
    await sent(who)
    await smsTrouble('error_500')
    await work()
    expect(await rows(who)).toEqual([['sms', 'queued', 'no_answer']])
    await smsTrouble('normal')
    await later(1)
    expect((await rows(who))[0]?.[1]).toBe('sent')
    const [row] = await app().db.collection<DispatchDocument>('message_dispatches').find({ to: who.accountId }).toArray()
    expect((await notices(who.phone)).map(({ outId }) => outId)).toEqual([row?._id])
  })

  test('is dead after the last try, seen at the desk, and sent again by hand', async () => {
    const who = await resident()
    await sent(who)
    await smsTrouble('error_500')
    await work()
    const dispatches = app().db.collection<DispatchDocument>('message_dispatches')
    for (let i = 0; i < 6; i += 1) {
      await dispatches.updateOne({ to: who.accountId, state: 'queued' }, { $set: { nextAt: clock.now() } })
      await work()
    }
    expect(await rows(who)).toEqual([['sms', 'dead', 'no_answer']])
    await smsTrouble('normal')
    const bureau = await staff(app(), ['bureau'])
    const { items } = await bureau.call('listMessageDispatches', { query: { state: 'dead' } })
    expect(items[0]).toMatchObject({
      readerMasked: expect.stringContaining('****'),
      mayResend: true,
      faultWords: expect.stringContaining('没有回应'),
    })
    const again = { params: { dispatchId: items[0]?.id ?? '' }, body: { reason: '短信通道修好了' }, idempotencyKey: key() }
    expect(await bureau.call('resendMessageDispatch', again)).toMatchObject({ state: 'queued', attempts: 0 })
    await work()
    await later(1)
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    await expect(bureau.call('resendMessageDispatch', { ...again, idempotencyKey: key() })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('to a number out of service has failed, in words a clerk reads', async () => {
    const who = await resident()
    await smsReports({ result: 'MOBILE_NOT_ON_SERVICE' })
    await sent(who)
    await work()
    await later(1)
    expect(await rows(who)).toEqual([['sms', 'failed', 'MOBILE_NOT_ON_SERVICE']])
  })

  test('receipts doubled, of strangers and of nobody change nothing but the moment of asking', async () => {
    const who = await resident()
    await smsReports({ delayMs: 0 })
    await sent(who)
    await work()
    const [row] = await app().db.collection<DispatchDocument>('message_dispatches').find({ to: who.accountId }).toArray()
    const receipt = [{ out_id: row?._id, success: false, err_code: 'REJECTD' }, { out_id: 'dsp_nobody' }, {}]
    for (let i = 0; i < 2; i += 1) expect(await ask(`${app().url}/api/v1/sms-receipts`, receipt)).toMatchObject({ code: 0 })
    await work()
    // The forged "refused" was not believed.
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    await ask(`${app().url}/api/v1/sms-receipts`, receipt)
    await work()
    expect(await rows(who)).toEqual([['sms', 'delivered', null]])
    expect(await ask(`${app().url}/api/v1/sms-receipts`, { no: 'list' })).toMatchObject({ code: 'malformed_body' })
  })

  test('waits for the morning, and is dropped when the message is read before', async () => {
    const who = await resident()
    const minute = Math.floor(clock.now().getTime() / MINUTE_MS + 480) % 1440
    const time = (at: number) => `${String(Math.floor((at % 1440) / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
    await who.call('putMessageSettings', { body: { quietHours: { from: time(minute + 1439), to: time(minute + 3) }, wishes: [] } })
    await sent(who)
    await work()
    expect(await rows(who)).toEqual([['sms', 'queued', null]])
    await who.call('readMessagesUpTo', { body: { upTo: clock.now().toISOString() } })
    await later(4)
    expect(await rows(who)).toEqual([['sms', 'dropped', 'read']])
  })
})

test('safety is told by every way until it is read, at last by a call', async () => {
  const who = await resident()
  await who.call('putMessageSettings', { body: { quietHours: { from: '00:00', to: '23:59' }, wishes: [{ kind: 'notice', on: [] }] } })
  await sent(who, { kind: 'notice', urgency: 'p0', title: '请马上打开窗户' })
  await work()
  await later(3)
  await later(3)
  expect(await rows(who)).toEqual([
    ['sms', 'delivered', null],
    ['voice', 'delivered', null],
  ])
})

test('the same words under another key reach a person once', async () => {
  const who = await resident()
  for (let i = 0; i < 2; i += 1) await sent(who, { title: '一样的话', body: '一样' })
  await work()
  await later(1)
  expect(await rows(who)).toEqual([['sms', 'delivered', null]])
})

test('settings: what is not offered is refused by name, and what was said is kept', async () => {
  const who = await resident()
  const wanted = { quietHours: { from: '21:00', to: '07:30' }, wishes: [{ kind: 'refund' as const, on: ['sms' as const] }] }
  const saved = await who.call('putMessageSettings', { body: wanted })
  expect(saved).toMatchObject({ quietHours: wanted.quietHours, phoneMasked: expect.stringContaining('****'), hasWechat: false })
  expect(saved.wishes.find(({ kind }) => kind === 'refund')).toEqual({ kind: 'refund', offered: ['subscribe', 'sms'], on: ['sms'] })
  for (const body of [
    { quietHours: { from: '22:00', to: '22:00' }, wishes: [] },
    { quietHours: { from: '9点', to: '22:00' }, wishes: [] },
    { quietHours: null, wishes: [{ kind: 'thanks' as const, on: ['sms' as const] }] },
  ])
    await expect(who.call('putMessageSettings', { body })).rejects.toMatchObject({ status: 400, code: 'invalid_input' })
  expect(await who.call('getMessageSettings', {})).toEqual(saved)
})

test('the desk is for who runs the product; nobody else reads or sends again', async () => {
  const people = [
    await guestH5(app()),
    await staff(app(), ['charity_owner'], 'chr_x'),
    await staff(app(), ['grid_worker'], null, ['plc_x']),
  ]
  const auditor = await staff(app(), ['auditor'])
  const operations = [
    ['GET', '/api/v1/admin/message-dispatches', undefined],
    ['GET', '/api/v1/admin/message-dispatches/summary', undefined],
    ['GET', '/api/v1/admin/message-templates', undefined],
    ['POST', '/api/v1/admin/message-dispatches/dsp_x/resendings', JSON.stringify({ reason: '再试一次' })],
  ] as const
  for (const [method, url, body] of operations) {
    const as = async (token?: string) => {
      const headers = {
        'Content-Type': 'application/json',
        'Idempotency-Key': key(),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      }
      return (await sendRequest(app().url, { method, url, body, headers })).status
    }
    expect(
      [await as(), ...(await Promise.all(people.map(({ token }) => as(token))))].every((status) => [401, 403, 404].includes(status)),
    ).toBe(true)
    expect(await as(auditor.token)).toBe(method === 'GET' ? 200 : 403)
  }
  const { items } = await auditor.call('listMessageTemplates', {})
  expect(items.every(({ ready }) => ready)).toBe(true)
})
