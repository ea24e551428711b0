import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { giftPaidJournal, imbalanceFen, type Leg, type PaidGift } from './domain.ts'

const postedAt = new Date('2026-07-01T00:00:00Z')
const gift = (amountFen: number): PaidGift => ({
  charityId: 'chr_1',
  campaignId: 'cmp_1',
  codeId: null,
  outTradeNo: 'GY_1',
  spMchid: '1900000001',
  transactionId: '42000001',
  amountFen,
  paidAt: postedAt,
  source: 'notice',
})

describe('the journal of a paid gift', () => {
  test('any positive amount balances and names the gift on both legs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (amountFen) => {
        const { legs } = giftPaidJournal(gift(amountFen), postedAt)
        expect(imbalanceFen(legs)).toBe(0)
        expect(legs).toEqual([
          { account: 'WxClearing', side: 'debit', amountFen },
          { account: 'Restricted:cmp_1', side: 'credit', amountFen },
        ])
      }),
    )
  })

  test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])('%d fen is refused', (amountFen) => {
    expect(() => giftPaidJournal(gift(amountFen), postedAt)).toThrow(RangeError)
  })

  test('its key is the payee and the transaction, so one payment has one journal', () => {
    expect(giftPaidJournal(gift(1), postedAt).key).toBe('pay:1900000001:42000001')
  })
})

test('the imbalance is debits less credits, whatever the order', () => {
  const leg: fc.Arbitrary<Leg> = fc.record({
    account: fc.constant('WxClearing' as const),
    side: fc.constantFrom('debit' as const, 'credit' as const),
    amountFen: fc.integer({ min: 1, max: 1e9 }),
  })
  fc.assert(
    fc.property(fc.array(leg), (legs) => {
      const mirrored = legs.map((one): Leg => ({ ...one, side: one.side === 'debit' ? 'credit' : 'debit' }))
      expect(imbalanceFen([...legs, ...mirrored])).toBe(0)
      expect(imbalanceFen(mirrored) + imbalanceFen(legs)).toBe(0)
      expect(imbalanceFen([...legs].reverse())).toBe(imbalanceFen(legs))
    }),
  )
  expect(imbalanceFen([{ account: 'WxClearing', side: 'debit', amountFen: 7 }])).toBe(7)
})
