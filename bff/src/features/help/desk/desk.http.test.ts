import { describe, expect, test } from 'vitest'
import { guestH5, type SignedIn, staff } from '../../../../testing/actors.ts'
import { IN_FIRST_GRID } from '../../../../testing/help.ts'
import { helpGround } from '../../../../testing/help-ground.ts'
import { deliver } from '../../../../testing/outbox.ts'
import { resident } from '../../../../testing/persons.ts'

const { app, clock, grid, desk, called, fire, seenBy, kept, deedsOf } = helpGround()

describe('workers', () => {
  test('of two who press at once, exactly one has it', async () => {
    const { callId } = await called(await guestH5(app()))
    const { rev } = await seenBy(desk().worker, callId)
    const params = { callId }
    const tries = await Promise.allSettled(
      [desk().worker, desk().community, desk().street].map((who) => who.call('acknowledgeHelp', { params, body: { rev } })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('whoever can’t go says why; the next is asked at once, and the reason stays with the desk', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const params = { callId }
    const { rev } = await seenBy(desk().worker, callId)
    await expect(desk().worker.call('refuseHelp', { params, body: { rev, why: ' ' } })).rejects.toMatchObject({
      issues: [{ path: 'body.why' }],
    })
    await desk().worker.call('refuseHelp', { params, body: { rev, why: '在另一个现场' } })
    await fire()
    const next = await seenBy(desk().neighbour, callId)
    expect(next).toMatchObject({ state: 'dispatched', isMine: true, chosen: [{}, { words: expect.stringContaining('同一社区值班') }] })
    expect(next.steps.find(({ deed }) => deed === 'refuse')).toMatchObject({ why: '在另一个现场' })
    const mine = await me.call('getHelpCall', { params })
    expect(JSON.stringify(mine)).not.toContain('另一个现场')
    // Nobody comes who has only been asked.
    expect(mine).toMatchObject({ state: 'dispatched', worker: null })
  })

  test('whoever took it and gives it back answers for it until another takes it, and hears with the next ones that nobody has', async () => {
    const { callId } = await called(await guestH5(app()))
    const params = { callId }
    const { rev } = await desk().worker.call('acknowledgeHelp', { params, body: { rev: (await seenBy(desk().worker, callId)).rev } })
    const back = await desk().worker.call('refuseHelp', { params, body: { rev, why: '路上车坏了' } })
    expect(back).toMatchObject({ isMine: true, keeperName: '测试人员' })
    await fire()
    expect(await seenBy(desk().worker, callId)).toMatchObject({ state: 'dispatched', isMine: true, keeperName: '测试人员' })
    const told = async () => {
      await deliver(app())
      const messages = app().db.collection<{ to: string; key: string }>('messages')
      return messages.countDocuments({ to: desk().worker.accountId, key: { $regex: callId } })
    }
    const before = await told()
    clock.advance(60_000)
    await fire()
    expect(await told()).toBe(before + 1)
    const next = await seenBy(desk().neighbour, callId)
    const taken = await desk().neighbour.call('acknowledgeHelp', { params, body: { rev: next.rev } })
    expect(taken).toMatchObject({ keeperName: null, isMine: true })
    expect(await seenBy(desk().worker, callId)).toMatchObject({ isMine: false })
  })

  test('what was done without a network counts from when it is told; the phone’s time and how far off it was stand beside it', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const params = { callId }
    const { rev } = await desk().worker.call('acknowledgeHelp', { params, body: { rev: (await seenBy(desk().worker, callId)).rev } })
    clock.advance(600_000)
    const earlier = new Date(clock.now().getTime() - 420_000).toISOString()
    const place = { ...IN_FIRST_GRID, lat: IN_FIRST_GRID.lat + 0.001 }
    const there = await desk().worker.call('arriveHelp', { params, body: { rev, doneAt: earlier, place } })
    const step = there.steps.find(({ deed }) => deed === 'arrive')
    expect(step).toMatchObject({ at: clock.now().toISOString(), why: expect.stringMatching(/^离呼叫的地方约 110 米.*手机上记的时间是/) })
    expect(there.clocks.find(({ what }) => what === 'on_site')).toMatchObject({ state: 'met' })
    const done = await desk().worker.call('resolveHelp', {
      params,
      body: { rev: there.rev, doneAt: '1970-01-01T00:00:00.000Z', result: '扶起来了' },
    })
    expect(done.steps.at(-1)).toMatchObject({ deed: 'resolve', why: '手机上的时间不对，按收到的时间记' })
    expect(JSON.stringify(await me.call('getHelpCall', { params }))).not.toContain('110 米')
  })

  test('the phone of whoever called is told while it is open, to those who may go, and looking is on record', async () => {
    const me = await resident(app())
    const { callId } = await called(me)
    const params = { callId }
    expect(await desk().worker.call('readCallerPhone', { params })).toEqual({ phone: me.phone })
    expect(await app().db.collection('audit_log').countDocuments({ action: 'help.read-phone', subject: callId })).toBe(1)
    const { rev } = await desk().worker.call('acknowledgeHelp', { params, body: { rev: (await seenBy(desk().worker, callId)).rev } })
    await desk().worker.call('resolveHelp', { params, body: { rev, result: '打过电话了，没事' } })
    await expect(desk().worker.call('readCallerPhone', { params })).rejects.toMatchObject({ code: 'wrong_state' })
    const { callId: guests } = await called(await guestH5(app()))
    expect(await desk().worker.call('readCallerPhone', { params: { callId: guests } })).toEqual({ phone: null })
  })

  test('only who took it lowers it, with a reason, and what is promised then counts from when it was raised', async () => {
    const { callId } = await called(await guestH5(app()))
    const params = { callId }
    const seen = await seenBy(desk().worker, callId)
    const lower = (who: SignedIn, rev: number, urgency: 'p0' | 'p1') =>
      who.call('lowerHelp', { params, body: { rev, urgency, why: '是停水' } })
    await expect(lower(desk().worker, seen.rev, 'p1')).rejects.toMatchObject({ code: 'wrong_state' })
    const { rev } = await desk().worker.call('acknowledgeHelp', { params, body: { rev: seen.rev } })
    await expect(lower(desk().community, rev, 'p1')).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(lower(desk().worker, rev, 'p0')).rejects.toMatchObject({ issues: [{ path: 'body.urgency' }] })
    const lowered = await lower(desk().worker, rev, 'p1')
    expect(lowered).toMatchObject({ urgency: 'p1', nextDue: { what: 'resolve' } })
    expect(Date.parse(lowered.nextDue?.at ?? '') - Date.parse(lowered.raisedAt ?? '')).toBe(24 * 3_600_000)
  })

  test('not there in 15 minutes: told once to whoever sees to it', async () => {
    const { callId } = await called(await guestH5(app()))
    const { rev } = await seenBy(desk().worker, callId)
    await desk().worker.call('acknowledgeHelp', { params: { callId }, body: { rev } })
    clock.advance(15 * 60_000)
    await Promise.all([fire(), fire()])
    expect((await deedsOf(callId)).filter((deed) => deed === 'miss_on_site')).toHaveLength(1)
  })

  test('rated as not solved it is opened again and goes to the community; seven days of silence are no praise', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const params = { callId }
    const finish = async (who: SignedIn) => {
      const { rev } = await seenBy(who, callId)
      const taken = await who.call('acknowledgeHelp', { params, body: { rev } })
      return who.call('resolveHelp', { params, body: { rev: taken.rev, result: '去看过了' } })
    }
    const done = await finish(desk().worker)
    await me.call('rateHelp', { params, body: { rev: done.rev, solved: true, stars: 2, words: '来得太晚' } })
    await fire()
    expect(await seenBy(desk().community, callId)).toMatchObject({
      state: 'dispatched',
      isMine: true,
      rating: { stars: 2, words: '来得太晚' },
    })
    await finish(desk().community)
    clock.advance(7 * 86_400_000)
    await fire()
    const end = await kept(callId)
    expect(end).toMatchObject({ state: 'closed', rating: null })
  })
})

describe('the live desk', () => {
  /** Reads a worker's stream until it has told so much, and lets it go. */
  async function heard(who: SignedIn, enough: (events: readonly string[]) => boolean): Promise<{ events: string[]; done: Promise<void> }> {
    const aborter = new AbortController()
    const answer = await fetch(`${app().url}/api/v1/desk/help-stream?seconds=20`, {
      headers: { Authorization: `Bearer ${who.token}` },
      signal: aborter.signal,
    })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const events: string[] = []
    async function read(): Promise<void> {
      let kept = ''
      for await (const chunk of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
        const parts = (kept + chunk).split('\n\n')
        kept = parts.pop() ?? ''
        events.push(...parts)
        if (enough(events)) return aborter.abort()
      }
    }
    return { events, done: read().catch(() => undefined) }
  }
  const about = (callId: string) => (event: string) => event.startsWith('event: call') && event.includes(callId)
  const opened = (events: readonly string[]) => events.filter((event) => event.startsWith('event: open')).length

  test('a change reaches those of the place at once, names the call and nothing of it, and nobody elsewhere', async () => {
    const elsewhere = await staff(app(), ['grid_worker'], null, [grid().grids[3]])
    const here = await heard(desk().worker, () => false)
    const there = await heard(elsewhere, () => false)
    // Twice: at the beginning, and once it is certain that nothing is missed any more.
    await expect.poll(() => opened(here.events), { timeout: 5_000 }).toBe(2)
    const { callId } = await called(await guestH5(app()))
    await expect.poll(() => here.events.filter(about(callId)).length, { timeout: 5_000 }).toBeGreaterThan(0)
    const told = here.events.filter(about(callId)).map((event) => JSON.parse(event.split('data: ')[1] ?? '{}') as object)
    expect(told[0]).toEqual({ id: callId, rev: expect.any(Number) })
    expect(there.events.some(about(callId))).toBe(false)
  })

  test('whoever is no worker is refused', async () => {
    const { token } = await guestH5(app())
    const answer = await fetch(`${app().url}/api/v1/desk/help-stream`, { headers: { Authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(403)
  })
})

test('what is to be done is read in the order of its indexes: however many are open, no more are looked at than are shown', async () => {
  const { callId } = await called(await guestH5(app()))
  const { calls } = app().app.help
  const found = await calls.call(callId)
  if (!found) throw new Error('the call is gone')
  const { outbox: _, ...one } = found as typeof found & { outbox: unknown }
  const at = one.nextAt?.getTime() ?? 0
  const many = Array.from({ length: 600 }, (_, n) => `${callId}_${n}`)
  const standing = (_id: string, n: number) => ({ ...one, _id, callerName: null, openKey: null, nextAt: new Date(at + n) })
  for (let from = 0; from < many.length; from += 100)
    await Promise.all(many.slice(from, from + 100).map((_id, n) => calls.insert(standing(_id, from + n))))
  await app().db.profile(true)
  await desk().worker.call('listHelpCalls', { query: { limit: 20 } })
  await app().db.profile(false)
  const reads = await app()
    .db.collection<{ _id: string; ns: string; docsExamined: number; hasSortStage?: boolean; planSummary?: string }>('system.profile')
    .find({ ns: { $regex: /\.help_calls$/ }, 'command.sort.nextAt': 1 })
    .toArray()
  await app()
    .db.collection<{ _id: string }>('help_calls')
    .deleteMany({ _id: { $in: many } })
  expect(reads).toHaveLength(1)
  expect(reads[0]?.docsExamined).toBeLessThan(100)
  expect(reads[0]?.hasSortStage).toBeUndefined()
})
