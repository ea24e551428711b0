import { addDays } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, signedInAgain, staff } from '../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../testing/app.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { called, fire, type HelpDesk, helpDesk, IN_FIRST_GRID } from '../../../testing/help.ts'
import { registeredResident } from '../../../testing/known.ts'
import { deliver } from '../../../testing/outbox.ts'
import { freshPhone } from '../../../testing/people.ts'
import { actingAs, resident } from '../../../testing/persons.ts'

let app: TestApp
let clock: HeldClock
let grid: TestGrid
let desk: HelpDesk
beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, clock })
  grid = await testGrid(app)
  desk = await helpDesk(app, grid)
})
afterAll(() => app.close())
// Tokens end with the clock that is moved.
beforeEach(async () => {
  for (const who of Object.keys(desk) as (keyof HelpDesk)[]) desk[who] = await signedInAgain(app, desk[who])
})

const bare = { category: null, place: null, pressedAt: null }
const press = (me: SignedIn, body: Parameters<SignedIn['call']>[1] extends never ? never : object = {}) =>
  me.call('pressHelp', { body: { ...bare, place: IN_FIRST_GRID, ...body }, idempotencyKey: key() })
const seenBy = (who: SignedIn, callId: string) => who.call('getDeskCall', { params: { callId } })
const kept = (callId: string) =>
  app.db
    .collection<{ _id: string; history: { deed: string }[]; told: { accountId: string; rung: string }[] }>('help_calls')
    .findOne({ _id: callId })
const deedsOf = async (callId: string) => ((await kept(callId))?.history ?? []).map(({ deed }) => deed)

// First, while the clock that is moved is near the one that those who send text messages look at.
test('a worker who looks at no screen hears by text and then by a call; once somebody took it, by nothing more', async () => {
  const phone = freshPhone()
  const administrator = await staff(app, ['administrator'])
  const params = { staffId: desk.worker.accountId }
  const known = await administrator.call('changeStaffPhone', { params, body: { phone, reason: '值班要接呼叫' } })
  expect(known.phoneMasked).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`)
  const send = async () => {
    await deliver(app)
    await app.app.message.jobs[0]?.run(new AbortController().signal)
  }
  const ways = async (callId: string) => {
    const messages = app.db.collection<{ _id: string; to: string; key: string }>('messages')
    const ids = (await messages.find({ to: desk.worker.accountId, key: { $regex: callId } }).toArray()).map(({ _id }) => _id)
    const dispatches = app.db.collection<{ _id: string; messageId: string; channel: string }>('message_dispatches')
    return (await dispatches.find({ messageId: { $in: ids } }).toArray()).map(({ channel }) => channel)
  }
  const ignored = await called(app, clock, await guestH5(app))
  await send()
  expect(await ways(ignored.callId)).toEqual(['sms'])
  const answer = await fetch(`${inject('standIns').phone}/api/messages?phone=${phone}`)
  const { messages } = (await answer.json()) as { messages: { text: string }[] }
  expect(messages.map(({ text }) => text)).toEqual([expect.stringContaining('有人按了一键呼，请马上接')])
  clock.advance(30_000)
  await send()
  await send()
  expect((await ways(ignored.callId)).toSorted()).toEqual(['sms', 'voice'])

  const taken = await called(app, clock, await guestH5(app))
  await send()
  const { rev } = await seenBy(desk.worker, taken.callId)
  await desk.worker.call('acknowledgeHelp', { params: { callId: taken.callId }, body: { rev } })
  clock.advance(60_000)
  await send()
  await send()
  expect(await ways(taken.callId)).toEqual(['sms'])
})

test('her daughter, who may handle her calls, is told at the same time, sees them in her name, and calls for her', async () => {
  const [elder, daughter] = [await resident(app), await resident(app)]
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
  const { callId } = await called(app, clock, elder)
  await deliver(app)
  expect((await daughter.call('listMessages', {})).items[0]).toMatchObject({ kind: 'help', title: '您的家人按了一键呼' })
  const acting = actingAs(app, daughter, proxyId)
  expect((await acting('listMyHelpCalls', {})).items.map(({ id }) => id)).toEqual([callId])
  // Pressed for her, it goes into her call.
  expect(await acting('pressHelp', { body: { ...bare, place: IN_FIRST_GRID }, idempotencyKey: key() })).toMatchObject({
    id: callId,
    presses: 2,
  })
  const stranger = await resident(app)
  await deliver(app)
  expect((await stranger.call('listMessages', {})).items).toEqual([])
})

describe('one press', () => {
  test('a guest presses, fills nothing in, and five seconds later somebody on duty there is asked; taken, on the way, there, done, rated', async () => {
    const me = await guestH5(app)
    const pressed = await press(me)
    expect(pressed).toMatchObject({ state: 'countdown', urgency: 'p0', raisedAt: null, worker: null, may: { cancel: true, add: true } })
    await fire(app)
    expect((await me.call('getHelpCall', { params: { callId: pressed.id } })).state).toBe('countdown')
    clock.advance(5_000)
    await fire(app)
    const params = { callId: pressed.id }
    const waiting = await seenBy(desk.worker, pressed.id)
    expect(waiting).toMatchObject({
      state: 'dispatched',
      gridName: '东坡路第一网格',
      isMine: true,
      where: { because: 'fix', place: { lat: 30.22, lng: 120.18 } },
      chosen: [{ words: expect.stringContaining('正在这个网格值班') }],
      nextDue: { what: 'acknowledge' },
      may: { acknowledge: true, resolve: false },
    })
    expect((await desk.worker.call('listHelpCalls', {})).items.map(({ id }) => id)).toContain(pressed.id)

    const taken = await desk.worker.call('acknowledgeHelp', { params, body: { rev: waiting.rev } })
    const mine = await me.call('getHelpCall', { params })
    expect(mine).toMatchObject({ state: 'acked', worker: { name: '测试人员' }, isLate: false, may: { cancel: false } })
    expect(mine.steps.map(({ words }) => words)).toEqual(['您按了一键呼', '已经通知工作人员', '测试人员接下了，会来找您'])
    const out = await desk.worker.call('setOutHelp', { params, body: { rev: taken.rev } })
    const there = await desk.worker.call('arriveHelp', { params, body: { rev: out.rev } })
    await me.call('addToHelp', { params, body: { words: '在阳台', category: 'fall' }, idempotencyKey: key() })
    const again = await seenBy(desk.worker, pressed.id)
    expect(again).toMatchObject({ said: [{ words: '在阳台' }], category: 'fall' })
    await expect(desk.worker.call('resolveHelp', { params, body: { rev: there.rev, result: '扶起来了' } })).rejects.toMatchObject({
      code: 'conflict',
    })
    const done = await desk.worker.call('resolveHelp', { params, body: { rev: again.rev, result: '扶起来了，没有受伤' } })
    expect(done.clocks.map(({ what, state }) => [what, state])).toEqual([
      ['acknowledge', 'met'],
      ['acknowledge', 'met'],
      ['acknowledge', 'met'],
      ['on_site', 'met'],
      ['resolve', 'met'],
      ['rate', 'running'],
    ])
    const rated = await me.call('rateHelp', { params, body: { rev: done.rev, solved: true, stars: 5, words: null } })
    expect(rated).toMatchObject({ state: 'closed', rating: { solved: true, stars: 5 } })
  })

  test('the home on record is where somebody goes when the phone tells no place; nobody else sees the call', async () => {
    const steward = await staff(app, ['data_steward'], null, [grid.district])
    const { me } = await registeredResident(app, steward, grid, {})
    const pressed = await press(me, { place: null })
    expect(pressed).toMatchObject({ where: '您登记的住处', notices: [] })
    clock.advance(5_000)
    await fire(app)
    expect(await seenBy(desk.worker, pressed.id)).toMatchObject({
      where: { because: 'home', address: expect.stringContaining('演示苑1幢') },
      callerMasked: expect.stringContaining('*'),
    })
    const elsewhere = await staff(app, ['grid_worker'], null, [grid.grids[3]])
    await expect(seenBy(elsewhere, pressed.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await elsewhere.call('listHelpCalls', {})).items).toEqual([])
    await expect((await guestH5(app)).call('getHelpCall', { params: { callId: pressed.id } })).rejects.toMatchObject({ code: 'not_found' })
    // Neither the place nor the name lies open in the database.
    expect(JSON.stringify(await kept(pressed.id))).not.toContain('演示苑')
  })

  test.each([
    ['outside the district', { place: { ...IN_FIRST_GRID, lat: 31.9 } }, '手机给的位置不在上城区'],
    ['at (0, 0)', { place: { ...IN_FIRST_GRID, lat: 0, lng: 0 } }, '手机给的位置不在上城区'],
    ['nowhere', { place: null }, '我们还不知道您在哪里'],
    ['by a phone set to 1970', { pressedAt: '1970-01-01T00:00:00Z' }, '您手机上的时间不对'],
    ['by a phone set to next year', { pressedAt: '2099-01-01T00:00:00Z' }, '您手机上的时间不对'],
  ])('pressed %s the call is made, and what could not be used is told', async (_, body, notice) => {
    const pressed = await press(await guestH5(app), body)
    expect(pressed.notices.join()).toContain(notice)
    clock.advance(5_000)
    await fire(app)
    expect((await kept(pressed.id))?.told.length).toBeGreaterThan(0)
  })

  test('pressed again and again, one call; what was said in script is words', async () => {
    const me = await guestH5(app)
    const all = await Promise.all([press(me), press(me), press(me)])
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    const callId = all[0].id
    expect((await me.call('getHelpCall', { params: { callId } })).presses).toBe(3)
    await me.call('addToHelp', { params: { callId }, body: { words: '<script>x</script>', category: null }, idempotencyKey: key() })
    expect((await me.call('getHelpCall', { params: { callId } })).said).toMatchObject([{ words: '<script>x</script>' }])
  })

  test('a press that waited for a network runs at once', async () => {
    const me = await guestH5(app)
    const pressed = await press(me, { pressedAt: new Date(clock.now().getTime() - 600_000).toISOString() })
    await fire(app)
    expect(await deedsOf(pressed.id)).toEqual(['press', 'raise', 'dispatch'])
  })
})

describe('taken back', () => {
  test('in the countdown nobody hears of it', async () => {
    const me = await guestH5(app)
    const { id } = await press(me)
    expect(await me.call('cancelHelp', { params: { callId: id } })).toMatchObject({ state: 'cancelled', may: { cancel: false } })
    clock.advance(60_000)
    await fire(app)
    expect(await deedsOf(id)).toEqual(['press', 'cancel'])
    // The next press is a call of its own.
    expect((await press(me)).id).not.toBe(id)
  })
  test('afterwards it is still rung back, and a ring that does not come is told', async () => {
    const me = await guestH5(app)
    const { callId } = await called(app, clock, me)
    await me.call('cancelHelp', { params: { callId } })
    expect(await seenBy(desk.worker, callId)).toMatchObject({ state: 'cancelled', owesCallback: true, may: { callBack: true } })
    expect((await desk.worker.call('listHelpCalls', {})).items.map(({ id }) => id)).toContain(callId)
    const { rev } = await seenBy(desk.worker, callId)
    await desk.worker.call('callBackHelp', { params: { callId }, body: { rev, result: '误按，人没事' } })
    expect((await desk.worker.call('listHelpCalls', {})).items.map(({ id }) => id)).not.toContain(callId)
    expect(await desk.worker.call('listHelpCalls', { query: { show: 'done' } })).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: callId })]),
    })
  })
  test('once somebody took it, it is not', async () => {
    const me = await guestH5(app)
    const { callId } = await called(app, clock, me)
    const { rev } = await seenBy(desk.worker, callId)
    await desk.worker.call('acknowledgeHelp', { params: { callId }, body: { rev } })
    await expect(me.call('cancelHelp', { params: { callId } })).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('nobody takes it', () => {
  test('after 60, 180 and 300 seconds the next are told, each rung once, by two processes at the same time', async () => {
    const me = await guestH5(app)
    const { callId } = await called(app, clock, me)
    const toldAs = async () => (await kept(callId))?.told.map(({ accountId, rung }) => `${rung} ${accountId}`)
    const first = [`worker ${desk.worker.accountId}`]
    expect(await toldAs()).toEqual(first)
    clock.advance(59_999)
    await fire(app)
    expect(await toldAs()).toEqual(first)
    clock.advance(1)
    await Promise.all([fire(app), fire(app), fire(app)])
    const second = [...first, `backup ${desk.neighbour.accountId}`]
    expect(await toldAs()).toEqual(second)
    expect((await me.call('getHelpCall', { params: { callId } })).isLate).toBe(true)
    clock.advance(120_000)
    await Promise.all([fire(app), fire(app)])
    const third = [...second, `community ${desk.community.accountId}`, `community ${desk.street.accountId}`]
    expect(await toldAs()).toEqual(third)
    clock.advance(120_000)
    await Promise.all([fire(app), fire(app)])
    expect(await toldAs()).toEqual([...third, `district ${desk.office.accountId}`])
    expect((await deedsOf(callId)).filter((deed) => deed === 'escalate')).toHaveLength(3)
    // A backup from the next grid takes it.
    const { rev } = await seenBy(desk.neighbour, callId)
    await desk.neighbour.call('acknowledgeHelp', { params: { callId }, body: { rev } })
    clock.advance(86_400_000)
    await fire(app)
    expect((await deedsOf(callId)).filter((deed) => deed === 'escalate')).toHaveLength(3)
  })

  test('while no process ran: all that ran out is made up, once, when one runs again', async () => {
    const { id } = await press(await guestH5(app))
    clock.advance(5_000 + 200_000)
    await Promise.all([fire(app), fire(app)])
    expect(await deedsOf(id)).toEqual(['press', 'raise', 'dispatch', 'escalate', 'escalate'])
  })

  test('told by a message, each person and rung once; when somebody takes it, the others need not answer', async () => {
    const me = await guestH5(app)
    const { callId } = await called(app, clock, me)
    await deliver(app)
    await deliver(app)
    const messages = app.db.collection<{ _id: string; to: string; key: string; readAt: Date | null; urgency: string; kind: string }>(
      'messages',
    )
    const sent = () => messages.find({ to: desk.worker.accountId, key: { $regex: callId } }).toArray()
    expect(await sent()).toMatchObject([{ readAt: null, urgency: 'p0', kind: 'help' }])
    const { rev } = await seenBy(desk.worker, callId)
    await desk.worker.call('acknowledgeHelp', { params: { callId }, body: { rev } })
    await deliver(app)
    expect(await sent()).toMatchObject([{ readAt: expect.any(Date) }])
    expect((await me.call('listMessages', {})).items.map(({ title }) => title)).toEqual(['有人接下了您的呼叫'])
  })
})

describe('workers', () => {
  test('of two who press at once, exactly one has it', async () => {
    const { callId } = await called(app, clock, await guestH5(app))
    const { rev } = await seenBy(desk.worker, callId)
    const params = { callId }
    const tries = await Promise.allSettled(
      [desk.worker, desk.community, desk.street].map((who) => who.call('acknowledgeHelp', { params, body: { rev } })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('whoever can’t go says why; the next is asked at once, and the reason stays with the desk', async () => {
    const me = await guestH5(app)
    const { callId } = await called(app, clock, me)
    const params = { callId }
    const { rev } = await seenBy(desk.worker, callId)
    await expect(desk.worker.call('refuseHelp', { params, body: { rev, why: ' ' } })).rejects.toMatchObject({
      issues: [{ path: 'body.why' }],
    })
    await desk.worker.call('refuseHelp', { params, body: { rev, why: '在另一个现场' } })
    await fire(app)
    const next = await seenBy(desk.neighbour, callId)
    expect(next).toMatchObject({ state: 'dispatched', isMine: true, chosen: [{}, { words: expect.stringContaining('同一社区值班') }] })
    expect(next.steps.find(({ deed }) => deed === 'refuse')).toMatchObject({ why: '在另一个现场' })
    expect(JSON.stringify(await me.call('getHelpCall', { params }))).not.toContain('另一个现场')
  })

  test('only who took it lowers it, with a reason, and what is promised then counts from when it was raised', async () => {
    const { callId } = await called(app, clock, await guestH5(app))
    const params = { callId }
    const seen = await seenBy(desk.worker, callId)
    const lower = (who: SignedIn, rev: number, urgency: 'p0' | 'p1') =>
      who.call('lowerHelp', { params, body: { rev, urgency, why: '是停水' } })
    await expect(lower(desk.worker, seen.rev, 'p1')).rejects.toMatchObject({ code: 'wrong_state' })
    const { rev } = await desk.worker.call('acknowledgeHelp', { params, body: { rev: seen.rev } })
    await expect(lower(desk.community, rev, 'p1')).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(lower(desk.worker, rev, 'p0')).rejects.toMatchObject({ issues: [{ path: 'body.urgency' }] })
    const lowered = await lower(desk.worker, rev, 'p1')
    expect(lowered).toMatchObject({ urgency: 'p1', nextDue: { what: 'resolve' } })
    expect(Date.parse(lowered.nextDue?.at ?? '') - Date.parse(lowered.raisedAt ?? '')).toBe(24 * 3_600_000)
  })

  test('not there in 15 minutes: told once to whoever sees to it', async () => {
    const { callId } = await called(app, clock, await guestH5(app))
    const { rev } = await seenBy(desk.worker, callId)
    await desk.worker.call('acknowledgeHelp', { params: { callId }, body: { rev } })
    clock.advance(15 * 60_000)
    await Promise.all([fire(app), fire(app)])
    expect((await deedsOf(callId)).filter((deed) => deed === 'miss_on_site')).toHaveLength(1)
  })

  test('rated as not solved it is opened again and goes to the community; seven days of silence are no praise', async () => {
    const me = await guestH5(app)
    const { callId } = await called(app, clock, me)
    const params = { callId }
    const finish = async (who: SignedIn) => {
      const { rev } = await seenBy(who, callId)
      const taken = await who.call('acknowledgeHelp', { params, body: { rev } })
      return who.call('resolveHelp', { params, body: { rev: taken.rev, result: '去看过了' } })
    }
    const done = await finish(desk.worker)
    await me.call('rateHelp', { params, body: { rev: done.rev, solved: true, stars: 2, words: '来得太晚' } })
    await fire(app)
    expect(await seenBy(desk.community, callId)).toMatchObject({
      state: 'dispatched',
      isMine: true,
      rating: { stars: 2, words: '来得太晚' },
    })
    await finish(desk.community)
    clock.advance(7 * 86_400_000)
    await fire(app)
    const end = await kept(callId)
    expect(end).toMatchObject({ state: 'closed', rating: null })
  })
})
