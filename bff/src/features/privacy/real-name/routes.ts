import { privacyContract as contract } from '@minsheng/shared/contracts/privacy'
import { AppError } from '@minsheng/shared/errors'
import type { Actor } from '../../../platform/auth/actor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { maySettleOwn } from '../access.ts'
import type { RealNameDesk } from './desk.ts'

interface RealNameRouteParts {
  desk: RealNameDesk
  /** False for a guest. */
  hasAccount: (accountId: string) => Promise<boolean>
}

const visitorOf = ({ actor }: { actor: Actor }) => (maySettleOwn(actor) ? actor : null)

export function realNameRoutes({ desk, hasAccount }: RealNameRouteParts): Route[] {
  return [
    route({
      operation: contract.getMyRealName,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { none: 'reading whether one is verified' },
      run: (_, { accountId }) => desk.show(accountId),
    }),
    route({
      operation: contract.verifyMyRealName,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { action: 'real-name.verify', subject: ({ accountId }) => accountId },
      run: async ({ body }, { accountId }) => {
        if (!(await hasAccount(accountId))) throw new AppError('phone_needed')
        return desk.verify(accountId, body)
      },
    }),
    route({
      operation: contract.withdrawMyRealName,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { action: 'real-name.withdraw', subject: ({ accountId }) => accountId },
      run: (_, { accountId }) => desk.withdraw(accountId),
    }),
  ]
}
