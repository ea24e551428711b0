import { auditContract as contract } from '@minsheng/shared/contracts/audit'
import { AppError } from '@minsheng/shared/errors'
import { addDays, daysBetween, startOfDay } from '@minsheng/shared/units/calendar'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { isWorkingDay } from '@minsheng/shared/units/working-days'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayReadAudit } from '../access.ts'
import type { RecordParts } from '../record/routes.ts'
import { goneThrough, unusualLimits, unusualLooks } from './domain.ts'

/** Besides every reveal: readings of people, whose refused tries count. */
const READINGS = [
  'resident.read',
  'household.read',
  'home.people',
  'fact.list',
  'fact.history',
  'application.read',
  'application-photo.read',
  'award.read',
  'consent-photo.read',
  'voucher.read',
]
const MOST_DAYS = 31
const MOST_ROWS = 50_000

export function unusualRoutes({ record, namesOf, clock }: Pick<RecordParts, 'record' | 'namesOf'> & { clock: Clock }): Route[] {
  return [
    route({
      operation: contract.listUnusualLooks,
      load: nothing,
      allow: mayReadAudit,
      audit: { action: 'unusual-looks.list', subject: () => 'audit' },
      run: async ({ query }) => {
        const to = query.to ?? shanghaiDate(clock.now())
        const from = query.from ?? addDays(to, -6)
        if (from > to || daysBetween(from, to) >= MOST_DAYS)
          throw new AppError('invalid_input', { issues: [{ path: 'query.from', message: `请选择不超过 ${MOST_DAYS} 天的时间` }] })
        const rows = await record.looks(READINGS, startOfDay(from), startOfDay(addDays(to, 1)), MOST_ROWS + 1)
        const { looks, cutAt } = goneThrough(rows, MOST_ROWS)
        const found = unusualLooks(looks, unusualLimits, isWorkingDay)
        const names = await namesOf(found.map(({ actorId }) => actorId))
        const items = found.map((one) => ({
          ...one,
          actorName: names.get(one.actorId) ?? '用户',
          from: one.from.toISOString(),
          to: one.to.toISOString(),
        }))
        return { from, to, cutAt: cutAt?.toISOString() ?? null, items }
      },
    }),
  ]
}
