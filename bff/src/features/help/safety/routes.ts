import { helpContract as contract } from '@minsheng/shared/contracts/help'
import { type Route, route } from '../../../platform/http/route.ts'
import type { DeskWork } from '../desk/work.ts'
import { helpersOf } from '../dispatch/domain.ts'
import type { GroundOf } from '../ground.ts'
import { markedRisky, saidSafe, saidUnsafe } from './steps.ts'

/** Whether whoever went is well. */
export function helpSafetyRoutes({ work: { take, working }, groundOf }: { work: DeskWork; groundOf: GroundOf }): Route[] {
  return [
    route({
      operation: contract.markRiskyHelp,
      ...working('mark_risky'),
      run: ({ actor, body }, call) => take(call, 'mark_risky', body.rev, actor, (by, at) => markedRisky(call, by, body.why, at)),
    }),
    route({
      operation: contract.checkInHelp,
      ...working('check_in'),
      run: ({ actor, body }, call) =>
        take(call, 'check_in', body.rev, actor, async (by, at) => {
          if (body.isSafe) return saidSafe(call, by, at)
          const ground = await groundOf(call.path, at)
          const { place } = call.dossier.where
          const near = helpersOf('backup', ground, place, at)
          const above = helpersOf('community', ground)
          const helpers = [...near, ...(above.length > 0 ? above : helpersOf('district', ground))]
          return saidUnsafe(call, by, [...new Map(helpers.map((one) => [one.accountId, one])).values()], at)
        }),
    }),
  ]
}
