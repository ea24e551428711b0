import type { Clock } from '@minsheng/shared/units/clock'
import type { GaugeSpec } from '../http/gauges.ts'
import type { Database } from './index.ts'

/** The database's clock against ours, and how far it is backed up. */
export function databaseGauges(db: Database, clock: Clock): GaugeSpec[] {
  return [
    {
      name: 'minsheng_clock_skew_seconds',
      help: "How far this machine's clock is from the database's; WeChat Pay refuses what is 5 minutes off",
      read: async () => {
        const before = clock.now().getTime()
        const told = await db.serverTime()
        const middle = (before + clock.now().getTime()) / 2
        return Math.abs(told.getTime() - middle) / 1000
      },
    },
    {
      name: 'minsheng_backup_age_seconds',
      help: 'How old the newest backup is; +Inf when there is none',
      read: async () => {
        const [newest] = await db
          .collection<{ _id: string; backedUpTo: Date }>('backups')
          .find({}, { sort: { backedUpTo: -1 }, limit: 1 })
          .toArray()
        return newest ? (clock.now().getTime() - newest.backedUpTo.getTime()) / 1000 : Number.POSITIVE_INFINITY
      },
    },
  ]
}
