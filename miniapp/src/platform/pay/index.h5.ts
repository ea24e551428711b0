import type { Payment } from '@minsheng/shared/contracts/donation'
import type { PayOutcome } from './outcome'

export type { PayOutcome } from './outcome'

/** Leaves for WeChat's H5 cashier, which comes back to the page that says thanks. */
export async function openCashier(payment: Payment, giftId: string): Promise<PayOutcome> {
  if (payment.kind !== 'h5') return 'unsupported'
  const back = new URL(`/packages/donation/thanks/index?id=${encodeURIComponent(giftId)}`, window.location.origin)
  window.location.assign(`${payment.url}${payment.url.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(back.href)}`)
  return 'left'
}
