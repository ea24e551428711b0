import type { Session } from '@minsheng/shared/contracts/identity'
import { describe, expect, it } from 'vitest'
import { createSessionKeeper } from './keeper.ts'

const START = Date.parse('2026-06-15T01:00:00.000Z')
const MINUTE = 60_000

const sessionEndingAt = (accessToken: string, at: number): Session => ({
  accessToken,
  accessTokenExpiresAt: new Date(at).toISOString(),
  refreshToken: null,
  account: { id: 'a1', kind: 'guest', displayName: '访客', phoneMasked: null, roles: [], charityId: null, placeIds: [], owes: [] },
})

function setUp() {
  const state = { now: START, renewals: 0, settle: [] as ((outcome: Session | Error) => void)[] }
  const keeper = createSessionKeeper({
    now: () => state.now,
    aheadMs: MINUTE,
    renew: () =>
      new Promise((resolve, reject) => {
        state.renewals += 1
        state.settle.push((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)))
      }),
  })
  return { state, keeper }
}

describe('createSessionKeeper', () => {
  it('asks once however many wait', async () => {
    const { state, keeper } = setUp()
    const waiting = [keeper.token(), keeper.token(), keeper.replace('old')]
    state.settle[0]?.(sessionEndingAt('t1', START + 15 * MINUTE))
    expect(await Promise.all(waiting)).toEqual(['t1', 't1', 't1'])
    expect(state.renewals).toBe(1)
  })

  it('keeps a token until a minute before its end', async () => {
    const { state, keeper } = setUp()
    keeper.adopt(sessionEndingAt('t1', START + 15 * MINUTE))
    state.now = START + 14 * MINUTE - 1
    expect(await keeper.token()).toBe('t1')
    state.now = START + 14 * MINUTE
    const next = keeper.token()
    state.settle[0]?.(sessionEndingAt('t2', state.now + 15 * MINUTE))
    expect(await next).toBe('t2')
  })

  it('renews after a refusal, but only for the token that was refused', async () => {
    const { state, keeper } = setUp()
    keeper.adopt(sessionEndingAt('t2', START + 15 * MINUTE))
    expect(await keeper.replace('t1')).toBe('t2')
    expect(state.renewals).toBe(0)
    const next = keeper.replace('t2')
    state.settle[0]?.(sessionEndingAt('t3', START + 15 * MINUTE))
    expect(await next).toBe('t3')
  })

  it('tries again after a failure', async () => {
    const { state, keeper } = setUp()
    const failed = keeper.token()
    state.settle[0]?.(new Error('no network'))
    await expect(failed).rejects.toThrow('no network')
    const next = keeper.token()
    state.settle[1]?.(sessionEndingAt('t1', START + 15 * MINUTE))
    expect(await next).toBe('t1')
  })

  it('does not let a renewal that began earlier undo a sign-in', async () => {
    const { state, keeper } = setUp()
    const early = keeper.token()
    keeper.adopt(sessionEndingAt('signed-in', START + 15 * MINUTE))
    state.settle[0]?.(sessionEndingAt('guest', START + 15 * MINUTE))
    expect(await early).toBe('signed-in')
    expect(keeper.current()?.accessToken).toBe('signed-in')
  })

  it('opens a new session after dropping one', async () => {
    const { state, keeper } = setUp()
    keeper.adopt(sessionEndingAt('t1', START + 15 * MINUTE))
    keeper.drop()
    expect(keeper.current()).toBeNull()
    const next = keeper.token()
    state.settle[0]?.(sessionEndingAt('t2', START + 15 * MINUTE))
    expect(await next).toBe('t2')
  })
})
