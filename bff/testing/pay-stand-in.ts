import type { Payment } from '@minsheng/shared/contracts/donation'

interface Behaviour {
  notice?: string
  api?: string
  tamper?: string
  times?: number
  slowMs?: number
  couponFen?: number
}

export interface StandInRefund {
  outRefundNo: string
  outTradeNo: string
  refundFen: number
  status: string
}

/** The levers of the WeChat Pay stand-in (mock/pay/control.ts). Files of a run share it: set behaviours for single orders only. */
export function payStandIn(base: string) {
  async function post(path: string, payload: unknown): Promise<unknown> {
    const response = await fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(payload),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  return {
    /** How the stand-in behaves for one order, also before it exists. */
    behave: (outTradeNo: string, behaviour: Behaviour & { refund?: Behaviour & { result?: string; delayMs?: number } }) =>
      post('/_control/behaviour', { ...behaviour, outTradeNo }),
    async notify(outTradeNo: string, how: { tamper?: string; times?: number } = {}): Promise<number[]> {
      return ((await post(`/_control/orders/${outTradeNo}/notify`, how)) as { statuses: number[] }).statuses
    },
    /** As if the payer had confirmed. */
    pay: (outTradeNo: string, evenIfClosed = false) => post(`/_control/orders/${outTradeNo}/pay`, { evenIfClosed }),
    expire: (outTradeNo: string) => post(`/_control/orders/${outTradeNo}/expire`, {}),
    async order(outTradeNo: string): Promise<{ state: string; subMchid: string; transactionId?: string } | null> {
      const response = await fetch(`${base}/_control/orders/${outTradeNo}`)
      return response.status === 404 ? null : ((await response.json()) as { state: string; subMchid: string; transactionId?: string })
    },
    /** What WeChat Pay knows of refunds of an order. */
    refunds: async (outTradeNo: string): Promise<StandInRefund[]> => {
      const response = await fetch(`${base}/_control/refunds?outTradeNo=${outTradeNo}`)
      return ((await response.json()) as { refunds: StandInRefund[] }).refunds
    },
    settleRefund: (outRefundNo: string, status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL' = 'SUCCESS') =>
      post(`/_control/refunds/${outRefundNo}/settle`, { status }),
    async notifyRefund(outRefundNo: string, how: { tamper?: string; times?: number; status?: string } = {}): Promise<number[]> {
      return ((await post(`/_control/refunds/${outRefundNo}/notify`, how)) as { statuses: number[] }).statuses
    },
    /** The mini-program's way: the parameters of wx.requestPayment go to the cashier, which checks their signature. */
    async payJsapi(payment: Payment): Promise<{ errMsg: string }> {
      if (payment.kind !== 'jsapi') throw new Error('not a jsapi payment')
      const { kind: _, ...parameters } = payment
      return (await post('/cashier/jsapi', parameters)) as { errMsg: string }
    },
  }
}
