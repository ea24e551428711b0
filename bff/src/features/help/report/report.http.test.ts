import { shanghaiDate } from '@minsheng/shared/units/clock'
import { beforeEach, expect, test } from 'vitest'
import { guestH5, type SignedIn, staff } from '../../../../testing/actors.ts'
import { helpGround } from '../../../../testing/help-ground.ts'

const { app, clock, grid, desk, called, fire, seenBy } = helpGround()
let leader: SignedIn
beforeEach(async () => {
  leader = await staff(app(), ['bureau_leader'])
})

const today = () => shanghaiDate(clock.now())
async function answered(seconds: number, result: string | null = null) {
  const me = await guestH5(app())
  const { callId } = await called(me)
  const params = { callId }
  clock.advance(seconds * 1_000)
  await fire()
  const { rev } = await desk().worker.call('acknowledgeHelp', { params, body: { rev: (await seenBy(desk().worker, callId)).rev } })
  if (result === null) return { me, callId }
  clock.advance(60_000)
  const done = await desk().worker.call('resolveHelp', { params, body: { rev, result } })
  return { me, callId, rev: done.rev }
}

test('what is counted is what can be opened, by those who answer for the place and by who leads, without names for them', async () => {
  const quick = await answered(30, '已经办好')
  const slow = await answered(120, '已经办好')
  const params = { callId: slow.callId }
  const { rev } = await slow.me.call('getHelpCall', { params })
  await slow.me.call('rateHelp', { params, body: { rev, solved: false, stars: 1, words: '没有来' } })
  const query = { from: today(), to: today(), by: 'street' as const }
  const report = await leader.call('getHelpReport', { query })
  expect(report.total).toMatchObject({
    calls: 2,
    acknowledged: { count: 2, medianSeconds: 30, p95Seconds: 120 },
    withinAMinute: { count: 1, of: 2 },
    resolved: { count: 2, medianSeconds: 90, p95Seconds: 180 },
    late: 1,
    reopened: 1,
    open: 1,
  })
  expect(report.rows).toMatchObject([{ key: grid().streets[0], calls: 2 }])
  expect(report.rows[0]?.name).toMatch(/街道/)
  const behind = (only: 'reopened' | 'unanswered_in_a_minute' | 'all', limit = 20, cursor?: string) =>
    leader.call('listHelpReportCalls', { query: { ...query, key: grid().streets[0], only, limit, cursor } })
  expect((await behind('reopened')).items).toMatchObject([{ id: slow.callId, callerMasked: null }])
  expect((await behind('unanswered_in_a_minute')).items.map(({ id }) => id)).toEqual([slow.callId])
  const first = await behind('all', 1)
  const second = await behind('all', 1, first.nextCursor ?? '')
  expect([first, second].flatMap(({ items }) => items.map(({ id }) => id))).toEqual([slow.callId, quick.callId])
  expect(second.nextCursor).toBeNull()
  expect((await leader.call('listHelpReportCalls', { query: { ...query, key: grid().streets[1] } })).items).toEqual([])
})

test('each sees their part; another’s place is refused by name, and so are days that cannot be', async () => {
  const elsewhere = await staff(app(), ['street'], null, [grid().streets[1]])
  expect((await elsewhere.call('getHelpReport', { query: {} })).total.calls).toBe(0)
  expect((await desk().street.call('getHelpReport', { query: {} })).total.calls).toBeGreaterThanOrEqual(2)
  await expect(elsewhere.call('getHelpReport', { query: { placeId: grid().grids[0] } })).rejects.toMatchObject({
    code: 'invalid_input',
    issues: [{ path: 'query.placeId' }],
  })
  await expect(elsewhere.call('getHelpBoard', { query: { placeId: 'plc_nowhere' } })).rejects.toMatchObject({
    issues: [{ path: 'query.placeId' }],
  })
  for (const days of [
    { from: '2026-12-02', to: '2026-12-01' },
    { from: '2024-01-01', to: '2026-12-01' },
  ])
    await expect(leader.call('getHelpReport', { query: days })).rejects.toMatchObject({ issues: [{ path: 'query.from' }] })
  await expect(leader.call('getHelpReport', { query: { from: '12月1日' as never } })).rejects.toMatchObject({
    issues: [{ path: 'query.from' }],
  })
})

test('the board says how things stand at this moment, and nothing of whose they are', async () => {
  const before = await desk().street.call('getHelpBoard', { query: {} })
  const { callId } = await called(await guestH5(app()))
  const board = await desk().street.call('getHelpBoard', { query: {} })
  expect(board).toMatchObject({
    place: { id: grid().streets[0] },
    waiting: before.waiting + 1,
    duty: { grids: 2, ofGrids: 3, workers: 2 },
  })
  expect(board.places.map(({ id }) => id)).toEqual(grid().communities.slice(0, 2))
  expect(board.places[0]?.waiting).toBe(board.waiting)
  expect(board.calls.find(({ id }) => id === callId)).toMatchObject({ urgency: 'p0', isAnswered: false, nextDue: { what: 'acknowledge' } })
  const whole = await leader.call('getHelpBoard', { query: {} })
  expect(whole.place?.id).toBe(grid().district)
  expect(whole.places.map(({ id }) => id)).toEqual([...grid().streets])
  expect(JSON.stringify(whole)).not.toMatch(/callerMasked|address|workerName/)
})
