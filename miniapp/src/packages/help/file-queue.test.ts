import { ApiError } from '@minsheng/shared/client'
import { describe, expect, it } from 'vitest'
import { createFileQueue, type WaitingFile } from './file-queue.ts'

const file = (key: string, change: Partial<WaitingFile> = {}): WaitingFile => ({
  key,
  callId: 'c1',
  kind: 'photo',
  as: null,
  ref: `ref-${key}`,
  seconds: 0,
  takenAt: '2026-12-01T00:00:00.000Z',
  ...change,
})

function setUp(mayGo?: (waiting: WaitingFile) => boolean) {
  const state = { kept: null as string | null, disk: new Set<string>(), fail: null as (() => Error) | null }
  const sent: [string, boolean][] = []
  const queue = createFileQueue({
    read: () => state.kept,
    write: (text) => {
      state.kept = text
    },
    load: async (ref) => (state.disk.has(ref) ? { bytes: new Uint8Array([1]), contentType: 'image/jpeg' } : null),
    drop: async (ref) => void state.disk.delete(ref),
    send: async ({ key }, _, late) => {
      if (state.fail) throw state.fail()
      sent.push([key, late])
      return { rev: sent.length }
    },
    ...(mayGo ? { mayGo } : {}),
  })
  const add = (waiting: WaitingFile) => {
    state.disk.add(waiting.ref)
    return queue.add(waiting)
  }
  return { state, queue, add, sent }
}

describe('files on their way', () => {
  it('go out at once, once, and leave the phone', async () => {
    const { state, queue, add, sent } = setUp()
    expect(await add(file('a'))).toEqual({ last: { rev: 1 }, refused: [] })
    expect([sent, [...state.disk], queue.of('c1')]).toEqual([[['a', false]], [], []])
  })

  it.each([new ApiError('offline', 0, {}), new ApiError('problem', 503, {}), new ApiError('problem', 401, {}), new TypeError('x')])(
    'wait on the phone when %s, and go later in their order',
    async (error) => {
      const { state, queue, add, sent } = setUp()
      state.fail = () => error
      await add(file('a'))
      await add(file('b'))
      expect(queue.of('c1').map(({ key }) => key)).toEqual(['a', 'b'])
      state.fail = null
      await Promise.all([queue.flush(), queue.flush()])
      expect(sent).toEqual([
        ['a', true],
        ['b', true],
      ])
      expect(state.disk.size).toBe(0)
    },
  )

  it('that the server will not have are told, and hold up nothing behind them', async () => {
    const { state, queue, add, sent } = setUp()
    state.fail = () => new ApiError('offline', 0, {})
    await add(file('a'))
    await add(file('b'))
    const refusals = [new ApiError('problem', 415, { detail: '无法读取' })]
    state.fail = () => refusals.shift() ?? new ApiError('offline', 0, {})
    expect((await queue.flush()).refused).toHaveLength(1)
    state.fail = null
    await queue.flush()
    expect(sent).toEqual([['b', true]])
  })

  it('are not given up for new ones: beyond what the phone can keep the newest is refused in words', async () => {
    const { state, queue, add, sent } = setUp()
    state.fail = () => new ApiError('offline', 0, {})
    for (let n = 0; n < 24; n += 1) expect(await add(file(`k${n}`))).toEqual({ last: null, refused: [] })
    expect((await add(file('one-more'))).refused).toEqual(['手机里等着送的太多了，等有网络送出后再加'])
    expect([queue.of('c1').length, state.disk.has('ref-one-more'), state.disk.has('ref-k0')]).toEqual([24, false, true])
    state.fail = null
    await queue.flush()
    expect(sent).toHaveLength(24)
  })

  it('of somebody else stay where they are', async () => {
    const who = { now: 'stf_1' }
    const { queue, add, sent } = setUp(({ as }) => as === who.now)
    await add(file('a', { as: 'stf_2' }))
    expect([sent, queue.of('c1')]).toEqual([[], []])
    who.now = 'stf_2'
    await queue.flush()
    expect(sent).toHaveLength(1)
  })

  it('are gone when the phone has them no more, and when what was kept can not be read', async () => {
    const { state, queue, add, sent } = setUp()
    state.fail = () => new ApiError('offline', 0, {})
    await add(file('a'))
    state.disk.clear()
    state.fail = null
    expect(await queue.flush()).toEqual({ last: null, refused: [] })
    expect(sent).toEqual([])
    state.kept = '[{"key":'
    expect(queue.of('c1')).toEqual([])
  })
})
