import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayReadDesk } from '../access.ts'
import type { CodeStore } from '../code/store.ts'
import { periodOf } from './domain.ts'
import type { VenueFigures } from './statistics.ts'

export function scanRoutes({ codes, figures, clock }: { codes: CodeStore; figures: VenueFigures; clock: Clock }): Route[] {
  function period(asked: { from?: string | undefined; to?: string | undefined }) {
    const found = periodOf(asked, shanghaiDate(clock.now()))
    if ('fault' in found) throw new AppError('invalid_input', { issues: [{ path: 'query.from', message: found.fault ?? '' }] })
    return found
  }
  return [
    route({
      operation: contract.listVenueStatistics,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'counts, no personal data' },
      run: async ({ query }, scope) => {
        const days = period(query)
        const among = scope.all ? null : await codes.venueIdsOf(scope.charityId)
        const { rows, nextCursor } = toPage(await codes.listVenues(decodeCursor(query.cursor), query.limit, among), query.limit)
        const found = await codes.ofVenues(
          scope,
          rows.map((venue) => venue._id),
        )
        return { items: await figures.rows(rows, found, days), nextCursor }
      },
    }),
    route({
      operation: contract.getVenueStatistics,
      load: async ({ params, actor }) => {
        const [venue, scope] = [await codes.venue(params.venueId), charityScope(actor)]
        if (!venue || !scope) return null
        const found = await codes.ofVenues(scope, [venue._id])
        // A venue at which a charity has no code is none of its business.
        return scope.all || found.length > 0 ? { venue, found } : null
      },
      allow: (actor) => mayReadDesk(actor),
      audit: { none: 'counts, no personal data' },
      run: ({ query }, { venue, found }) => figures.one(venue, found, period(query), shanghaiDate(clock.now())),
    }),
  ]
}
