import { createHash } from 'node:crypto'
import type { Session } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'
import type { RequestContext } from '../../../platform/http/route.ts'
import type { ResidentSsoPort, SsoTicket } from '../../../ports/sso.ts'
import type { createPhoneSignIn } from '../phone-sign-in.ts'
import type { TicketStore } from './store.ts'

const REMEMBERED_MS = 24 * 3600_000

/** Signing in by 浙里办: its ticket counts once, its user's phone is the account, its user's name makes the account real-name. */
export function createSsoSignIn(parts: {
  tickets: TicketStore
  sso: ResidentSsoPort
  phones: Pick<ReturnType<typeof createPhoneSignIn>, 'settle'>
  /** Keeps who an account's holder is, as 浙里办 told. */
  realNameTold: (accountId: string, name: string, idNumber: string) => Promise<void>
  clock: Clock
}) {
  const { tickets, sso, phones, realNameTold, clock } = parts
  return {
    /** @throws AppError `sso_ticket_rejected` | `sso_no_phone` | `upstream_unavailable` (then the ticket may be tried again) */
    async signIn(visitor: Visitor, ticket: SsoTicket, context: RequestContext): Promise<Session> {
      const hash = createHash('sha256').update(`${ticket.kind}|${ticket.value}`).digest('base64url')
      // Taken before it is asked about, so that of two who present the same one is refused, whatever 浙里办 does.
      if (!(await tickets.take(hash, new Date(clock.now().getTime() + REMEMBERED_MS)))) throw new AppError('sso_ticket_rejected')
      const { name, idNumber, phone } = await sso.userOf(ticket).catch(async (error: unknown) => {
        if (error instanceof AppError && error.code === 'upstream_unavailable') await tickets.giveBack(hash)
        throw error
      })
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
