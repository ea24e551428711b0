import { shanghaiDate } from '@minsheng/shared/units/clock'
import { describe, expect, test } from 'vitest'
import { guestH5, key, staff } from '../../../testing/actors.ts'
import { ask } from '../../../testing/dispatches.ts'
import { square } from '../../../testing/grid.ts'
import { helpGround } from '../../../testing/help-ground.ts'
import { deliver } from '../../../testing/outbox.ts'
import { freshPhone } from '../../../testing/people.ts'

const { app, outside, clock, grid, desk, press, called, fire, seenBy, kept, deedsOf } = helpGround({ outside: 'own' })
const send = async () => {
  await deliver(app())
  await app().app.message.jobs[0]?.run(new AbortController().signal)
}

// First, while the clock that is moved is near the one that those who send text messages look at.
test('text messages are down: the call by phone comes all the same, and the receipts say which of the two failed', async () => {
  const administrator = await staff(app(), ['administrator'])
  const phone = freshPhone()
  const params = { staffId: desk().worker.accountId }
  await administrator.call('changeStaffPhone', { params, body: { phone, reason: '值班要接呼叫' } })
  await ask(`${outside()?.urls.sms}/_control/behaviour`, { api: 'error_500' })
  const { callId } = await called(await guestH5(app()))
  await send()
  const messages = app().db.collection<{ _id: string; to: string; key: string }>('messages')
  const ids = (await messages.find({ to: desk().worker.accountId, key: { $regex: callId } }).toArray()).map(({ _id }) => _id)
  const dispatches = app().db.collection<{ _id: string; messageId: string; channel: string; state: string; faultCode: string | null }>(
    'message_dispatches',
  )
  const ways = async () => {
    const rows = await dispatches.find({ messageId: { $in: ids } }).toArray()
    return Object.fromEntries(rows.map(({ channel, state, faultCode }) => [channel, [state, faultCode]]))
  }
  expect(await ways()).toEqual({ sms: ['queued', 'no_answer'] })
  clock.advance(30_000)
  await send()
  await send()
  expect(await ways()).toMatchObject({ sms: ['queued', 'no_answer'], voice: [expect.stringMatching(/^(sent|delivered)$/), null] })
  await ask(`${outside()?.urls.sms}/_control/behaviour`, { api: 'normal' })
})

describe('a grid is drawn anew while a call of it is open', () => {
  test('the call goes on with those it was given to; the next press goes by the new boundary', async () => {
    const { callId } = await called(await guestH5(app()))
    const steward = await staff(app(), ['data_steward'], null, [grid().district])
    const redraw = async (placeId: string, boundary: ReturnType<typeof square>) => {
      const { rev } = await steward.call('getPlace', { params: { placeId } })
      const body = { rev, boundary, validFrom: shanghaiDate(clock.now()), reason: '网格调整' }
      await steward.call('changePlace', { params: { placeId }, body, idempotencyKey: key() })
    }
    // The place lies in the second grid from now on.
    await redraw(grid().grids[0], square(0, 0, 5, 1))
    await redraw(grid().grids[1], square(0, 1, 5, 9))
    const params = { callId }
    const seen = await seenBy(desk().worker, callId)
    expect(seen).toMatchObject({ state: 'dispatched', isMine: true })
    await desk().worker.call('refuseHelp', { params, body: { rev: seen.rev, why: '在另一个现场' } })
    await fire()
    expect((await kept(callId))?.told.map(({ accountId }) => accountId)).toContain(desk().neighbour.accountId)
    clock.advance(60_000)
    await fire()
    expect(await deedsOf(callId)).toContain('escalate')
    const { rev } = await seenBy(desk().neighbour, callId)
    const taken = await desk().neighbour.call('acknowledgeHelp', { params, body: { rev } })
    await desk().neighbour.call('resolveHelp', { params, body: { rev: taken.rev, result: '扶起来了' } })
    const next = await called(await guestH5(app()))
    expect((await kept(next.callId))?.told.map(({ accountId }) => accountId)).toEqual([desk().neighbour.accountId])
  })
})

test('a flood from one phone: a hundred presses about life are one call, none refused; what is not about life is limited, and life still is not', async () => {
  const me = await guestH5(app())
  const all = await Promise.allSettled(Array.from({ length: 100 }, () => press(me)))
  expect(all.filter(({ status }) => status === 'rejected')).toEqual([])
  const other = await guestH5(app())
  const errands = await Promise.allSettled(Array.from({ length: 25 }, () => press(other, { category: 'errand' })))
  expect(errands.filter(({ status }) => status === 'rejected')).toHaveLength(5)
  expect(await press(other)).toMatchObject({ urgency: 'p0', state: 'countdown' })
})

test('a clock over a weekend that is worked: what was promised in working days counts the Sunday', async () => {
  const { id } = await press(await guestH5(app()), { category: 'repair' })
  const calls = app().db.collection<{ _id: string; clocks: { name: string; dueAt: Date }[]; nextAt: Date | null }>('help_calls')
  // Friday 18 September 2026; the Sunday after it is worked (调休).
  const friday = new Date('2026-09-18T10:00:00+08:00')
  await calls.updateOne(
    { _id: id },
    { $set: { clocks: [{ name: 'raise', dueAt: friday, state: 'running', at: null }] as never, nextAt: friday } },
  )
  await fire()
  const clocks = Object.fromEntries(
    ((await calls.findOne({ _id: id }))?.clocks ?? []).map(({ name, dueAt }) => [name, dueAt.toISOString()]),
  )
  expect(clocks['ladder:0']).toBe(new Date('2026-09-21T00:00:00+08:00').toISOString())
  expect(clocks.resolve).toBe(new Date('2026-09-25T00:00:00+08:00').toISOString())
})
