import type { Payment } from '@minsheng/shared/contracts/donation'
import type { PayOutcome } from './outcome'

export type { PayOutcome } from './outcome'

/** Charities take gifts through WeChat Pay; Alipay has no cashier for them. */
export async function openCashier(_payment: Payment, _giftId: string): Promise<PayOutcome> {
  return 'unsupported'
}
