import { addDays } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { describe, expect, inject, test } from 'vitest'
import { guestH5, key, staff } from '../../../testing/actors.ts'
import { IN_FIRST_GRID } from '../../../testing/help.ts'
import { helpGround } from '../../../testing/help-ground.ts'
import { deliver } from '../../../testing/outbox.ts'
import { freshPhone } from '../../../testing/people.ts'
import { actingAs, resident } from '../../../testing/persons.ts'

const { app, clock, desk, press, called, fire, seenBy, kept, deedsOf } = helpGround()

// First, while the clock that is moved is near the one that those who send text messages look at.
test('a worker who looks at no screen hears by text and then by a call; once somebody took it, by nothing more', async () => {
  const phone = freshPhone()
  const administrator = await staff(app(), ['administrator'])
  const params = { staffId: desk().worker.accountId }
  const known = await administrator.call('changeStaffPhone', { params, body: { phone, reason: '值班要接呼叫' } })
  expect(known.phoneMasked).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`)
  const send = async () => {
    await deliver(app())
    await app().app.message.jobs[0]?.run(new AbortController().signal)
  }
  const ways = async (callId: string) => {
    const messages = app().db.collection<{ _id: string; to: string; key: string }>('messages')
    const ids = (await messages.find({ to: desk().worker.accountId, key: { $regex: callId } }).toArray()).map(({ _id }) => _id)
    const dispatches = app().db.collection<{ _id: string; messageId: string; channel: string }>('message_dispatches')
    return (await dispatches.find({ messageId: { $in: ids } }).toArray()).map(({ channel }) => channel)
  }
  const ignored = await called(await guestH5(app()))
  await send()
  expect(await ways(ignored.callId)).toEqual(['sms'])
  const answer = await fetch(`${inject('standIns').phone}/api/messages?phone=${phone}`)
  const { messages } = (await answer.json()) as { messages: { text: string }[] }
  expect(messages.map(({ text }) => text)).toEqual([expect.stringContaining('有人按了一键呼，请马上接')])
  clock.advance(30_000)
  await send()
  await send()
  expect((await ways(ignored.callId)).toSorted()).toEqual(['sms', 'voice'])

  const taken = await called(await guestH5(app()))
  await send()
  const { rev } = await seenBy(desk().worker, taken.callId)
  await desk().worker.call('acknowledgeHelp', { params: { callId: taken.callId }, body: { rev } })
  clock.advance(60_000)
  await send()
  await send()
  expect(await ways(taken.callId)).toEqual(['sms'])
})

test('her daughter, who may handle her calls, is told at the same time, sees them in her name, and calls for her', async () => {
  const [elder, daughter] = [await resident(app()), await resident(app())]
  const { text } = await elder.call('getProxyCatalogue')
  const body = {
    elderName: '王奶奶',
    proxyName: '女儿小芳',
    relation: 'child' as const,
    phone: daughter.phone,
    scopes: ['help' as const],
    until: addDays(shanghaiDate(clock.now()), 30),
    textVersion: text.version,
  }
  const { id: proxyId } = await elder.call('inviteProxy', { body, idempotencyKey: key() })
  await daughter.call('acceptProxy', { params: { proxyId }, body: { textVersion: text.version } })
  const { callId } = await called(elder)
  await deliver(app())
  expect((await daughter.call('listMessages', {})).items[0]).toMatchObject({ kind: 'help', title: '您的家人按了一键呼' })
  const acting = actingAs(app(), daughter, proxyId)
  expect((await acting('listMyHelpCalls', {})).items.map(({ id }) => id)).toEqual([callId])
  // Pressed for her, it goes into her call.
  expect(
    await acting('pressHelp', { body: { category: null, place: IN_FIRST_GRID, pressedAt: null }, idempotencyKey: key() }),
  ).toMatchObject({
    id: callId,
    presses: 2,
  })
  const stranger = await resident(app())
  await deliver(app())
  expect((await stranger.call('listMessages', {})).items).toEqual([])
})

describe('nobody takes it', () => {
  test('after 60, 180 and 300 seconds the next are told, each rung once, by two processes at the same time', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const toldAs = async () => (await kept(callId))?.told.map(({ accountId, rung }) => `${rung} ${accountId}`)
    const first = [`worker ${desk().worker.accountId}`]
    expect(await toldAs()).toEqual(first)
    clock.advance(59_999)
    await fire()
    expect(await toldAs()).toEqual(first)
    clock.advance(1)
    await Promise.all([fire(), fire(), fire()])
    const second = [...first, `backup ${desk().neighbour.accountId}`]
    expect(await toldAs()).toEqual(second)
    expect((await me.call('getHelpCall', { params: { callId } })).isLate).toBe(true)
    clock.advance(120_000)
    await Promise.all([fire(), fire()])
    const third = [...second, `community ${desk().community.accountId}`, `community ${desk().street.accountId}`]
    expect(await toldAs()).toEqual(third)
    clock.advance(120_000)
    await Promise.all([fire(), fire()])
    expect(await toldAs()).toEqual([...third, `district ${desk().office.accountId}`])
    expect((await deedsOf(callId)).filter((deed) => deed === 'escalate')).toHaveLength(3)
    // A backup from the next grid takes it.
    const { rev } = await seenBy(desk().neighbour, callId)
    await desk().neighbour.call('acknowledgeHelp', { params: { callId }, body: { rev } })
    clock.advance(86_400_000)
    await fire()
    expect((await deedsOf(callId)).filter((deed) => deed === 'escalate')).toHaveLength(3)
  })

  test('while no process ran: all that ran out is made up, once, when one runs again', async () => {
    const { id } = await press(await guestH5(app()))
    clock.advance(5_000 + 200_000)
    await Promise.all([fire(), fire()])
    expect(await deedsOf(id)).toEqual(['press', 'raise', 'dispatch', 'escalate', 'escalate'])
  })

  test('told by a message, each person and rung once; when somebody takes it, the others need not answer', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    await deliver(app())
    await deliver(app())
    const messages = app().db.collection<{ _id: string; to: string; key: string; readAt: Date | null; urgency: string; kind: string }>(
      'messages',
    )
    const sent = () => messages.find({ to: desk().worker.accountId, key: { $regex: callId } }).toArray()
    expect(await sent()).toMatchObject([{ readAt: null, urgency: 'p0', kind: 'help' }])
    const { rev } = await seenBy(desk().worker, callId)
    await desk().worker.call('acknowledgeHelp', { params: { callId }, body: { rev } })
    await deliver(app())
    expect(await sent()).toMatchObject([{ readAt: expect.any(Date) }])
    expect((await me.call('listMessages', {})).items.map(({ title }) => title)).toEqual(['有人接下了您的呼叫'])
  })
})
