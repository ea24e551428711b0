import type { Session } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Visitor } from '../../../platform/auth/actor.ts'
import type { RequestContext } from '../../../platform/http/route.ts'
import type { ResidentSsoPort, SsoTicket } from '../../../ports/sso.ts'
import type { createPhoneSignIn } from '../phone-sign-in.ts'
import type { TicketStore } from './store.ts'

/** Signing in by 浙里办: its ticket counts once, its user's phone is the account, its user's name makes the account real-name. */
export function createSsoSignIn(parts: {
  tickets: TicketStore
  sso: ResidentSsoPort
  phones: Pick<ReturnType<typeof createPhoneSignIn>, 'settle'>
  /** Keeps who an account's holder is, as 浙里办 told. */
  realNameTold: (accountId: string, name: string, idNumber: string) => Promise<void>
}) {
  const { tickets, sso, phones, realNameTold } = parts
  return {
    /** @throws AppError `sso_ticket_rejected` | `sso_no_phone` | `upstream_unavailable` (then the ticket may be tried again) */
    async signIn(visitor: Visitor, ticket: SsoTicket, context: RequestContext): Promise<Session> {
      const { name, idNumber, phone } = await tickets.once(`${ticket.kind}|${ticket.value}`, 'sso_ticket_rejected', () =>
        sso.userOf(ticket),
      )
      if (phone === null) throw new AppError('sso_no_phone')
      const session = await phones.settle(visitor, phone, context, { proven: false })
      if (name !== null && idNumber !== null) {
        try {
          await realNameTold(session.account.id, name, idNumber)
        } catch (error) {
          // They are signed in all the same, and may have their name checked by hand.
          context.log.warn(
            { accountId: session.account.id, code: error instanceof AppError ? error.code : 'internal' },
            'real name not kept',
          )
        }
      }
      return session
    },
  }
}
