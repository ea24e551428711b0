import { describe, expect, test } from 'vitest'
import { guestH5, type SignedIn, signedInAgain, staff } from '../../../../testing/actors.ts'
import { IN_FIRST_GRID } from '../../../../testing/help.ts'
import { helpGround } from '../../../../testing/help-ground.ts'

const { app, clock, grid, desk, called, seenBy, kept, fire } = helpGround()
const on = (who: SignedIn, location: 'agreed' | 'declined' = 'agreed') =>
  who.call('startDuty', { body: { location, textVersion: 'duty-1' } })
const off = (who: SignedIn, keep = true) => who.call('endDuty', { body: { keep } })
const tell = (who: SignedIn, north = 0) =>
  who.call('tellPlace', { body: { place: { ...IN_FIRST_GRID, lat: IN_FIRST_GRID.lat + north / 111_195 } } })
const places = () => app().db.collection<{ _id: string }>('help_worker_places')
const takenBy = async (callId: string) => (await kept(callId))?.told.map(({ accountId }) => accountId)

describe('on duty and off', () => {
  test('on, off, and on again; where the phone was is forgotten with the end of it', async () => {
    const me = await staff(app(), ['grid_worker'], null, [grid().grids[2]])
    const off0 = await me.call('getMyDuty', {})
    expect(off0).toMatchObject({ state: 'off', since: null, location: null, inHand: [], illustrative: true })
    expect(off0.consent.lines.join()).toContain('最多 30 分钟')
    await expect(tell(me)).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await on(me)).toMatchObject({ state: 'on', location: 'agreed', since: clock.now().toISOString() })
    expect(await tell(me)).toMatchObject({ fixAt: clock.now().toISOString() })
    expect(JSON.stringify(await places().findOne({ _id: me.accountId }))).not.toContain('30.2')
    expect(await off(me)).toMatchObject({ state: 'off', fixAt: null })
    expect(await places().findOne({ _id: me.accountId })).toBeNull()
    await expect(tell(me)).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await off(me)).toMatchObject({ state: 'off' })
    // Who does not agree is on duty as well, and no place is taken; who changes their mind is forgotten at once.
    expect(await on(me, 'declined')).toMatchObject({ state: 'on', location: 'declined' })
    await expect(tell(me)).rejects.toMatchObject({ code: 'wrong_state' })
    await on(me)
    await tell(me)
    expect(await on(me, 'declined')).toMatchObject({ location: 'declined', fixAt: null })
    expect(await places().findOne({ _id: me.accountId })).toBeNull()
    await off(me)
  })

  test('pressed twice at once it is one stretch; told more often than needed, the place is not written again', async () => {
    const me = await staff(app(), ['grid_worker'], null, [grid().grids[2]])
    await Promise.allSettled([on(me), on(me), on(me)])
    expect(await app().db.collection('help_duties').countDocuments({ accountId: me.accountId })).toBe(1)
    await tell(me)
    const at = clock.now().toISOString()
    clock.advance(5_000)
    expect((await tell(me, 50)).fixAt).toBe(at)
    clock.advance(20_000)
    expect((await tell(me, 50)).fixAt).toBe(clock.now().toISOString())
    const ends = await Promise.allSettled([off(me), off(me)])
    expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect((await me.call('getMyDuty', {})).state).toBe('off')
  })

  test('whoever forgot is off duty after fourteen hours, and can begin anew', async () => {
    const me = await staff(app(), ['grid_worker'], null, [grid().grids[2]])
    const { until } = await on(me)
    await app()
      .db.collection<{ _id: string; until: Date }>('help_duties')
      .updateMany({ accountId: me.accountId }, { $set: { until: clock.now() } })
    expect((await me.call('getMyDuty', {})).state).toBe('off')
    expect(Date.parse(until ?? '') - clock.now().getTime()).toBe(14 * 3_600_000)
    expect((await on(me)).state).toBe('on')
    expect(await app().db.collection('help_duties').countDocuments({ accountId: me.accountId, openKey: null })).toBe(1)
    await off(me)
  })

  test('with a call in hand one is told, and goes off duty only when one says that one keeps it', async () => {
    const { callId } = await called(await guestH5(app()))
    const params = { callId }
    await on(desk().worker)
    await desk().worker.call('acknowledgeHelp', { params, body: { rev: (await seenBy(desk().worker, callId)).rev } })
    await expect(off(desk().worker, false)).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await desk().worker.call('getMyDuty', {})).toMatchObject({ state: 'on', inHand: [{ id: callId, state: 'acked' }] })
    expect(await off(desk().worker, true)).toMatchObject({ state: 'off', inHand: [{ id: callId }] })
    const { rev } = await seenBy(desk().worker, callId)
    await desk().worker.call('resolveHelp', { params, body: { rev, result: '打过电话了' } })
  })

  test('bad input names the field; no resident and nobody of a charity comes in', async () => {
    const me = await staff(app(), ['grid_worker'], null, [grid().grids[2]])
    await expect(me.call('startDuty', { body: { location: 'perhaps' as 'agreed', textVersion: 'duty-1' } })).rejects.toMatchObject({
      issues: [{ path: 'body.location' }],
    })
    await expect(on(await guestH5(app()))).rejects.toMatchObject({ status: 403 })
  })
})

describe('who is asked', () => {
  test('off duty, whoever stands in the roster is passed over for the nearest at work in the street, and it is said why', async () => {
    const [far, near] = [
      await staff(app(), ['grid_worker'], null, [grid().grids[2]]),
      await staff(app(), ['grid_worker'], null, [grid().grids[2]]),
    ]
    // In the other street, and nearer: not asked.
    const beyond = await staff(app(), ['grid_worker'], null, [grid().grids[3]])
    for (const [who, metres] of [
      [far, 1_500],
      [near, 400],
      [beyond, 10],
    ] as const) {
      await on(who)
      await tell(who, metres)
    }
    // On duty, but where is not known.
    const hidden = await staff(app(), ['grid_worker'], null, [grid().grids[2]])
    await on(hidden, 'declined')
    await on(desk().worker)
    const there = await called(await guestH5(app()))
    expect(await takenBy(there.callId)).toEqual([desk().worker.accountId])
    await off(desk().worker)
    clock.advance(60_000)
    const { callId } = await called(await guestH5(app()))
    expect(await takenBy(callId)).toEqual([near.accountId])
    const seen = await seenBy(near, callId)
    expect(seen.chosen).toMatchObject([{ words: expect.stringMatching(/已经下班，.*离得最近（约 400 米，1 分钟前的位置）/) }])
    // Where a colleague is never shows beyond that.
    expect(JSON.stringify(seen)).not.toContain('30.2236')
    await near.call('refuseHelp', { params: { callId }, body: { rev: seen.rev, why: '在另一个现场' } })
    await fire()
    expect(await takenBy(callId)).toEqual([near.accountId, far.accountId])
    // Half an hour later nobody knows any more where they are: the roster of the community is asked.
    clock.advance(30 * 60_000)
    const later = await called(await guestH5(app()))
    expect(await takenBy(later.callId)).toEqual([desk().neighbour.accountId])
    for (const who of [far, near, beyond, hidden]) await off(await signedInAgain(app(), who))
  })

  test('nobody at all is on duty: the community is asked, of it whoever said that they are there', async () => {
    const second = await staff(app(), ['community'], null, [grid().communities[0]])
    for (const who of [desk().worker, desk().neighbour]) {
      await on(who)
      await off(who)
    }
    await on(second)
    const { callId } = await called(await guestH5(app()))
    expect(await takenBy(callId)).toEqual([second.accountId])
    await off(second)
  })
})
