import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { GaugeSpec } from '../../../platform/http/gauges.ts'

/** What of the exchange with the hub waits for somebody. */
export function exchangeGauges(db: Database, clock: Clock): GaugeSpec[] {
  const seconds = (since: Date | null | undefined) => (since ? (clock.now().getTime() - since.getTime()) / 1000 : 0)
  return [
    {
      name: 'minsheng_dead_letters_open',
      help: 'Rows of other registers that could not be taken and wait for a data steward',
      read: () => db.collection('exchange_letters').countDocuments({ state: 'open' }),
    },
    {
      name: 'minsheng_exchange_oldest_seconds',
      help: 'How long ago the most behind of the started sources ended an exchange',
      read: async () => {
        const [oldest] = await db
          .collection<{ _id: string; nextAt: Date | null; lastDoneAt: Date | null }>('exchange_sources')
          .find({ state: 'active', nextAt: { $type: 'date' } }, { sort: { lastDoneAt: 1 }, limit: 1 })
          .toArray()
        return seconds(oldest?.lastDoneAt)
      },
    },
    {
      name: 'minsheng_push_oldest_seconds',
      help: 'How long the oldest change of ours waits to be taken by the hub',
      read: async () => {
        const oldest = await db
          .collection<{ _id: string; createdAt: Date }>('exchange_pushes')
          .findOne({ state: 'waiting' }, { sort: { createdAt: 1 } })
        return seconds(oldest?.createdAt)
      },
    },
  ]
}
