import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '@minsheng/shared/units/clock'
import type { LiveCopy, Reading, Register } from './copy.ts'
import { type ChangeStream, HistoryLost } from './store.ts'

/** How new the copy is. */
export interface Freshness extends Reading {
  state: 'building' | 'live' | 'behind'
  /** When everything written before had been taken in, in ms. */
  caughtUpAt: number
}

interface FollowParts {
  copy: LiveCopy
  register: Pick<Register, 'homesWith'>
  watch: (token: unknown) => ChangeStream
  /** Everyone is read in, from nothing. */
  onBuilding: () => void
  /** Everyone is in; from now on changes are taken in. */
  onBuilt: () => void
  /** These homes were read anew. */
  onRefreshed: (homeIds: readonly string[]) => Promise<void>
  /** Of these people something changed; their homes were read anew. */
  onChanged: (residentIds: readonly string[]) => Promise<void>
  onFault: (error: unknown) => void
  clock: Clock
}

/** So old the copy may be and still be called live. */
export const LIVE_MS = 5_000
/** Changes taken in together, and how often time alone is looked at. */
const [MOST_AT_ONCE, DUE_MS, PAUSE_MS] = [200, 20_000, 1_000]

/** Builds the copy, then takes in what changes; goes on where it was after an interruption, and builds anew when that can't be. */
export function followRegister({ copy, register, watch, onBuilding, onBuilt, onRefreshed, onChanged, onFault, clock }: FollowParts) {
  const aborter = new AbortController()
  const freshness: Freshness = { state: 'building', homesDone: 0, homesAll: 0, homesLeftOut: 0, caughtUpAt: 0 }
  let token: unknown = null
  let dueLookedAt = 0
  const now = () => clock.now().getTime()

  async function build(): Promise<void> {
    onBuilding()
    Object.assign(freshness, { state: 'building', homesDone: 0, homesAll: 0, homesLeftOut: 0 })
    // What happens while it is built is taken in from here on.
    const opened = watch(null)
    const beganAt = now()
    try {
      await opened.next()
      token = opened.token
    } finally {
      await opened.close()
    }
    await copy.build((reading) => {
      if (aborter.signal.aborted) throw new Error('ended')
      Object.assign(freshness, reading)
    })
    onBuilt()
    freshness.caughtUpAt = beganAt
    freshness.state = 'behind'
  }

  async function refresh(homeIds: ReadonlySet<string>): Promise<void> {
    const ids = [...homeIds]
    for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
      const some = ids.slice(at, at + MOST_AT_ONCE)
      await copy.refresh(some)
      await onRefreshed(some)
    }
    freshness.homesLeftOut = copy.leftOut
  }

  /** @returns whether there was nothing more to take in */
  async function takeIn(stream: ChangeStream): Promise<boolean> {
    const homes = new Set<string>()
    const residents = new Set<string>()
    let isIdle = false
    for (let count = 0; count < MOST_AT_ONCE; count += 1) {
      const change = await stream.next()
      if (change === null) {
        isIdle = true
        break
      }
      for (const id of change.homeIds) homes.add(id)
      for (const id of change.residentIds) residents.add(id)
      if (change.allAwarded) for (const id of copy.homesAwarded()) homes.add(id)
    }
    for (const id of residents) {
      const home = copy.homeWith(id)
      if (home !== undefined) homes.add(home)
    }
    for (const id of await register.homesWith([...residents])) homes.add(id)
    if (now() - dueLookedAt > DUE_MS) {
      dueLookedAt = now()
      for (const id of copy.due()) homes.add(id)
    }
    await refresh(homes)
    if (residents.size > 0) await onChanged([...residents])
    token = stream.token
    return isIdle
  }

  async function follow(): Promise<void> {
    const stream = watch(token)
    try {
      while (!aborter.signal.aborted) {
        const askedAt = now()
        if (await takeIn(stream)) freshness.caughtUpAt = askedAt
        freshness.state = now() - freshness.caughtUpAt > LIVE_MS ? 'behind' : 'live'
      }
    } finally {
      await stream.close().catch(onFault)
    }
  }

  async function run(): Promise<void> {
    let isBuilt = false
    while (!aborter.signal.aborted) {
      try {
        if (!isBuilt) await build()
        isBuilt = true
        await follow()
      } catch (error) {
        if (aborter.signal.aborted) return
        onFault(error)
        if (error instanceof HistoryLost) isBuilt = false
        await sleep(PAUSE_MS, undefined, { signal: aborter.signal }).catch(() => undefined)
      }
    }
  }
  const running = run()

  return {
    freshness: (): Freshness => ({
      ...freshness,
      state: freshness.state === 'live' && now() - freshness.caughtUpAt > LIVE_MS ? 'behind' : freshness.state,
    }),
    /** Time alone is looked at with the next changes. */
    lookAtTime: () => {
      dueLookedAt = 0
    },
    async stop(): Promise<void> {
      aborter.abort()
      await running
    },
  }
}
