import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayEditCharity, mayReadDesk, mayRegisterCharity } from '../access.ts'
import { verifiedFactIssues } from './domain.ts'
import { presentCharity } from './present.ts'
import type { CharityStore } from './store.ts'

export function charityRoutes({ charities, clock }: { charities: CharityStore; clock: Clock }): Route[] {
  return [
    route({
      operation: contract.listCharities,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'reading facts that are public anyway' },
      run: async ({ query }, scope) => {
        const { rows, nextCursor } = toPage(await charities.list(scope, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: rows.map(presentCharity), nextCursor }
      },
    }),
    route({
      operation: contract.createCharity,
      load: nothing,
      allow: mayRegisterCharity,
      audit: { action: 'charity.register', subject: (_, charity) => charity?.id ?? 'new' },
      run: async ({ body, context }) =>
        presentCharity(
          await charities.insert({
            _id: derivedId('chr', context.idempotencySeed ?? ''),
            ...body,
            demo: false,
            rev: 0,
            createdAt: clock.now(),
          }),
        ),
    }),
    route({
      operation: contract.updateCharity,
      load: ({ params }) => charities.get(params.charityId),
      allow: mayEditCharity,
      audit: { action: 'charity.update', subject: (charity) => charity._id },
      run: async ({ body: { rev, ...fields }, actor }, charity) => {
        const issues = mayRegisterCharity(actor) ? [] : verifiedFactIssues(charity, fields)
        if (issues.length > 0) throw new AppError('invalid_input', { issues })
        const updated = await charities.update(charity._id, rev, fields)
        if (!updated) throw new AppError('conflict')
        return presentCharity(updated)
      },
    }),
  ]
}
