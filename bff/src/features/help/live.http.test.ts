import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { startTestApp } from '../../../testing/app.ts'
import { testGrid } from '../../../testing/grid.ts'
import { helpDesk, IN_FIRST_GRID } from '../../../testing/help.ts'
import { helpGround } from '../../../testing/help-ground.ts'
import { registeredResident } from '../../../testing/known.ts'

const { app, clock, grid, desk, called, fire, press, seenBy } = helpGround()

interface Heard {
  events: { event: string; data?: { id?: string; rev?: number } }[]
  closed: Promise<number>
  cut: () => void
}

/** A mini-program's line: a ticket by the usual operation, then a socket. */
function bySocket(base: string, ticket: string): Heard {
  const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/api/v1/live`)
  onTestFinished(() => socket.terminate())
  const events: Heard['events'] = []
  socket.on('error', () => undefined)
  socket.on('open', () => socket.send(JSON.stringify({ ticket })))
  socket.on('message', (text) => events.push(JSON.parse(String(text)) as Heard['events'][number]))
  return { events, closed: new Promise((resolve) => socket.on('close', resolve)), cut: () => socket.terminate() }
}
/** A browser's line. */
async function byStream(base: string, path: string, token: string): Promise<Heard> {
  const aborter = new AbortController()
  onTestFinished(() => aborter.abort())
  const answer = await fetch(`${base}${path}`, { headers: { Authorization: `Bearer ${token}` }, signal: aborter.signal })
  const events: Heard['events'] = []
  async function read(): Promise<number> {
    let kept = ''
    for await (const chunk of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      const parts = (kept + chunk).split('\n\n')
      kept = parts.pop() ?? ''
      for (const part of parts) {
        const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(part) ?? []
        if (event && data) events.push({ event, data: JSON.parse(data) as { id: string } })
      }
    }
    return answer.status
  }
  return { events, closed: read().catch(() => 0), cut: () => aborter.abort() }
}
const lineOf = async (who: SignedIn, callId?: string) =>
  bySocket(
    app().url,
    (callId === undefined ? await who.call('openDeskLine') : await who.call('openHelpLine', { params: { callId } })).ticket,
  )
const opened = ({ events }: Heard) => events.filter(({ event }) => event === 'open').length
const revsOf = ({ events }: Heard, callId: string) => events.flatMap(({ data }) => (data?.id === callId ? [data.rev] : []))
/** Once it is certain that nothing is missed any more. */
const follows = (heard: Heard) => expect.poll(() => opened(heard), { timeout: 5_000 }).toBeGreaterThanOrEqual(1)

describe('lines to the phones', () => {
  test('each change reaches the worker by socket and stream alike, in its order; nobody elsewhere hears of it', async () => {
    const elsewhere = await staff(app(), ['grid_worker'], null, [grid().grids[3]])
    const [socket, far] = [await lineOf(desk().worker), await lineOf(elsewhere)]
    const stream = await byStream(app().url, '/api/v1/desk/help-stream', desk().worker.token)
    await expect.poll(() => opened(stream), { timeout: 5_000 }).toBeGreaterThanOrEqual(1)
    await follows(socket)
    const me = await guestH5(app())
    const { callId } = await called(me)
    for (const words of ['在阳台', '门没锁', '快一点'])
      await me.call('addToHelp', { params: { callId }, body: { words, category: null }, idempotencyKey: key() })
    const { rev: last } = await seenBy(desk().worker, callId)
    await expect.poll(() => revsOf(socket, callId).at(-1), { timeout: 5_000 }).toBe(last)
    for (const heard of [socket, stream]) {
      await expect.poll(() => revsOf(heard, callId).at(-1)).toBe(last)
      const revs = revsOf(heard, callId)
      expect(revs).toEqual([...revs].sort((one, other) => (one ?? 0) - (other ?? 0)))
    }
    expect(JSON.stringify(socket.events)).not.toContain('阳台')
    expect(far.events.filter(({ event }) => event === 'call')).toEqual([])
  })

  test('whoever’s report goes with another’s hears at once when something becomes of that', async () => {
    const steward = await staff(app(), ['data_steward'], null, [grid().district])
    const { me: second, record } = await registeredResident(app(), steward, grid(), { flat: 0 })
    const { residentId } = record
    const alarm = { deviceId: `bed-${residentId}`, seq: 1, at: clock.now(), residentId, category: 'fall' as const, words: '离床后没有回来' }
    const wholeId = await app().app.help.raiseFromDevice(alarm)
    await fire()
    const { id } = await press(second, { place: null })
    clock.advance(5_000)
    await fire()
    const params = { callId: wholeId }
    expect(await second.call('getHelpCall', { params: { callId: id } })).toMatchObject({ isTogether: true })
    const line = await lineOf(second, id)
    await follows(line)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const before = opened(line)
    await desk().worker.call('acknowledgeHelp', { params, body: { rev: (await seenBy(desk().worker, wholeId)).rev } })
    await expect.poll(() => opened(line), { timeout: 5_000 }).toBeGreaterThan(before)
    expect(await second.call('getHelpCall', { params: { callId: id } })).toMatchObject({ state: 'acked' })
    expect(JSON.stringify(line.events)).not.toContain(wholeId)
  })

  test('whoever called follows that call alone, and nobody else’s', async () => {
    const [me, other] = [await guestH5(app()), await guestH5(app())]
    const { callId } = await called(me)
    const heard = await lineOf(me, callId)
    const stream = await byStream(app().url, `/api/v1/help-calls/${callId}/stream`, me.token)
    await follows(heard)
    await called(other)
    await desk().worker.call('acknowledgeHelp', { params: { callId }, body: { rev: (await seenBy(desk().worker, callId)).rev } })
    await expect.poll(() => revsOf(heard, callId).length, { timeout: 5_000 }).toBeGreaterThan(0)
    await expect.poll(() => revsOf(stream, callId).length).toBeGreaterThan(0)
    expect(heard.events.filter(({ data }) => data?.id !== undefined && data.id !== callId)).toEqual([])
    await expect(other.call('openHelpLine', { params: { callId } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(other.call('openDeskLine')).rejects.toMatchObject({ status: 403 })
    expect((await fetch(`${app().url}/api/v1/help-calls/${callId}/stream`)).status).toBe(401)
  })

  test('a ticket is good once and for half a minute; a token over its time gets none', async () => {
    const { ticket } = await desk().worker.call('openDeskLine')
    const first = bySocket(app().url, ticket)
    await follows(first)
    expect(await bySocket(app().url, ticket).closed).toBe(4401)
    const late = (await desk().worker.call('openDeskLine')).ticket
    clock.advance(31_000)
    expect(await bySocket(app().url, late).closed).toBe(4401)
    expect(await bySocket(app().url, desk().worker.token).closed).toBe(4401)
    clock.advance(15 * 60_000)
    await expect(desk().worker.call('openDeskLine')).rejects.toMatchObject({ code: 'token_expired' })
    expect(
      (await fetch(`${app().url}/api/v1/desk/help-stream`, { headers: { Authorization: `Bearer ${desk().worker.token}` } })).status,
    ).toBe(401)
  })

  test('a line ends with the session, whichever way it came; others stay', async () => {
    const gone = await staff(app(), ['grid_worker'], null, [grid().grids[0]])
    const [socket, stays] = [await lineOf(gone), await lineOf(desk().worker)]
    const stream = await byStream(app().url, '/api/v1/desk/help-stream', gone.token)
    await follows(socket)
    await gone.call('closeSession')
    expect(await socket.closed).toBe(1001)
    expect(await stream.closed).toBe(200)
    const { callId } = await called(await guestH5(app()))
    await expect.poll(() => revsOf(stays, callId).length, { timeout: 5_000 }).toBeGreaterThan(0)
    expect(revsOf(socket, callId)).toEqual([])
  })

  test('after a broken line everything is read anew: what came meanwhile is in the list', async () => {
    const before = await lineOf(desk().worker)
    await follows(before)
    before.cut()
    const { callId } = await called(await guestH5(app()))
    const again = await lineOf(desk().worker)
    await follows(again)
    const { items } = await desk().worker.call('listHelpCalls', { query: { limit: 100 } })
    expect(items.map(({ id }) => id)).toContain(callId)
  })
})

test('a BFF that stops lets its phones go; the one that starts after it takes them, and what came between is there', async () => {
  const name = freshDatabaseName()
  const first = await startTestApp(inject('bffEnvironment'), name)
  const ground = await testGrid(first)
  const { worker } = await helpDesk(first, ground)
  const me = await guestH5(first)
  const heard = bySocket(first.url, (await worker.call('openDeskLine')).ticket)
  await follows(heard)
  await first.stop()
  expect(await heard.closed).toBe(1001)
  const second = await startTestApp(inject('bffEnvironment'), name)
  onTestFinished(() => second.close())
  const request = (path: string, token: string, body?: object) =>
    fetch(`${second.url}${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key() },
      body: JSON.stringify(body),
    }).then((answer) => answer.json() as Promise<{ ticket: string; id: string }>)
  const again = bySocket(second.url, (await request('/api/v1/desk/help-line', worker.token)).ticket)
  await follows(again)
  const { id } = await request('/api/v1/help-calls', me.token, { category: null, place: IN_FIRST_GRID, pressedAt: null })
  await expect.poll(() => revsOf(again, id).length, { timeout: 10_000 }).toBeGreaterThan(0)
})
