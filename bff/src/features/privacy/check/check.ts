import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'

/** How long one need not prove anew that it is oneself; signing in by a code counts. */
const FRESH_MS = 10 * 60_000

interface CheckParts {
  provenAt: (sessionId: string) => Promise<Date | null>
  prove: (sessionId: string, at: Date) => Promise<unknown>
  phoneNumber: (accountId: string) => Promise<string | null>
  maskedPhone: (accountId: string) => Promise<string | null>
  sendCode: (phone: string) => Promise<{ resendAfterSeconds: number; validForSeconds: number }>
  checkCode: (phone: string, code: string) => Promise<void>
  clock: Clock
}

export type FreshCheck = ReturnType<typeof createFreshCheck>

/** That the one who holds the phone now is the one whose account it is, before what can't be undone. */
export function createFreshCheck({ provenAt, prove, phoneNumber, maskedPhone, sendCode, checkCode, clock }: CheckParts) {
  async function own(visitor: Visitor): Promise<string> {
    const phone = await phoneNumber(visitor.accountId)
    if (!phone) throw new AppError('phone_needed')
    return phone
  }
  return {
    async send(visitor: Visitor) {
      const phone = await own(visitor)
      return { sentTo: (await maskedPhone(visitor.accountId)) ?? '', ...(await sendCode(phone)) }
    },
    async pass(visitor: Visitor, code: string): Promise<{ until: string }> {
      await checkCode(await own(visitor), code)
      const now = clock.now()
      await prove(visitor.sessionId, now)
      return { until: new Date(now.getTime() + FRESH_MS).toISOString() }
    },
    /** @throws AppError `phone_needed` | `check_needed` */
    async require(visitor: Visitor): Promise<void> {
      await own(visitor)
      const proven = await provenAt(visitor.sessionId)
      if (!proven || proven.getTime() + FRESH_MS <= clock.now().getTime()) throw new AppError('check_needed')
    },
  }
}
