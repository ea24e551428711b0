import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId, newId } from '../../../../platform/crypto/id.ts'
import type { PeriodicJob } from '../../../../platform/jobs/periodic.ts'
import type { PopulationHost } from '../host.ts'
import type { RematchJob } from './domain.ts'
import type { RematchStore } from './store.ts'

interface RematchParts {
  store: RematchStore
  host: Pick<PopulationHost, 'ask' | 'isReady' | 'isCurrent'>
  clock: Clock
  /** Homes whose matches are written together. */
  perPage?: number
}

/** Behind the last of all ids. */
const END = '\uffff'
const PER_PAGE = 400
const EVERY_MS = 2_000
const SHOWN = 20

export type Rematches = ReturnType<typeof createRematches>

/** Everyone matched anew, page by page: after something was published, each midnight, or when it is asked for. */
export function createRematches({ store, host, clock, perPage = PER_PAGE }: RematchParts) {
  const holder = newId('rem')

  const fresh = (_id: string, why: RematchJob['why']): RematchJob => ({
    _id,
    why,
    state: 'waiting',
    holder: null,
    heldUntil: null,
    lastHome: '',
    homesDone: 0,
    homesAll: 0,
    decidedFor: null,
    peopleChanged: null,
    createdAt: clock.now(),
    doneAt: null,
  })

  /** @param seed the same makes one */
  async function want(why: RematchJob['why'], seed: string): Promise<RematchJob> {
    const id = derivedId('rem', `${why}|${seed}`)
    const known = await store.job(id)
    if (known) return known
    // Who asks while one waits is answered with that one: it takes in what they want as well.
    const waiting = why === 'asked' ? await store.open() : await store.waiting()
    return waiting ?? store.insert(fresh(id, why))
  }

  /** Works on what waits until it is done. @returns what was done, or null when nothing waited */
  async function run(signal?: AbortSignal): Promise<RematchJob | null> {
    if (!host.isReady()) return null
    let job = await store.claim(holder, clock.now())
    if (!job) return null
    // Whoever wanted it had published before: pages of the rules or the day before would stay until the next match.
    if (!(await host.isCurrent())) return null
    while (!signal?.aborted) {
      const { value: page } = await host.ask('matchPage', { after: job.lastHome, limit: perPage, by: job._id })
      const next = await store.advance(
        job,
        { lastHome: page.last ?? END, homes: page.homes, homesAll: page.all, decidedFor: page.date },
        clock.now(),
      )
      if (!next) return null
      job = next
      if (page.last !== null) continue
      const { value } = await host.ask('matchEnd', { by: job._id })
      return store.finish(job, value.changed, clock.now())
    }
    return null
  }

  return {
    want,
    run,
    newest: () => store.newest(SHOWN),
    job: {
      name: 'policy-rematch',
      everyMs: EVERY_MS,
      async run(signal) {
        if (!host.isReady()) return
        // Time alone changes what is whose.
        await want('day', shanghaiDate(clock.now()))
        await run(signal)
      },
    } satisfies PeriodicJob,
  }
}
