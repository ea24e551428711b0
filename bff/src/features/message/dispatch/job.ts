import type { Clock } from '@minsheng/shared/units/clock'
import type { Lease } from '../../../platform/events/lease.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { MessageDocument, MessageStore } from '../store.ts'
import type { DispatchDocument, DispatchStore } from './store.ts'

const BATCH = 100
const AT_ONCE = 8
/** Steps a message may take in one run before the next one has its turn. */
const MOST_ROUNDS = 20

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** Plans and sends by one process at a time; who takes over goes on where it stopped. */
export function createDispatchJob(parts: {
  messages: MessageStore
  dispatches: DispatchStore
  plan: (message: MessageDocument) => Promise<void>
  sending: { turn(dispatch: DispatchDocument): Promise<void>; putOff(dispatch: DispatchDocument): Promise<void> }
  lease: Lease
  log: Log
  clock: Clock
}): PeriodicJob {
  const { messages, dispatches, plan, sending, lease, log, clock } = parts

  async function round(): Promise<number> {
    const toPlan = await messages.toRoute(clock.now(), BATCH)
    await each(toPlan, async (message) => {
      await plan(message).catch(async (error: unknown) => {
        log.warn({ err: error, message: message._id }, 'a message could not be planned; it is tried again')
        await messages.routeAgain(message._id, message.routeAt, new Date(clock.now().getTime() + 60_000))
      })
    })
    const due = await dispatches.due(clock.now(), BATCH)
    await each(due, async (dispatch) => {
      await sending.turn(dispatch).catch(async (error: unknown) => {
        log.warn({ err: error, dispatch: dispatch._id, channel: dispatch.channel }, 'a dispatch had no end; it is tried again')
        await sending.putOff((await dispatches.dispatch(dispatch._id)) ?? dispatch)
      })
    })
    return toPlan.length + due.length
  }

  return {
    name: 'message-dispatches',
    everyMs: 1_000,
    async run(signal) {
      if (!(await lease.hold())) return
      for (let rounds = 0; rounds < MOST_ROUNDS && !signal.aborted; rounds += 1) {
        if ((await round()) === 0) return
        if (!(await lease.hold())) return
      }
    },
  }
}
