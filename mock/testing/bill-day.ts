import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { type HeldClock, heldClock } from './held-clock.ts'
import { agreed, jsapiOrder, type Reply, refundOf } from './merchant.ts'
import { type PaySystem, startPaySystem } from './pay-system.ts'

export const OTHER_SUB_MCHID = '1900009102'
export const DAY_MS = 86_400_000

export interface BillDay {
  system: PaySystem
  clock: HeldClock
  pay(number: string, totalFen: number, changes?: Record<string, unknown>): Promise<void>
  refund(order: string, number: string, refundFen: number, totalFen: number, status?: string): Promise<void>
  /** Asks for the day's bill. */
  ask(changes?: Record<string, string>): Promise<Reply>
  fetchFile(downloadUrl: unknown): Promise<Reply>
  /** The day's bill by its lines, the hash checked. */
  bill(changes?: Record<string, string>): Promise<string[]>
  toNextDay(): void
}

/** A pay stand-in on 24 November 2026, 10:00 in Shanghai, with two sub merchants; refunds end only by hand. */
export async function startBillDay(): Promise<BillDay> {
  const clock = heldClock()
  const names = new Map([agreed.subMchid, OTHER_SUB_MCHID].map((subMchid) => [subMchid, '演示慈善组织']))
  const system = await startPaySystem({ clock, subMerchants: { any: false, names } })
  await system.control('/behaviour', { refund: { result: 'PROCESSING' } })

  const ask: BillDay['ask'] = (changes) => {
    const query = { bill_date: '2026-11-24', bill_type: 'ALL', sub_mchid: agreed.subMchid, ...changes }
    return system.call('GET', `/v3/bill/tradebill?${new URLSearchParams(query)}`)
  }
  const fetchFile: BillDay['fetchFile'] = (downloadUrl) => {
    const { origin, pathname, search } = new URL(String(downloadUrl))
    expect(origin).toBe(system.url)
    return system.call('GET', `${pathname}${search}`)
  }
  return {
    system,
    clock,
    ask,
    fetchFile,
    async pay(number, totalFen, changes = {}) {
      const order = jsapiOrder(number, system.notifyUrl, { amount: { total: totalFen, currency: 'CNY' }, ...changes })
      await system.call('POST', '/v3/pay/partner/transactions/jsapi', order)
      await system.control(`/orders/${number}/pay`, {})
    },
    async refund(order, number, refundFen, totalFen, status) {
      const amount = { refund: refundFen, total: totalFen, currency: 'CNY' }
      const asked = refundOf(order, number, system.notifyUrl, { amount })
      expect((await system.call('POST', '/v3/refund/domestic/refunds', asked)).status).toBe(200)
      if (status) await system.control(`/refunds/${number}/settle`, { status })
    },
    async bill(changes) {
      const asked = await ask(changes)
      expect(asked).toMatchObject({ status: 200, signed: true, json: { hash_type: 'SHA1' } })
      const { raw } = await fetchFile(asked.json.download_url)
      expect(createHash('sha1').update(raw).digest('hex')).toBe(asked.json.hash_value)
      const text = raw.toString('utf8')
      expect(text.endsWith('\r\n')).toBe(true)
      return text.slice(0, -2).split('\r\n')
    },
    toNextDay: () => clock.advance(DAY_MS),
  }
}

/** The fields of one line, parted as a merchant must part them: a comma alone may stand in a text. */
export const fieldsOf = (line: string | undefined): string[] => (line ?? '').slice(1).split(',`')
