import { useRef } from 'react'
import { newKey } from '../../platform/idempotency'
import { openCashier, type PayOutcome } from '../../platform/pay'
import { call, failureWords } from '../../platform/request'

interface Resumed {
  outcome: PayOutcome
  /** What to tell the person; null when there is nothing to tell. */
  words: string | null
}

const outcomeWords: Record<PayOutcome, string | null> = {
  maybe_paid: null,
  left: null,
  cancelled: '您取消了付款，没有扣钱',
  failed: '微信支付没有打开，请再试一次',
  unsupported: '这里不能付款，请在微信里打开“民生直达”',
}

/** Asks for the cashier of an order that was not paid; a try that found no network is repeated under its own key. */
export function useResumePayment() {
  const keys = useRef(new Map<string, string>())
  return async (giftId: string): Promise<Resumed> => {
    const idempotencyKey = keys.current.get(giftId) ?? newKey()
    keys.current.set(giftId, idempotencyKey)
    try {
      const { payment } = await call('resumeGiftPayment', { params: { giftId }, idempotencyKey })
      keys.current.delete(giftId)
      const outcome = await openCashier(payment, giftId)
      return { outcome, words: outcomeWords[outcome] }
    } catch (error) {
      const failure = failureWords(error)
      if (!failure.offline) keys.current.delete(giftId)
      return { outcome: 'failed', words: `${failure.title}。${failure.advice}` }
    }
  }
}
