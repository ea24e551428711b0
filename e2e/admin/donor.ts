import type { Gift, Payment } from '@minsheng/shared/contracts/donation'
import type { Session } from '@minsheng/shared/contracts/identity'

export interface DonorWorld {
  bff: string
  /** The stand-in of WeChat Pay. */
  pay: string
}

export interface WantedGift {
  projectId: string
  codeId: string | null
  amountFen: number
  anonymous: boolean
  donorName: string | null
}

async function send<T>(url: string, method: string, token: string | null, body?: unknown, key?: string): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(key ? { 'Idempotency-Key': key } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${url} was answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

/** A donor on a phone's browser, who orders and pays over the same HTTP as the resident's page. */
export async function openDonor({ bff, pay }: DonorWorld) {
  const { accessToken } = await send<Session>(`${bff}/api/v1/sessions/guest`, 'POST', null, { channel: 'h5' })
  const api = <T>(method: string, path: string, body?: unknown, key?: string) =>
    send<T>(`${bff}/api/v1${path}`, method, accessToken, body, key)

  async function order(wanted: WantedGift) {
    const { gift, payment } = await api<{ gift: Gift; payment: Payment }>('POST', '/gifts', wanted, crypto.randomUUID())
    if (payment.kind !== 'h5') throw new Error('a browser is sent to the H5 cashier')
    return { gift, prepayId: new URL(payment.url).searchParams.get('prepay_id') ?? '' }
  }

  async function confirmInCashier(prepayId: string): Promise<void> {
    const response = await fetch(`${pay}/cashier/h5`, { method: 'POST', body: new URLSearchParams({ prepay_id: prepayId, action: 'pay' }) })
    if (!response.ok) throw new Error(`the cashier answered ${response.status}`)
  }

  async function until(giftId: string, state: Gift['state']): Promise<Gift> {
    const deadline = Date.now() + 20_000
    for (;;) {
      const gift = await api<Gift>('GET', `/gifts/${giftId}`)
      if (gift.state === state) return gift
      if (Date.now() > deadline) throw new Error(`gift ${giftId} stayed ${gift.state} instead of ${state}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  return {
    /** Orders and pays; settles when the notice of the payment has arrived. */
    async give(wanted: WantedGift): Promise<Gift> {
      const { gift, prepayId } = await order(wanted)
      await confirmInCashier(prepayId)
      return until(gift.id, 'paid')
    },
    /** Orders and leaves the cashier open. */
    async orderOnly(wanted: WantedGift): Promise<Gift> {
      return (await order(wanted)).gift
    },
    /** Pays, but what arrives differs from the order in its amount. */
    async giveWithWrongAmount(wanted: WantedGift): Promise<Gift> {
      const { gift, prepayId } = await order(wanted)
      const { orders } = await send<{ orders: { outTradeNo: string; prepays: { id: string }[] }[] }>(`${pay}/_control/orders`, 'GET', null)
      const outTradeNo = orders.find(({ prepays }) => prepays.some(({ id }) => id === prepayId))?.outTradeNo
      await send(`${pay}/_control/behaviour`, 'POST', null, { outTradeNo, tamper: 'wrong_amount' })
      await confirmInCashier(prepayId)
      return until(gift.id, 'quarantined')
    },
  }
}
