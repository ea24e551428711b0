import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../platform/db/index.ts'
import type { GaugeSpec } from '../../platform/http/gauges.ts'
import { type CallFacts, openStates } from './call/domain.ts'

/** Whether everybody who called is being looked after. */
export function helpGauges(
  db: Database,
  clock: Clock,
  connections: () => { sse: number; ws: number } = () => ({ sse: 0, ws: 0 }),
): GaugeSpec[] {
  const calls = db.collection<CallFacts>('help_calls')
  return [
    {
      name: 'minsheng_help_live_connections',
      help: 'Phones and desks that see calls as they change, by the way they are connected',
      label: 'by',
      read: async () => connections(),
    },
    {
      name: 'minsheng_help_open',
      help: 'Calls that somebody still has to do something about, by state',
      label: 'state',
      read: async () => {
        const rows = await calls
          .aggregate<{ _id: string; count: number }>([
            { $match: { state: { $in: [...openStates] } } },
            { $group: { _id: '$state', count: { $sum: 1 } } },
          ])
          .toArray()
        const counts = new Map(rows.map(({ _id, count }) => [_id, count]))
        return Object.fromEntries(openStates.map((state) => [state, counts.get(state) ?? 0]))
      },
    },
    {
      name: 'minsheng_help_without_clock',
      help: 'Open calls for which no clock runs: nobody would be told that they are late. Must be 0',
      read: () => calls.countDocuments({ state: { $in: [...openStates] }, isLate: false, nextAt: null }),
    },
    {
      name: 'minsheng_help_clock_late_seconds',
      help: 'How long the clock that is most overdue has waited to be fired; a process that fires them must run',
      read: async () => {
        const [oldest] = await calls
          .find({ nextAt: { $type: 'date' } })
          .sort({ nextAt: 1 })
          .limit(1)
          .toArray()
        return oldest?.nextAt ? Math.max(0, clock.now().getTime() - oldest.nextAt.getTime()) / 1000 : 0
      },
    },
  ]
}
