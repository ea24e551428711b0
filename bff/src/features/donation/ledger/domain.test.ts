import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bankGiftJournal,
  creditBalanceFen,
  disbursementJournal,
  disbursementReversedJournal,
  giftPaidJournal,
  imbalanceFen,
  type Journal,
  journalEvent,
  journalFault,
  type Leg,
  type PaidGift,
  payoutReversedJournal,
  type RefundJournalKind,
  raisedKinds,
  refundJournal,
  settlementJournal,
  surplusJournal,
  suspenseJournal,
  suspenseReleasedJournal,
  topUpJournal,
} from './domain.ts'

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

test('a bank transfer of a company: into the bank, for the campaign, under the number of the receipt', () => {
  const journal = bankGiftJournal(
    { charityId: 'chr_1', campaignId: 'cmp_1', outTradeNo: 'GY_2', bankReference: 'ICBC1', amountFen: 5 },
    postedAt,
  )
  expect(journal).toMatchObject({ kind: 'bank_gift', key: 'bank-gift:chr_1:ICBC1', campaignId: 'cmp_1' })
  expect(journal.legs).toEqual([
    { account: 'Bank', side: 'debit', amountFen: 5 },
    { account: 'Restricted:cmp_1', side: 'credit', amountFen: 5 },
  ])
  expect(journalEvent(journal)).toMatchObject({ type: 'gift.paid', payload: { outTradeNo: 'GY_2' } })
})

describe('every kind of journal', () => {
  const at = postedAt
  const owner = { charityId: 'chr_1', campaignId: 'cmp_1', codeId: 'code_1' }
  const fen = fc.integer({ min: 1, max: 1e12 })
  const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/)
  const anyJournal: fc.Arbitrary<Journal> = fc.oneof(
    fen.map((amountFen) => giftPaidJournal(gift(amountFen), at)),
    fc
      .tuple(fc.constantFrom('refund_accepted', 'refund_succeeded', 'refund_closed'), fen, word, fc.constantFrom('WxClearing', 'Bank'))
      .map(([kind, amountFen, outRefundNo, from]) =>
        refundJournal(
          kind as RefundJournalKind,
          { ...owner, outTradeNo: 'GY_1', outRefundNo, amountFen },
          at,
          from as 'WxClearing' | 'Bank',
        ),
      ),
    fc
      .tuple(fc.integer({ min: 2, max: 1e12 }), word, fc.nat(1_000), fc.integer({ min: 1, max: 3 }))
      .map(([clearedFen, reference, share, round]) =>
        settlementJournal({ charityId: 'chr_1', reference, round, clearedFen, feeFen: Math.floor((clearedFen * share) / 1_001) }, at),
      ),
    fc
      .tuple(fen, word, fc.integer({ min: 1, max: 3 }))
      .map(([amountFen, reference, round]) => topUpJournal({ charityId: 'chr_1', reference, round, amountFen }, at)),
    fc
      .tuple(fc.integer({ min: 2, max: 1e12 }), word, fc.constantFrom('settlement' as const, 'top_up' as const), fc.boolean())
      .map(([clearedFen, settlementId, kind, withFee]) =>
        payoutReversedJournal({ charityId: 'chr_1', kind, settlementId, clearedFen, feeFen: withFee && kind === 'settlement' ? 1 : 0 }, at),
      ),
    fc
      .tuple(fen, word)
      .map(([amountFen, disbursementId]) =>
        disbursementJournal({ charityId: 'chr_1', campaignId: 'cmp_1', disbursementId, amountFen }, at),
      ),
    fc
      .tuple(fen, word, fc.constantFrom('arrived', 'missing'))
      .map(([amountFen, caseId, direction]) =>
        suspenseJournal({ charityId: 'chr_1', caseId, amountFen, direction: direction as 'arrived' | 'missing' }, at),
      ),
    fc
      .tuple(fen, word)
      .map(([amountFen, disbursementId]) =>
        disbursementReversedJournal({ charityId: 'chr_1', campaignId: 'cmp_1', disbursementId, amountFen }, at),
      ),
    fc
      .tuple(fen, word)
      .map(([amountFen, surplusId]) =>
        surplusJournal({ charityId: 'chr_1', surplusId, campaignId: 'cmp_1', toCampaignId: 'cmp_2', amountFen }, at),
      ),
    fc
      .tuple(fen, word, fc.constantFrom('arrived', 'missing'))
      .map(([amountFen, caseId, direction]) =>
        suspenseReleasedJournal({ charityId: 'chr_1', caseId, amountFen, direction: direction as 'arrived' | 'missing' }, at),
      ),
    fc
      .tuple(fen, word)
      .map(([amountFen, bankReference]) =>
        bankGiftJournal({ charityId: 'chr_1', campaignId: 'cmp_1', outTradeNo: 'GY_1', bankReference, amountFen }, at),
      ),
  )

  test('balances, and is what its kind says', () => {
    fc.assert(
      fc.property(anyJournal, (journal) => {
        expect(imbalanceFen(journal.legs)).toBe(0)
        expect(journalFault(journal)).toBeNull()
        expect(journal.legs.every((leg) => Number.isSafeInteger(leg.amountFen) && leg.amountFen > 0)).toBe(true)
        expect(journalEvent(journal).payload).toMatchObject({ journalKey: journal.key, amountFen: journal.amountFen })
      }),
    )
  })

  test('any leg changed, added or taken away is found', () => {
    fc.assert(
      fc.property(anyJournal, fc.nat(3), fc.constantFrom('amount', 'side', 'account', 'gone', 'more'), (journal, index, how) => {
        const legs = [...journal.legs]
        const which = index % legs.length
        const leg = legs[which] as Leg
        if (how === 'gone') legs.splice(which, 1)
        else if (how === 'more') legs.push(leg)
        else
          legs[which] = {
            ...leg,
            ...(how === 'amount' ? { amountFen: leg.amountFen + 1 } : {}),
            ...(how === 'side' ? { side: leg.side === 'debit' ? ('credit' as const) : ('debit' as const) } : {}),
            ...(how === 'account' ? { account: 'Restricted:elsewhere' as const } : {}),
          }
        expect(journalFault({ ...journal, legs })).not.toBeNull()
      }),
    )
  })

  test('any other key is found', () => {
    fc.assert(
      fc.property(anyJournal, (journal) => {
        expect(journalFault({ ...journal, key: `${journal.key}x` })).not.toBeNull()
      }),
    )
  })

  test('any history that asks first leaves no account of a campaign or donor below zero', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('give', 'accept', 'succeed', 'close', 'spend'), fc.integer({ min: 1, max: 500 })), {
          maxLength: 60,
        }),
        (steps) => {
          const legs: Leg[] = []
          const open: { no: string; amountFen: number }[] = []
          const post = (journal: Journal) => legs.push(...journal.legs)
          steps.forEach(([step, amountFen], index) => {
            const left = creditBalanceFen(legs, 'Restricted:cmp_1')
            const of = (no: string, fenOf: number) => ({ ...owner, outTradeNo: 'GY_1', outRefundNo: no, amountFen: fenOf })
            if (step === 'give') post(giftPaidJournal(gift(amountFen), at))
            else if (step === 'spend' && left >= amountFen)
              post(disbursementJournal({ charityId: 'chr_1', campaignId: 'cmp_1', disbursementId: `${index}`, amountFen }, at))
            else if (step === 'accept' && left >= amountFen) {
              post(refundJournal('refund_accepted', of(`${index}`, amountFen), at))
              open.push({ no: `${index}`, amountFen })
            } else if (step === 'succeed' || step === 'close') {
              const next = open.shift()
              if (next) post(refundJournal(step === 'succeed' ? 'refund_succeeded' : 'refund_closed', of(next.no, next.amountFen), at))
            }
            expect(creditBalanceFen(legs, 'Restricted:cmp_1')).toBeGreaterThanOrEqual(0)
            expect(creditBalanceFen(legs, 'RefundPayable')).toBe(open.reduce((sum, one) => sum + one.amountFen, 0))
            expect(imbalanceFen(legs)).toBe(0)
          })
        },
      ),
    )
  })

  test('what is posted back leaves every account as it was: a spending, a settlement, a top-up and their reversals, a release and its return', () => {
    fc.assert(
      fc.property(fen, (amountFen) => {
        const spent = { charityId: 'chr_1', campaignId: 'cmp_1', disbursementId: 'D', amountFen }
        const released = { charityId: 'chr_1', caseId: 'C', amountFen }
        const paidOut = { charityId: 'chr_1', reference: 'S' }
        const taken = { charityId: 'chr_1', settlementId: 'ST' }
        const legs = [
          ...disbursementJournal(spent, at).legs,
          ...disbursementReversedJournal(spent, at).legs,
          ...suspenseReleasedJournal({ ...released, direction: 'arrived' }, at).legs,
          ...suspenseReleasedJournal({ ...released, direction: 'missing' }, at).legs,
          ...settlementJournal({ ...paidOut, clearedFen: amountFen + 1, feeFen: 1 }, at).legs,
          ...payoutReversedJournal({ ...taken, kind: 'settlement', clearedFen: amountFen + 1, feeFen: 1 }, at).legs,
          ...topUpJournal({ ...paidOut, amountFen }, at).legs,
          ...payoutReversedJournal({ ...taken, kind: 'top_up', clearedFen: amountFen, feeFen: 0 }, at).legs,
        ]
        for (const { account } of legs) expect(creditBalanceFen(legs, account)).toBe(0)
      }),
    )
  })

  test('a surplus changes neither what was raised nor what both have together', () => {
    fc.assert(
      fc.property(fen, (amountFen) => {
        const journal = surplusJournal({ charityId: 'c', surplusId: 's', campaignId: 'cmp_1', toCampaignId: 'cmp_2', amountFen }, at)
        expect(raisedKinds).not.toContain(journal.kind)
        expect(creditBalanceFen(journal.legs, 'Restricted:cmp_1') + creditBalanceFen(journal.legs, 'Restricted:cmp_2')).toBe(0)
      }),
    )
    const nowhere = { charityId: 'c', surplusId: 's', campaignId: 'cmp_1', toCampaignId: 'cmp_1', amountFen: 1 }
    expect(() => surplusJournal(nowhere, at)).toThrow(RangeError)
  })

  test('a number posted anew after a mistake has a key of its own, and no two numbers share one', () => {
    const key = (reference: string, round: number) =>
      settlementJournal({ charityId: 'chr_1', reference, round, clearedFen: 2, feeFen: 0 }, at).key
    expect([key('S', 1), key('S', 2)]).toEqual(['settlement:chr_1:S', 'settlement:chr_1:S:2'])
    expect(settlementJournal({ charityId: 'chr_1', reference: 'S', clearedFen: 2, feeFen: 0 }, at)).not.toHaveProperty('round')
  })

  test('a fee as large as the settlement, or below zero, is refused', () => {
    for (const feeFen of [-1, 100, 101]) {
      expect(() => settlementJournal({ charityId: 'chr_1', reference: 'S', clearedFen: 100, feeFen }, at)).toThrow(RangeError)
    }
    expect(settlementJournal({ charityId: 'chr_1', reference: 'S', clearedFen: 100, feeFen: 0 }, at).legs).toHaveLength(2)
  })

  test.each([0, -1, 0.5])('no kind takes %d fen', (amountFen) => {
    expect(() => refundJournal('refund_accepted', { ...owner, outTradeNo: 'GY_1', outRefundNo: 'RF_1', amountFen }, at)).toThrow(RangeError)
    expect(() => disbursementJournal({ charityId: 'c', campaignId: 'p', disbursementId: 'd', amountFen }, at)).toThrow(RangeError)
    expect(() => suspenseJournal({ charityId: 'c', caseId: 'x', amountFen, direction: 'arrived' }, at)).toThrow(RangeError)
    expect(() => suspenseReleasedJournal({ charityId: 'c', caseId: 'x', amountFen, direction: 'arrived' }, at)).toThrow(RangeError)
    expect(() => disbursementReversedJournal({ charityId: 'c', campaignId: 'p', disbursementId: 'd', amountFen }, at)).toThrow(RangeError)
    const surplus = { charityId: 'c', surplusId: 's', campaignId: 'p', toCampaignId: 'q', amountFen }
    expect(() => surplusJournal(surplus, at)).toThrow(RangeError)
  })
})
