import { helpContract as contract } from '@minsheng/shared/contracts/help'
import { type Route, route } from '../../../platform/http/route.ts'
import type { DeskWork } from '../desk/work.ts'
import { fedBack, transferred } from './steps.ts'

/** To 110, 119 and 120, and what became of it. */
export function helpTransferRoutes({ work: { take, working } }: { work: DeskWork }): Route[] {
  return [
    route({
      operation: contract.transferHelp,
      ...working('transfer'),
      run: ({ actor, body: { rev, ...to } }, call) => take(call, 'transfer', rev, actor, (by, at) => transferred(call, by, to, at)),
    }),
    route({
      operation: contract.feedbackHelp,
      ...working('feedback'),
      run: ({ actor, body }, call) => take(call, 'feedback', body.rev, actor, (by, at) => fedBack(call, by, body.result, at)),
    }),
  ]
}
