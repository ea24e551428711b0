import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log/index.ts'

/** Work that comes again and again; one run at a time, the next after the pause. */
export interface PeriodicJob {
  name: string
  everyMs: number
  run(signal: AbortSignal): Promise<void>
}

export interface JobRunner {
  start(): void
  /** Lets running work end (its signal is aborted) and returns when all is quiet. */
  stop(): Promise<void>
}

export function createJobRunner(jobs: readonly PeriodicJob[], log: Log, onFailed: () => void = () => undefined): JobRunner {
  const aborter = new AbortController()
  // Every job waits on the same signal; the usual warning is about something else.
  setMaxListeners(0, aborter.signal)
  let loops: Promise<void>[] = []
  async function repeat(job: PeriodicJob): Promise<void> {
    while (!aborter.signal.aborted) {
      try {
        await job.run(aborter.signal)
      } catch (error) {
        onFailed()
        log.error({ err: error, job: job.name }, 'job failed; it runs again')
      }
      await sleep(job.everyMs, undefined, { signal: aborter.signal }).catch(() => undefined)
    }
  }
  return {
    start() {
      if (loops.length === 0) loops = jobs.map(repeat)
    },
    async stop() {
      aborter.abort()
      await Promise.all(loops)
    },
  }
}
