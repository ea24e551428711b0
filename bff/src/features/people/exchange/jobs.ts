import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { ExchangeEngine } from './engine.ts'
import type { PushDesk } from './push/desk.ts'
import type { ExchangeStore } from './store.ts'

/** Exchanges begin by themselves once a person has started the first; each is worked on within seconds. */
export function exchangeJobs(parts: { store: ExchangeStore; engine: ExchangeEngine; pushes: PushDesk; clock: Clock }) {
  const { store, engine, pushes, clock } = parts
  return [
    {
      name: 'exchange',
      everyMs: 2_000,
      async run(signal?: AbortSignal) {
        for (const source of await store.dueSources(clock.now()))
          await engine.start(source._id, 'incremental', 'timer', derivedId('run', `${source._id}|${source.nextAt?.toISOString()}`))
        await engine.work(signal)
      },
    },
    { name: 'exchange-pushes', everyMs: 5_000, run: async (signal?: AbortSignal) => void (await pushes.work(signal)) },
  ] satisfies PeriodicJob[]
}
