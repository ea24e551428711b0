import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../platform/db/index.ts'
import type { GaugeSpec } from '../../platform/http/gauges.ts'
import type { DispatchDocument } from './dispatch/store.ts'

const DAY_MS = 24 * 3_600_000
const MOST_COUNTED = 10_000

/** Whether people are told what they should be told. */
export function messageGauges(db: Database, clock: Clock): GaugeSpec[] {
  const dispatches = db.collection<DispatchDocument>('message_dispatches')
  const sinceYesterday = () => ({ $gte: new Date(clock.now().getTime() - DAY_MS) })
  return [
    {
      name: 'minsheng_messages_not_delivered_last_day',
      help: 'Messages of the last day that did not get through on one way, by how they ended',
      label: 'state',
      read: async () => {
        const of = (state: DispatchDocument['state']) =>
          dispatches.countDocuments({ state, createdAt: sinceYesterday() }, { limit: MOST_COUNTED })
        const [failed, expired, dead] = await Promise.all([of('failed'), of('expired'), of('dead')])
        return { failed, expired, dead }
      },
    },
    {
      name: 'minsheng_messages_late_seconds',
      help: 'How long the dispatch that is most overdue has waited for its turn',
      read: async () => {
        const oldest = await dispatches
          .find({ nextAt: { $type: 'date' } })
          .sort({ nextAt: 1 })
          .limit(1)
          .next()
        return oldest?.nextAt ? Math.max(0, clock.now().getTime() - oldest.nextAt.getTime()) / 1000 : 0
      },
    },
  ]
}
