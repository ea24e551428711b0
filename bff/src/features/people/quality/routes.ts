import { qualityContract as contract, qualityRuleId } from '@minsheng/shared/contracts/people'
import { decodeTextCursor, toTextPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayAnywhere, scopeOf } from '../access.ts'
import { presentResident } from '../resident/present.ts'
import type { ResidentStore } from '../resident/store.ts'
import type { SurroundingsOf } from '../surroundings.ts'
import { dimensionOf, scoreOf, wholeScore } from './domain.ts'
import type { QualityStore } from './store.ts'

const DAYS_SHOWN = 30

export function qualityRoutes({
  store,
  residents,
  surroundings,
}: {
  store: QualityStore
  residents: ResidentStore
  surroundings: SurroundingsOf
}): Route[] {
  return [
    route({
      operation: contract.getDataQuality,
      load: nothing,
      allow: mayAnywhere('quality.read'),
      audit: { none: 'counts of the whole district, nobody in them' },
      run: async () => {
        const [newest, ...earlier] = await store.lately(DAYS_SHOWN)
        const tallyOf = (day: typeof newest, id: string) => day?.tallies.find((tally) => tally.id === id) ?? { checked: 0, failed: 0 }
        return {
          date: newest?._id ?? null,
          scoreBps: wholeScore(newest?.tallies ?? []),
          rules: qualityRuleId.options.map((id) => {
            const { checked, failed } = tallyOf(newest, id)
            const trend = earlier.map((day) => {
              const tally = tallyOf(day, id)
              return { date: day._id, scoreBps: scoreOf(tally.checked, tally.failed) }
            })
            return {
              id,
              dimension: dimensionOf(id),
              checked,
              failed,
              scoreBps: scoreOf(checked, failed),
              trend: trend.reverse(),
              hasRows: id !== 'sources_fresh',
            }
          }),
        }
      },
    }),
    route({
      operation: contract.listQualityRows,
      load: nothing,
      allow: mayAnywhere('quality.read'),
      audit: { action: 'quality.rows', subject: () => 'quality_rows' },
      run: async ({ params, query, actor }) => {
        const rows = await store.rows(params.ruleId, scopeOf(actor), decodeTextCursor(query.cursor), query.limit)
        const page = toTextPage(rows, query.limit, (row) => row.residentId)
        const people = await residents.byIds(page.rows.map((row) => row.residentId))
        const around = await surroundings(people)
        const byId = new Map(people.map((resident) => [resident._id, resident]))
        return {
          items: page.rows.flatMap((row) => {
            const resident = byId.get(row.residentId)
            return resident ? [presentResident(resident, around)] : []
          }),
          nextCursor: page.nextCursor,
        }
      },
    }),
  ]
}
