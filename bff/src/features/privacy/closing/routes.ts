import { privacyContract as contract } from '@minsheng/shared/contracts/privacy'
import { AppError } from '@minsheng/shared/errors'
import type { Actor } from '../../../platform/auth/actor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { maySettleOwn } from '../access.ts'
import type { FreshCheck } from '../check/check.ts'
import type { ClosingDesk } from './desk.ts'

interface ClosingRouteParts {
  desk: ClosingDesk
  check: FreshCheck
  /** False for a guest. */
  hasAccount: (accountId: string) => Promise<boolean>
}

const visitorOf = ({ actor }: { actor: Actor }) => (maySettleOwn(actor) ? actor : null)

export function closingRoutes({ desk, check, hasAccount }: ClosingRouteParts): Route[] {
  /** @throws AppError `phone_needed`: a guest has no account that could be closed */
  async function signedIn(accountId: string): Promise<void> {
    if (!(await hasAccount(accountId))) throw new AppError('phone_needed')
  }
  return [
    route({
      operation: contract.getAccountClosing,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { none: 'reading what closing would mean' },
      run: async (_, visitor) => {
        await signedIn(visitor.accountId)
        return desk.show(visitor)
      },
    }),
    route({
      operation: contract.askAccountClosing,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { action: 'account.close', subject: ({ accountId }) => accountId },
      run: async (_, visitor) => {
        await check.require(visitor)
        return desk.ask(visitor)
      },
    }),
    route({
      operation: contract.cancelAccountClosing,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { action: 'account.keep', subject: ({ accountId }) => accountId },
      run: async (_, visitor) => {
        await signedIn(visitor.accountId)
        return desk.cancel(visitor)
      },
    }),
  ]
}
