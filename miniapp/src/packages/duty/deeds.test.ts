import { ApiError } from '@minsheng/shared/client'
import type { DeskCall } from '@minsheng/shared/contracts/help'
import { describe, expect, it } from 'vitest'
import { createDeeds, type Deed, mayAfter } from './deeds.ts'

const may = {
  acknowledge: false,
  refuse: true,
  setOut: true,
  arrive: true,
  resolve: true,
  lower: false,
  photograph: false,
  callBack: false,
  transfer: false,
  feedback: false,
  markRisky: false,
  checkIn: false,
  merge: false,
  unmerge: false,
  handOver: true,
  keep: false,
  takeOver: false,
  turnDown: false,
}
const offline = () => new ApiError('offline', 0, {})
const conflict = () => new ApiError('problem', 409, { code: 'conflict', detail: '别人刚改过' })
const deed = (what: Deed['what'], rev = 1): Omit<Deed, 'by'> => ({
  callId: 'c1',
  what,
  rev,
  doneAt: '2026-11-30T19:12:00.000Z',
  place: null,
  result: '',
})

/** A server with one call, and a phone whose storage outlives what runs on it. */
function setUp() {
  const state = {
    who: 'stf_1' as string | null,
    kept: null as string | null,
    rev: 1,
    may: { ...may },
    sent: [] as [string, number, boolean][],
    fail: null as (() => Error) | null,
  }
  const call = () => ({ id: 'c1', rev: state.rev, may: state.may }) as DeskCall
  const phone = () =>
    createDeeds({
      who: () => state.who,
      read: () => state.kept,
      write: (text) => {
        state.kept = text
      },
      look: async () => call(),
      send: async ({ what, rev }, late) => {
        if (state.fail) throw state.fail()
        if (rev !== state.rev) throw conflict()
        state.rev += 1
        state.sent.push([what, rev, late])
        return call()
      },
    })
  return { state, phone }
}

describe('what was done on the phone', () => {
  it('with a network goes out at once, and is not told as late', async () => {
    const { state, phone } = setUp()
    expect(await phone().add(deed('setOut'))).toMatchObject({ sent: [{ rev: 2 }], refused: [] })
    expect([state.sent, phone().count()]).toEqual([[['setOut', 1, false]], 0])
  })

  it('without one outlives the app, and goes out in its order, each on the call as it is by then', async () => {
    const { state, phone } = setUp()
    state.fail = offline
    await phone().add(deed('setOut'))
    await phone().add(deed('arrive'))
    await phone().add(deed('resolve'))
    expect(phone().count()).toBe(3)
    state.fail = null
    // Somebody added words meanwhile.
    state.rev = 4
    expect((await phone().flush()).refused).toEqual([])
    expect(state.sent).toEqual([
      ['setOut', 4, true],
      ['arrive', 5, true],
      ['resolve', 6, true],
    ])
    expect(phone().count()).toBe(0)
  })

  it('pressed twice is kept once; two that send at the same time send once', async () => {
    const { state, phone } = setUp()
    state.fail = offline
    const one = phone()
    await one.add(deed('arrive'))
    await one.add(deed('arrive'))
    expect(one.count()).toBe(1)
    state.fail = null
    await Promise.all([one.flush(), one.flush()])
    expect(state.sent).toHaveLength(1)
  })

  it('that the call no longer allows is said, once, and holds up nothing behind it', async () => {
    const { state, phone } = setUp()
    state.fail = offline
    await phone().add(deed('setOut'))
    await phone().add(deed('arrive'))
    state.fail = null
    state.rev = 5
    state.may = { ...may, setOut: false }
    const flushed = await phone().flush()
    expect(flushed.refused).toEqual([{ callId: 'c1', words: '别人刚改过' }])
    expect([state.sent, phone().count()]).toEqual([[['arrive', 5, true]], 0])
  })

  it.each([500, 429, 401])('stays when the server answers %i', async (status) => {
    const { state, phone } = setUp()
    state.fail = () => new ApiError('problem', status, {})
    expect(await phone().add(deed('arrive'))).toEqual({ sent: [], refused: [] })
    expect(phone().of('c1')).toHaveLength(1)
  })

  it('goes out in the name of whoever did it, on a phone that two use', async () => {
    const { state, phone } = setUp()
    state.fail = offline
    await phone().add(deed('arrive'))
    state.fail = null
    for (const who of ['stf_2', null]) {
      state.who = who
      expect(await phone().flush()).toEqual({ sent: [], refused: [] })
      expect([phone().count(), phone().of('c1')]).toEqual([0, []])
    }
    state.who = 'stf_1'
    expect((await phone().flush()).sent).toHaveLength(1)
  })

  it('is nothing when what was kept can not be read', () => {
    const { state, phone } = setUp()
    state.kept = '[{"callId":'
    expect(phone().count()).toBe(0)
    state.kept = '{"a":1}'
    expect(phone().count()).toBe(0)
  })
})

const done = (what: Deed['what']): Deed => ({ ...deed(what), by: 'stf_1' })

it('what waits on the phone is as good as done for what is next', () => {
  expect(mayAfter(may, [])).toEqual(may)
  expect(mayAfter(may, [done('setOut')])).toMatchObject({ setOut: false, arrive: true, refuse: true })
  expect(mayAfter(may, [done('setOut'), done('arrive')])).toMatchObject({ arrive: false, resolve: true, refuse: false })
  expect(Object.values(mayAfter(may, [done('arrive'), done('resolve')])).some(Boolean)).toBe(false)
})
