import { privacyContract as contract } from '@minsheng/shared/contracts/privacy'
import { AppError } from '@minsheng/shared/errors'
import type { Actor } from '../../../platform/auth/actor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { maySettleOwn } from '../access.ts'
import type { ConsentDesk } from './desk.ts'
import { guardianText } from './text.ts'

interface ConsentRouteParts {
  desk: ConsentDesk
  /** False for a guest. */
  hasAccount: (accountId: string) => Promise<boolean>
}

const visitorOf = ({ actor }: { actor: Actor }) => (maySettleOwn(actor) ? actor : null)

export function consentRoutes({ desk, hasAccount }: ConsentRouteParts): Route[] {
  /** @throws AppError `phone_needed` */
  async function signedIn(accountId: string): Promise<void> {
    if (!(await hasAccount(accountId))) throw new AppError('phone_needed')
  }
  return [
    route({
      operation: contract.listMyConsents,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { none: "reading one's own consents" },
      run: async (_, { accountId }) => ({ items: await desk.list(accountId) }),
    }),
    route({
      operation: contract.giveConsent,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { action: 'consent.give', subject: ({ accountId }) => accountId },
      run: async ({ params, body }, { accountId }) => {
        await signedIn(accountId)
        return desk.give(accountId, params.kind, body.textVersion)
      },
    }),
    route({
      operation: contract.withdrawConsent,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { action: 'consent.withdraw', subject: ({ accountId }) => accountId },
      run: ({ params }, { accountId }) => desk.withdraw(accountId, params.kind),
    }),
    route({
      operation: contract.listMyWards,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { none: 'reading whom one is a guardian of' },
      run: async (_, { accountId }) => ({ text: guardianText, items: await desk.wards(accountId) }),
    }),
    route({
      operation: contract.giveGuardianConsent,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { action: 'consent.give-for-child', subject: ({ accountId }) => accountId },
      run: ({ params, body }, { accountId }) => desk.giveForChild(accountId, params.residentId, body.textVersion),
    }),
    route({
      operation: contract.withdrawGuardianConsent,
      load: visitorOf,
      allow: maySettleOwn,
      audit: { action: 'consent.withdraw-for-child', subject: ({ accountId }) => accountId },
      run: ({ params }, { accountId }) => desk.withdrawForChild(accountId, params.residentId),
    }),
  ]
}
