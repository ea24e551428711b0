import { beforeAll, describe, expect, test } from 'vitest'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { IN_FIRST_GRID } from '../../../../testing/help.ts'
import { helpGround } from '../../../../testing/help-ground.ts'
import { registeredResident } from '../../../../testing/known.ts'

const { app, clock, grid, desk, press, fire, seenBy, kept, deedsOf } = helpGround()
let steward: SignedIn
let seq = 0
beforeAll(async () => {
  steward = await staff(app(), ['data_steward'], null, [grid().district])
})

/** An elder at home, and the device beside the bed. */
async function elder(flat: 0 | 1 = 0) {
  // What was told before of the same flat is done with.
  await app()
    .db.collection<{ _id: string; state: string; nextAt: Date | null }>('help_calls')
    .updateMany({}, { $set: { state: 'closed', nextAt: null, openKey: null } })
  const { me, record } = await registeredResident(app(), steward, grid(), { flat })
  const alarm = (change: Partial<Parameters<ReturnType<typeof app>['app']['help']['raiseFromDevice']>[0]> = {}) =>
    app().app.help.raiseFromDevice({
      deviceId: `bed-${record.residentId}`,
      seq: ++seq,
      at: clock.now(),
      residentId: record.residentId,
      category: 'fall',
      words: '离床后没有回来',
      ...change,
    })
  return { me, alarm }
}
const report = (me: SignedIn, change: object = {}) =>
  me.call('reportHelp', {
    body: { category: null, words: '老人倒在楼道里', address: null, place: IN_FIRST_GRID, ...change },
    idempotencyKey: key(),
  })
const whole = async (callId: string) =>
  (await kept(callId)) as unknown as {
    state: string
    urgency: string
    sources: { kind: string; callId: string | null }[]
    mergedInto: string
    likely: string[]
  }

describe('an alarm of a device', () => {
  test('becomes a call at home; told again it is the same', async () => {
    const { alarm } = await elder()
    seq += 1
    const n = seq
    const [a, b] = await Promise.all([alarm({ seq: n }), alarm({ seq: n })])
    expect(b).toBe(a)
    expect(await alarm({ seq: n, words: '别的话' })).toBe(a)
    await fire()
    const seen = await seenBy(desk().worker, a)
    expect(seen).toMatchObject({ state: 'dispatched', urgency: 'p0', where: { because: 'home' }, said: [{ words: '离床后没有回来' }] })
    expect(seen.steps[0]).toMatchObject({ by: '设备', deed: 'report' })
    expect((await desk().worker.call('readCallerPhone', { params: { callId: a } })).phone).toMatch(/^1\d{10}$/)
  })
  test('told late it is looked into and not about life; from the future, it is now', async () => {
    const { alarm } = await elder()
    const late = await alarm({ at: new Date(clock.now().getTime() - 11 * 60_000) })
    await fire()
    const seen = await seenBy(desk().worker, late)
    expect(seen.urgency).toBe('p2')
    expect(seen.said.map(({ words }) => words)).toContain('设备 11 分钟前报的，现在才收到，按一般事项办')
    const { alarm: other } = await elder()
    expect(await whole(await other({ at: new Date('2099-01-01T00:00:00Z') }))).toMatchObject({ urgency: 'p0', pressedAt: clock.now() })
  })
})

describe('told twice', () => {
  test('alarm and press of one person at home are one incident; whoever pressed sees who comes and rates it', async () => {
    const { me, alarm } = await elder()
    const first = await alarm()
    await fire()
    const { id } = await press(me, { place: null })
    clock.advance(5_000)
    await Promise.all([fire(), fire()])
    const now = await whole(first)
    expect(now.sources.map(({ kind, callId }) => [kind, callId])).toEqual([
      ['device', null],
      ['button', id],
    ])
    expect(await whole(id)).toMatchObject({ state: 'merged', mergedInto: first })
    expect(await deedsOf(first)).toEqual(['report', 'raise', 'dispatch', 'join'])
    const params = { callId: first }
    const { rev } = await desk().worker.call('acknowledgeHelp', { params, body: { rev: (await seenBy(desk().worker, first)).rev } })
    const mine = await me.call('getHelpCall', { params: { callId: id } })
    expect(mine).toMatchObject({ state: 'acked', isTogether: true, worker: { name: '测试人员' }, may: { cancel: false, add: true } })
    await expect(me.call('cancelHelp', { params: { callId: id } })).rejects.toMatchObject({ code: 'wrong_state' })
    await me.call('addToHelp', { params: { callId: id }, body: { words: '在卫生间', category: null }, idempotencyKey: key() })
    const seen = await seenBy(desk().worker, first)
    expect(seen.said.map(({ words }) => words)).toContain('在卫生间')
    // Pressed again, it goes into the one that is open; what they follow is their own.
    expect((await press(me, { place: null })).id).toBe(id)
    expect(await deedsOf(first)).toContain('press_again')
    const again = await seenBy(desk().worker, first)
    expect(again.rev).toBeGreaterThan(rev)
    await desk().worker.call('resolveHelp', { params, body: { rev: again.rev, result: '扶起来了' } })
    const done = await me.call('getHelpCall', { params: { callId: id } })
    expect(done).toMatchObject({ state: 'resolved', may: { rate: true } })
    await me.call('rateHelp', { params: { callId: id }, body: { rev: done.rev, solved: true, stars: 5, words: null } })
    expect((await whole(first)).state).toBe('closed')
  })

  test('at one moment, by three processes: one incident, and no report lost', async () => {
    const { me, alarm } = await elder()
    const { id } = await press(me, { place: null })
    clock.advance(5_000)
    const ids = await Promise.all([alarm(), alarm({ category: 'illness' })])
    await Promise.all([fire(), fire(), fire()])
    await fire()
    const all = await Promise.all([id, ...ids].map(whole))
    const [one] = all.filter(({ state }) => state !== 'merged')
    expect(all.filter(({ state }) => state === 'merged')).toHaveLength(2)
    expect(one?.sources).toHaveLength(3)
  })

  test('the stricter class and the earliest clock count', async () => {
    const { me, alarm } = await elder()
    const late = await alarm({ at: new Date(clock.now().getTime() - 20 * 60_000) })
    await fire()
    expect((await whole(late)).urgency).toBe('p2')
    clock.advance(60_000)
    const { id } = await press(me, { place: null })
    clock.advance(5_000)
    await fire()
    const now = await seenBy(desk().worker, late)
    expect(await whole(id)).toMatchObject({ state: 'merged' })
    expect(now).toMatchObject({ urgency: 'p0', nextDue: { what: 'acknowledge' } })
    expect(Date.parse(now.nextDue?.at ?? '') - clock.now().getTime()).toBe(60_000)
  })

  test('the flat next door is another incident', async () => {
    const [one, other] = [await elder(0), await elder(1)]
    const a = await one.alarm()
    await fire()
    const b = await other.alarm()
    await fire()
    expect([(await whole(a)).state, (await whole(b)).state]).toEqual(['dispatched', 'dispatched'])
    expect((await whole(b)).likely).toEqual([])
  })
})

describe('for somebody else', () => {
  test('a neighbour tells; nobody counts down; likely the same, the desk decides, and takes it apart again', async () => {
    const { id: pressed } = await press(await guestH5(app()))
    clock.advance(5_000)
    await fire()
    const neighbour = await guestH5(app())
    const told = await report(neighbour)
    expect(told).toMatchObject({ isForOther: true, said: [{ words: '老人倒在楼道里' }] })
    await fire()
    const seen = await seenBy(desk().community, told.id)
    expect(seen).toMatchObject({ state: 'dispatched', likely: [{ id: pressed, kinds: ['button'] }], may: { merge: true } })
    expect((await seenBy(desk().worker, told.id)).may.merge).toBe(false)
    const params = { callId: told.id }
    const merge = (who: SignedIn, into = pressed) => who.call('mergeHelp', { params, body: { rev: seen.rev, into } })
    await expect(merge(desk().worker)).rejects.toMatchObject({ status: 403 })
    await expect(merge(desk().community, told.id)).rejects.toMatchObject({ issues: [{ path: 'body.into' }] })
    const both = await Promise.allSettled([merge(desk().community), merge(desk().street)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const now = await seenBy(desk().community, pressed)
    expect(now.sources.map(({ kind, callId }) => [kind, callId])).toEqual([
      ['button', null],
      ['neighbour', told.id],
    ])
    expect(now.may.unmerge).toBe(true)
    // What a neighbour said is not for whoever pressed, and the other way round.
    expect(await neighbour.call('getHelpCall', { params })).toMatchObject({
      isTogether: true,
      said: [{ words: '老人倒在楼道里' }],
      may: { rate: false },
    })
    const apart = (rev: number) =>
      desk().community.call('unmergeHelp', { params: { callId: pressed }, body: { rev, source: told.id, why: '是另一位老人' } })
    await expect(
      desk().community.call('unmergeHelp', { params: { callId: pressed }, body: { rev: now.rev, source: 'hlp_x', why: '另一位' } }),
    ).rejects.toMatchObject({ issues: [{ path: 'body.source' }] })
    expect((await apart(now.rev)).sources).toHaveLength(1)
    await fire()
    expect(await seenBy(desk().worker, told.id)).toMatchObject({ state: 'dispatched', mergedInto: null, likely: [] })
    await expect(apart(now.rev)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('the same door in words is the same incident; without any place the field is named', async () => {
    const { alarm } = await elder()
    const first = await alarm()
    await fire()
    const { address } = (await seenBy(desk().worker, first)).where
    const told = await report(await guestH5(app()), { address: address?.slice(-10) })
    await fire()
    expect(await whole(told.id)).toMatchObject({ state: 'merged', mergedInto: first })
    await expect(report(await guestH5(app()), { place: null })).rejects.toMatchObject({ issues: [{ path: 'body.address' }] })
    await expect(report(await guestH5(app()), { words: ' ' })).rejects.toMatchObject({ issues: [{ path: 'body.words' }] })
  })

  test('a flood of reports about life from one phone is never refused: it goes into the newest', async () => {
    const me = await guestH5(app())
    const ids = new Set<string>()
    for (let n = 0; n < 25; n += 1) ids.add((await report(me, { words: `第 ${n} 次` })).id)
    expect(ids.size).toBe(20)
  })
})
