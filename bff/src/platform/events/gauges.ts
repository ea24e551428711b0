import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../db/index.ts'
import type { GaugeSpec } from '../http/gauges.ts'
import { type RelayState, SWEEP_MARGIN_MS } from './relay.ts'

/** Whether what was written reaches those who react to it. */
export function relayGauges(db: Database, clock: Clock): GaugeSpec[] {
  const failures = db.collection<{ _id: string; dead: boolean }>('event_failures')
  const states = db.collection<RelayState>('event_relay')
  return [
    {
      name: 'minsheng_relay_failed_events',
      help: 'Reactions that failed: retrying, and given up (someone must act)',
      label: 'state',
      read: async () => {
        const [given_up, retrying] = await Promise.all([failures.countDocuments({ dead: true }), failures.countDocuments({ dead: false })])
        return { given_up, retrying }
      },
    },
    {
      name: 'minsheng_relay_behind_seconds',
      help: 'How long ago everything written before had been handled',
      read: async () => {
        const state = await states.findOne({ _id: 'relay' })
        return state ? Math.max(0, clock.now().getTime() - SWEEP_MARGIN_MS - state.sweptTo.getTime()) / 1000 : Number.POSITIVE_INFINITY
      },
    },
  ]
}
