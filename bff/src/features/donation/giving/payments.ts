import { isIP } from 'node:net'
import type { Payment } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Log } from '../../../platform/log/index.ts'
import type { PayOrder, PayPort } from '../../../ports/pay.ts'
import { CLOSE_AFTER_MS, nextCheckAt } from './domain.ts'
import type { Settle } from './settle.ts'
import type { GiftDocument, GivingStore } from './store.ts'

export type Payments = ReturnType<typeof createPayments>

/** Orders asked about at once: one slow answer must not hold up the others beyond their five minutes. */
const CHECK_LANES = 8
/** WeChat Pay takes 127 characters of description. */
const DESCRIPTION_CHARACTERS = 60

/** An address as WeChat Pay takes it; IPv4 mapped into IPv6 is unwrapped. */
export function payerIpOf(ip: string): string {
  const plain = ip.replace(/^::ffff:/, '')
  return isIP(plain) ? plain : '127.0.0.1'
}

export function createPayments(parts: {
  store: GivingStore
  pay: PayPort
  settle: Settle
  openidOf: (wechatAccountId: string) => Promise<string | null>
  log: Log
  clock: Clock
}) {
  const { store, pay, settle, openidOf, log, clock } = parts

  const orderOf = (gift: GiftDocument): PayOrder => ({
    outTradeNo: gift._id,
    subMchid: gift.subMchid,
    description: `捐赠 ${gift.projectTitle}`.slice(0, DESCRIPTION_CHARACTERS),
    attach: gift.codeId ?? '',
    amountFen: gift.amountFen,
    expiresAt: gift.payBefore,
  })

  /** Asks WeChat Pay about an order and brings the gift to where the answer says. */
  async function check(gift: GiftDocument): Promise<void> {
    const facts = await pay.query(gift._id, gift.subMchid)
    if (facts && (facts.state === 'SUCCESS' || facts.state === 'REFUND')) {
      await settle(facts, 'query')
      return
    }
    if (clock.now().getTime() < gift.payBefore.getTime() + CLOSE_AFTER_MS) return
    // Over: close at WeChat first, so that nobody can pay what we call closed; paid meanwhile is found by the next check.
    if (facts && facts.state !== 'CLOSED' && !(await pay.close(gift._id, gift.subMchid))) return
    await store.settleGift(gift._id, 'closed', facts ? 'not paid in time' : 'never ordered', clock.now(), null)
  }

  return {
    /** Orders at WeChat Pay; the same gift may be ordered again and gets fresh cashier parameters. @throws AppError `upstream_unavailable` | `unauthenticated` */
    async open(gift: GiftDocument, wechatAccountId: string | null): Promise<Payment> {
      if (gift.channel === 'h5') return { kind: 'h5', url: (await pay.orderH5(orderOf(gift), gift.payerIp ?? '127.0.0.1')).url }
      const openid = wechatAccountId === null ? null : await openidOf(wechatAccountId)
      if (!openid) throw new AppError('unauthenticated', { detail: '请从微信重新打开小程序' })
      return { kind: 'jsapi', ...(await pay.orderJsapi(orderOf(gift), openid)) }
    },
    check,
    /** Asks about every order that is due; a notice that never came is made up for here. */
    async checkDue(signal: AbortSignal): Promise<void> {
      async function lane(): Promise<void> {
        while (!signal.aborted) {
          const now = clock.now()
          const gift = await store.claimDueCheck(now, new Date(now.getTime() + 30_000))
          if (!gift) return
          try {
            await check(gift)
          } catch (error) {
            log.warn({ err: error, outTradeNo: gift._id }, 'order could not be checked; it is asked again')
          }
          await store.setNextCheck(gift._id, nextCheckAt(gift.checks, clock.now()))
        }
      }
      await Promise.all(Array.from({ length: CHECK_LANES }, lane))
    },
  }
}
