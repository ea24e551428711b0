import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayReadStatistics } from '../access.ts'
import type { StatisticsOf } from './statistics.ts'

export function statisticsRoutes({ statisticsOf }: { statisticsOf: StatisticsOf }): Route[] {
  return [
    route({
      operation: contract.getStatistics,
      load: ({ actor, query }) => {
        const scope = charityScope(actor)
        return scope && { charityId: query.charityId ?? (scope.all ? null : scope.charityId) }
      },
      allow: mayReadStatistics,
      audit: { none: 'numbers without names' },
      run: ({ query }, { charityId }) => statisticsOf({ ...query, charityId }),
    }),
  ]
}
