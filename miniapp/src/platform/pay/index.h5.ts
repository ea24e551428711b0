import type { Payment } from '@minsheng/shared/contracts/donation'
import type { PayOutcome, PayPlace } from './outcome'

export type { PayOutcome } from './outcome'

/** WeChat's H5 cashier refuses to open inside WeChat itself: there the mini-program pays, or the phone's own browser. */
export const payPlace = (): PayPlace => (/MicroMessenger/i.test(navigator.userAgent) ? 'browser_or_mini_program' : 'here')

/** Leaves for WeChat's H5 cashier, which comes back to the page that says thanks. */
export async function openCashier(payment: Payment, giftId: string): Promise<PayOutcome> {
  if (payment.kind !== 'h5') return 'unsupported'
  const back = new URL(`/packages/donation/thanks/index?id=${encodeURIComponent(giftId)}`, window.location.origin)
  window.location.assign(`${payment.url}${payment.url.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(back.href)}`)
  return 'left'
}
