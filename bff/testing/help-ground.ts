import type { CallCategory, CallPlace } from '@minsheng/shared/contracts/help'
import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { key, type SignedIn, signedInAgain } from './actors.ts'
import { heldClock, startTestApp, type TestApp } from './app.ts'
import { type TestGrid, testGrid } from './grid.ts'
import { type HelpDesk, helpDesk, IN_FIRST_GRID } from './help.ts'
import { ownStandIns } from './own-stand-ins.ts'

interface KeptCall {
  _id: string
  history: { deed: string }[]
  told: { accountId: string; rung: string }[]
}

/**
 * One app for a file of tests, with a clock that stands still, a grid, and everybody who may be called there. What the clocks
 * have to do is done when the test says so.
 */
export function helpGround({ outside = 'shared' }: { outside?: 'shared' | 'own' } = {}) {
  const clock = heldClock()
  let app: TestApp
  let grid: TestGrid
  let desk: HelpDesk
  let own: Awaited<ReturnType<typeof ownStandIns>> | null = null
  beforeAll(async () => {
    if (outside === 'own') own = await ownStandIns(inject('bffEnvironment'))
    const environment = own ? { ...own.environment } : inject('bffEnvironment')
    app = await startTestApp(environment, freshDatabaseName(), { work: false, clock })
    grid = await testGrid(app)
    desk = await helpDesk(app, grid)
  })
  afterAll(async () => {
    await app?.close()
    await own?.stop()
  })
  // Tokens end with the clock that is moved.
  const signInAgain = async () => {
    for (const who of Object.keys(desk) as (keyof HelpDesk)[]) desk[who] = await signedInAgain(app, desk[who])
  }
  beforeEach(signInAgain)

  const fire = () => app.app.help.engine.run(new AbortController().signal)
  const press = (me: SignedIn, body: Partial<Pressed> = {}) => me.call('pressHelp', { body: pressBody(body), idempotencyKey: key() })
  const kept = (callId: string) => app.db.collection<KeptCall>('help_calls').findOne({ _id: callId })
  return {
    clock,
    app: () => app,
    /** The stand-ins of this file alone, which it may disturb. */
    outside: () => own,
    grid: () => grid,
    desk: () => desk,
    /** After the clock was moved by more than a token lasts. */
    signInAgain,
    /** What the clocks have to do by now. */
    fire,
    /** A press in the first grid. */
    press,
    /** One whose countdown is over, and what came with it. */
    async called(me: SignedIn) {
      const { id } = await press(me)
      clock.advance(5_000)
      await fire()
      return { callId: id }
    },
    seenBy: (who: SignedIn, callId: string) => who.call('getDeskCall', { params: { callId } }),
    kept,
    deedsOf: async (callId: string) => ((await kept(callId))?.history ?? []).map(({ deed }) => deed),
  }
}

interface Pressed {
  category: CallCategory | null
  place: CallPlace | null
  pressedAt: string | null
}
const pressBody = (change: Partial<Pressed>): Pressed => ({ category: null, place: IN_FIRST_GRID, pressedAt: null, ...change })
