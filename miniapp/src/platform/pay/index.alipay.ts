import type { Payment } from '@minsheng/shared/contracts/donation'
import type { PayOutcome, PayPlace } from './outcome'

export type { PayOutcome } from './outcome'

export const payPlace = (): PayPlace => 'here'

/** Charities take gifts through WeChat Pay; Alipay has no cashier for them. */
export async function openCashier(_payment: Payment, _giftId: string): Promise<PayOutcome> {
  return 'unsupported'
}
