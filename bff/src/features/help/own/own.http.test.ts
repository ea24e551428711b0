import { describe, expect, test } from 'vitest'
import { guestH5, key, staff } from '../../../../testing/actors.ts'
import { IN_FIRST_GRID } from '../../../../testing/help.ts'
import { helpGround } from '../../../../testing/help-ground.ts'
import { registeredResident } from '../../../../testing/known.ts'
import { deliver } from '../../../../testing/outbox.ts'

const { app, clock, grid, desk, press, called, fire, seenBy, kept, deedsOf } = helpGround()

describe('one press', () => {
  test('a guest presses, fills nothing in, and five seconds later somebody on duty there is asked; taken, on the way, there, done, rated', async () => {
    const me = await guestH5(app())
    const pressed = await press(me)
    expect(pressed).toMatchObject({ state: 'countdown', urgency: 'p0', raisedAt: null, worker: null, may: { cancel: true, add: true } })
    await fire()
    expect((await me.call('getHelpCall', { params: { callId: pressed.id } })).state).toBe('countdown')
    clock.advance(5_000)
    await fire()
    const params = { callId: pressed.id }
    const waiting = await seenBy(desk().worker, pressed.id)
    expect(waiting).toMatchObject({
      state: 'dispatched',
      gridName: '东坡路第一网格',
      isMine: true,
      where: { because: 'fix', place: { lat: 30.22, lng: 120.18 } },
      chosen: [{ words: expect.stringContaining('正在这个网格值班') }],
      nextDue: { what: 'acknowledge' },
      may: { acknowledge: true, resolve: false },
    })
    expect((await desk().worker.call('listHelpCalls', {})).items.map(({ id }) => id)).toContain(pressed.id)

    const taken = await desk().worker.call('acknowledgeHelp', { params, body: { rev: waiting.rev } })
    const mine = await me.call('getHelpCall', { params })
    expect(mine).toMatchObject({ state: 'acked', worker: { name: '测试人员' }, isLate: false, may: { cancel: false } })
    expect(mine.steps.map(({ words }) => words)).toEqual(['您按了一键呼', '已经通知工作人员', '测试人员接下了，会来找您'])
    const out = await desk().worker.call('setOutHelp', { params, body: { rev: taken.rev } })
    const there = await desk().worker.call('arriveHelp', { params, body: { rev: out.rev } })
    await me.call('addToHelp', { params, body: { words: '在阳台', category: 'fall' }, idempotencyKey: key() })
    const again = await seenBy(desk().worker, pressed.id)
    expect(again).toMatchObject({ said: [{ words: '在阳台' }], category: 'fall' })
    await expect(desk().worker.call('resolveHelp', { params, body: { rev: there.rev, result: '扶起来了' } })).rejects.toMatchObject({
      code: 'conflict',
    })
    const done = await desk().worker.call('resolveHelp', { params, body: { rev: again.rev, result: '扶起来了，没有受伤' } })
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
    const steward = await staff(app(), ['data_steward'], null, [grid().district])
    const { me } = await registeredResident(app(), steward, grid(), {})
    const pressed = await press(me, { place: null })
    expect(pressed).toMatchObject({ where: '您登记的住处', notices: [] })
    clock.advance(5_000)
    await fire()
    expect(await seenBy(desk().worker, pressed.id)).toMatchObject({
      where: { because: 'home', address: expect.stringContaining('演示苑1幢') },
      callerMasked: expect.stringContaining('*'),
    })
    const elsewhere = await staff(app(), ['grid_worker'], null, [grid().grids[3]])
    await expect(seenBy(elsewhere, pressed.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await elsewhere.call('listHelpCalls', {})).items).toEqual([])
    await expect((await guestH5(app())).call('getHelpCall', { params: { callId: pressed.id } })).rejects.toMatchObject({
      code: 'not_found',
    })
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
    const pressed = await press(await guestH5(app()), body)
    expect(pressed.notices.join()).toContain(notice)
    clock.advance(5_000)
    await fire()
    expect((await kept(pressed.id))?.told.length).toBeGreaterThan(0)
  })

  test('pressed again and again, one call; what was said in script is words', async () => {
    const me = await guestH5(app())
    const all = await Promise.all([press(me), press(me), press(me)])
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    const callId = all[0].id
    expect((await me.call('getHelpCall', { params: { callId } })).presses).toBe(3)
    await me.call('addToHelp', { params: { callId }, body: { words: '<script>x</script>', category: null }, idempotencyKey: key() })
    expect((await me.call('getHelpCall', { params: { callId } })).said).toMatchObject([{ words: '<script>x</script>' }])
  })

  test('a press that waited for a network runs at once', async () => {
    const me = await guestH5(app())
    const pressed = await press(me, { pressedAt: new Date(clock.now().getTime() - 600_000).toISOString() })
    await fire()
    expect(await deedsOf(pressed.id)).toEqual(['press', 'raise', 'dispatch'])
  })
})

describe('taken back', () => {
  test('in the countdown nobody hears of it', async () => {
    const me = await guestH5(app())
    const { id } = await press(me)
    expect(await me.call('cancelHelp', { params: { callId: id } })).toMatchObject({ state: 'cancelled', may: { cancel: false } })
    clock.advance(60_000)
    await fire()
    expect(await deedsOf(id)).toEqual(['press', 'cancel'])
    // The next press is a call of its own.
    expect((await press(me)).id).not.toBe(id)
  })
  test('afterwards it is still rung back, and a ring that does not come is told', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    await me.call('cancelHelp', { params: { callId } })
    expect(await seenBy(desk().worker, callId)).toMatchObject({ state: 'cancelled', owesCallback: true, may: { callBack: true } })
    expect((await desk().worker.call('listHelpCalls', {})).items.map(({ id }) => id)).toContain(callId)
    const { rev } = await seenBy(desk().worker, callId)
    await desk().worker.call('callBackHelp', { params: { callId }, body: { rev, result: '误按，人没事' } })
    expect((await desk().worker.call('listHelpCalls', {})).items.map(({ id }) => id)).not.toContain(callId)
    expect(await desk().worker.call('listHelpCalls', { query: { show: 'done' } })).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: callId })]),
    })
  })
  test('whoever was asked to go is asked no more, and told', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    await deliver(app())
    await me.call('cancelHelp', { params: { callId } })
    await deliver(app())
    const messages = app().db.collection<{ _id: string; to: string; key: string; readAt: Date | null }>('messages')
    const sent = await messages
      .find({ to: desk().worker.accountId, key: { $regex: callId } })
      .sort({ key: 1 })
      .toArray()
    expect(sent.map(({ readAt }) => readAt !== null)).toEqual([true, false])
  })
  test('once somebody took it, it is not', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const { rev } = await seenBy(desk().worker, callId)
    await desk().worker.call('acknowledgeHelp', { params: { callId }, body: { rev } })
    await expect(me.call('cancelHelp', { params: { callId } })).rejects.toMatchObject({ code: 'wrong_state' })
  })
})
