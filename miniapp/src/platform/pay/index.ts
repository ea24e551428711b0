import type { Payment } from '@minsheng/shared/contracts/donation'
import Taro from '@tarojs/taro'
import { warn } from '../log'
import type { PayOutcome, PayPlace } from './outcome'

export type { PayOutcome } from './outcome'

export const payPlace = (): PayPlace => 'here'

/** Opens WeChat's cashier. Its success is a hint only; whether money came is asked of the server. */
export async function openCashier(payment: Payment, _giftId: string): Promise<PayOutcome> {
  if (payment.kind !== 'jsapi') return 'unsupported'
  const { kind: _kind, ...cashier } = payment
  try {
    await Taro.requestPayment(cashier)
    return 'maybe_paid'
  } catch (error) {
    const message = error instanceof Error ? error.message : String((error as { errMsg?: unknown } | null)?.errMsg ?? error)
    if (message.includes('cancel')) return 'cancelled'
    warn('requestPayment', message)
    return 'failed'
  }
}
