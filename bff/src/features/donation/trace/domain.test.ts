import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { books, spentFen } from '../../../../testing/trace-books.ts'
import { creditBalanceFen } from '../ledger/domain.ts'
import { foldTrace, type Trace } from './domain.ts'
import type { TracedJournal } from './movement/domain.ts'

const usesOf = (trace: Trace, giftId: string) => trace.gifts.get(giftId)?.uses.map(({ spendingId, amountFen }) => [spendingId, amountFen])
const unspentOf = (trace: Trace, giftId: string) =>
  trace.gifts.get(giftId)?.unspent.map(({ campaignId, amountFen }) => [campaignId, amountFen])

describe('first given, first spent', () => {
  test('spending takes from the oldest gifts, the last of them in part', () => {
    const trace = foldTrace(books().gift('g1', 100).gift('g2', 100).gift('g3', 100).spend('d1', 150).journals)
    expect(usesOf(trace, 'g1')).toEqual([['d1', 100]])
    expect(usesOf(trace, 'g2')).toEqual([['d1', 50]])
    expect(unspentOf(trace, 'g2')).toEqual([['A', 50]])
    expect(usesOf(trace, 'g3')).toEqual([])
    expect(trace.spendings.get('d1')).toEqual({ campaignId: 'A', amountFen: 150, coveredFen: 150, giftCount: 2 })
  })

  test('what is given back comes from what is unspent of the gift; nobody else is told anything new', () => {
    const trace = foldTrace(books().gift('g1', 100).gift('g2', 100).spend('d1', 60).refund('g1', 'r1', 40).spend('d2', 10).journals)
    expect(usesOf(trace, 'g1')).toEqual([['d1', 60]])
    expect(trace.gifts.get('g1')).toMatchObject({ paidFen: 100, returnedFen: 40, unspent: [] })
    expect(usesOf(trace, 'g2')).toEqual([['d2', 10]])
  })

  test('what is already spent and given back is handed to the next unspent gift, the latest use first', () => {
    const trace = foldTrace(books().gift('g1', 100).gift('g2', 100).spend('d1', 60).spend('d2', 40).refund('g1', 'r1', 50).journals)
    expect(usesOf(trace, 'g1')).toEqual([['d1', 50]])
    expect(usesOf(trace, 'g2')).toEqual([
      ['d2', 40],
      ['d1', 10],
    ])
    expect(unspentOf(trace, 'g2')).toEqual([['A', 50]])
  })

  test('a refund that WeChat closed puts the money back at its old place', () => {
    const trace = foldTrace(books().gift('g1', 100).gift('g2', 100).refund('g1', 'r1', 100).close('g1', 'r1', 100).spend('d1', 30).journals)
    expect(usesOf(trace, 'g1')).toEqual([['d1', 30]])
    expect(trace.gifts.get('g1')?.returnedFen).toBe(0)
  })

  test('spending taken back frees its gifts at their old places', () => {
    const trace = foldTrace(
      books().gift('g1', 100).gift('g2', 100).spend('d1', 50).spend('d2', 100).unspend('d1', 50).spend('d3', 60).journals,
    )
    expect(usesOf(trace, 'g1')).toEqual([
      ['d2', 50],
      ['d3', 50],
    ])
    expect(usesOf(trace, 'g2')).toEqual([
      ['d2', 50],
      ['d3', 10],
    ])
    expect(trace.spendings.has('d1')).toBe(false)
  })

  test('surplus takes the unspent gifts along, in order and under their own names', () => {
    const trace = foldTrace(
      books().gift('g1', 100).gift('g2', 100).gift('h1', 10, 'B').spend('d1', 50).surplus('A', 'B', 100).spend('d2', 70, 'B').journals,
    )
    expect(trace.gifts.get('g1')?.uses).toEqual([
      { spendingId: 'd1', campaignId: 'A', amountFen: 50 },
      { spendingId: 'd2', campaignId: 'B', amountFen: 50 },
    ])
    expect(trace.gifts.get('g2')).toMatchObject({ campaignId: 'A', uses: [{ spendingId: 'd2', amountFen: 10 }] })
    expect(unspentOf(trace, 'g2')).toEqual([
      ['A', 50],
      ['B', 40],
    ])
  })

  test('a gift whose money went elsewhere as surplus is given back from here: another takes its place there', () => {
    const trace = foldTrace(
      books().gift('g1', 100).surplus('A', 'B', 100).spend('d1', 60, 'B').gift('g2', 100).refund('g1', 'r1', 100).journals,
    )
    expect(trace.gifts.get('g1')).toMatchObject({ returnedFen: 100, uses: [], unspent: [] })
    expect(trace.gifts.get('g2')).toMatchObject({
      uses: [{ spendingId: 'd1', campaignId: 'B', amountFen: 60 }],
      unspent: [{ campaignId: 'B', amountFen: 40 }],
    })
  })

  test('spending posted before its gift by a clock behind waits for it', () => {
    const early = books().spend('d1', 80).gift('g1', 50)
    expect(foldTrace(early.journals).spendings.get('d1')).toMatchObject({ amountFen: 80, coveredFen: 50 })
    const both = foldTrace(early.gift('g2', 50).journals)
    expect(both.spendings.get('d1')).toMatchObject({ coveredFen: 80, giftCount: 2 })
    expect(unspentOf(both, 'g2')).toEqual([['A', 20]])
  })

  test('a reversal or a close posted before what it undoes cancels it', () => {
    const trace = foldTrace(books().gift('g1', 100).unspend('d1', 30).spend('d1', 30).close('g1', 'r1', 20).refund('g1', 'r1', 20).journals)
    expect(trace.gifts.get('g1')).toMatchObject({ uses: [], returnedFen: 0, unspent: [{ campaignId: 'A', amountFen: 100 }] })
  })

  test('kinds it does not know are understood by their legs: a company gift by bank is a lot, a fee from it a use', () => {
    const trace = foldTrace(books().other('bank_gift', 'bank:1', 500, 'credit').gift('g1', 100).other('fee', 'fee:1', 30, 'debit').journals)
    expect(usesOf(trace, 'bank:1')).toEqual([['fee:1', 30]])
    expect(unspentOf(trace, 'bank:1')).toEqual([['A', 470]])
  })

  test('settlements and bill differences move no gift', () => {
    const plain = books().gift('g1', 100).spend('d1', 10)
    const settled: TracedJournal = {
      key: 'settlement:c:1',
      kind: 'settlement',
      campaignId: null,
      amountFen: 100,
      legs: [
        { account: 'Bank', side: 'debit', amountFen: 100 },
        { account: 'WxClearing', side: 'credit', amountFen: 100 },
      ],
      postedAt: new Date(0),
    }
    expect(foldTrace([...plain.journals, settled])).toEqual(foldTrace(plain.journals))
  })
})

type Step = { what: number; which: number; fen: number; campaign: number }
const steps = fc.array(fc.record({ what: fc.nat(99), which: fc.nat(1_000), fen: fc.integer({ min: 1, max: 300 }), campaign: fc.nat(2) }), {
  maxLength: 60,
})
const CAMPAIGNS = ['A', 'B', 'C'] as const

/** A history the ledger would accept: nothing is taken out of a campaign that is not there, no gift given back beyond what was paid. */
function history(plan: readonly Step[]) {
  const made = books()
  const gifts: { id: string; campaignId: string; keptFen: number }[] = []
  const refunds: { giftId: string; id: string; fen: number; campaignId: string }[] = []
  const spendings: { id: string; fen: number; campaignId: string }[] = []
  const left = new Map<string, number>()
  const change = (campaignId: string, fen: number) => left.set(campaignId, (left.get(campaignId) ?? 0) + fen)
  for (const [index, { what, which, fen, campaign }] of plan.entries()) {
    const campaignId = CAMPAIGNS[campaign] ?? 'A'
    const there = left.get(campaignId) ?? 0
    if (what < 40 || there === 0) {
      made.gift(`g${index}`, fen, campaignId)
      gifts.push({ id: `g${index}`, campaignId, keptFen: fen })
      change(campaignId, fen)
      continue
    }
    if (what < 60) {
      const amount = Math.min(fen, there)
      made.spend(`d${index}`, amount, campaignId)
      spendings.push({ id: `d${index}`, fen: amount, campaignId })
      change(campaignId, -amount)
      continue
    }
    if (what < 76) {
      const gift = gifts[which % gifts.length]
      const amount = Math.min(fen, gift?.keptFen ?? 0, left.get(gift?.campaignId ?? '') ?? 0)
      if (!gift || amount === 0) continue
      made.refund(gift.id, `r${index}`, amount, gift.campaignId)
      gift.keptFen -= amount
      refunds.push({ giftId: gift.id, id: `r${index}`, fen: amount, campaignId: gift.campaignId })
      change(gift.campaignId, -amount)
      continue
    }
    if (what < 82) {
      const [refund] = refunds.splice(which % (refunds.length || 1), 1)
      if (!refund) continue
      made.close(refund.giftId, refund.id, refund.fen, refund.campaignId)
      const gift = gifts.find(({ id }) => id === refund.giftId)
      if (gift) gift.keptFen += refund.fen
      change(refund.campaignId, refund.fen)
      continue
    }
    if (what < 90) {
      const [spending] = spendings.splice(which % (spendings.length || 1), 1)
      if (!spending) continue
      made.unspend(spending.id, spending.fen, spending.campaignId)
      change(spending.campaignId, spending.fen)
      continue
    }
    const target = CAMPAIGNS[(campaign + 1 + (which % 2)) % 3] ?? 'B'
    const amount = Math.min(fen, there)
    made.surplus(campaignId, target, amount)
    change(campaignId, -amount)
    change(target, amount)
  }
  return made.journals
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, fen) => total + fen, 0)

/** What must hold of every trace, whatever the history. */
function expectSound(trace: Trace): void {
  for (const gift of trace.gifts.values()) {
    const fen = [...gift.uses, ...gift.unspent].map(({ amountFen }) => amountFen)
    expect(Math.min(1, ...fen)).toBeGreaterThan(0)
    expect(gift.returnedFen).toBeGreaterThanOrEqual(0)
    expect(sum(fen) + gift.returnedFen).toBe(gift.paidFen)
  }
  const spent = new Map<string, number>()
  for (const { uses } of trace.gifts.values())
    for (const { spendingId, amountFen } of uses) spent.set(spendingId, (spent.get(spendingId) ?? 0) + amountFen)
  for (const [id, { coveredFen }] of trace.spendings) expect(spent.get(id) ?? 0).toBe(coveredFen)
  expect([...spent.keys()].every((id) => trace.spendings.has(id))).toBe(true)
}

/** What lies unspent of a campaign's gifts, and what the ledger says it has left. */
function leftIn(campaignId: string, journals: readonly TracedJournal[], trace: Trace) {
  const lots = [...trace.gifts.values()].flatMap(({ unspent }) => unspent.filter((lot) => lot.campaignId === campaignId))
  const legs = journals.flatMap((journal) => journal.legs)
  return { traced: sum(lots.map(({ amountFen }) => amountFen)), booked: creditBalanceFen(legs, `Restricted:${campaignId}`) }
}

const runs = { numRuns: 1_500 }

describe('properties over random histories', () => {
  test('every fen is used, unspent or given back; spending is covered; what is unspent is what the ledger has left', () => {
    fc.assert(
      fc.property(steps, (plan) => {
        const journals = history(plan)
        const trace = foldTrace(journals)
        expectSound(trace)
        for (const { amountFen, coveredFen } of trace.spendings.values()) expect(coveredFen).toBe(amountFen)
        for (const campaignId of CAMPAIGNS) {
          const { traced, booked } = leftIn(campaignId, journals, trace)
          expect(traced).toBe(booked)
        }
      }),
      runs,
    )
  })

  test('uses name no fen that was given back', () => {
    fc.assert(
      fc.property(steps, (plan) => {
        const journals = history(plan)
        for (const [giftId, gift] of foldTrace(journals).gifts) {
          const backFen = sum(
            journals
              .filter(({ outTradeNo }) => outTradeNo === giftId)
              .map(({ kind, amountFen }) => (kind === 'refund_accepted' ? amountFen : kind === 'refund_closed' ? -amountFen : 0)),
          )
          expect(gift.returnedFen).toBe(backFen)
          expect(spentFen(gift)).toBeLessThanOrEqual(gift.paidFen - backFen)
        }
      }),
      runs,
    )
  })

  test('the order in which journals arrive changes nothing', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (plan, lots) => {
        const journals = history(plan)
        const shuffled = journals.map((journal) => ({ journal, lot: lots.next().value ?? 0 })).sort((a, b) => a.lot - b.lot)
        expect(foldTrace(shuffled.map(({ journal }) => journal))).toEqual(foldTrace(journals))
      }),
      runs,
    )
  })

  test('gifts that come later change nothing that an earlier giver was told', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 5 }), (plan, later) => {
        const journals = history(plan)
        const before = foldTrace(journals)
        const grown = books(journals)
        later.forEach((fen, index) => {
          grown.gift(`later${index}`, fen, CAMPAIGNS[index % 3])
        })
        const after = foldTrace(grown.journals)
        for (const [giftId, gift] of before.gifts) expect(after.gifts.get(giftId)).toEqual(gift)
        expect(after.spendings).toEqual(before.spendings)
      }),
      runs,
    )
  })

  test('clocks that disagree make spending wait, and never a sum wrong', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.integer({ min: -5, max: 5 })), (plan, skews) => {
        const journals = history(plan).map((journal) => ({
          ...journal,
          postedAt: new Date(journal.postedAt.getTime() + (skews.next().value ?? 0) * 1_000),
        }))
        expectSound(foldTrace(journals))
      }),
      runs,
    )
  })

  test('without refunds a use is where the intervals of gifts and spending overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 20 }),
        (given, spent) => {
          const made = books()
          for (const [index, fen] of given.entries()) made.gift(`g${index}`, fen)
          const spendings: { id: string; from: number; to: number }[] = []
          let from = 0
          for (const [index, fen] of spent.entries()) {
            if (from + fen > sum(given)) break
            made.spend(`d${index}`, fen)
            spendings.push({ id: `d${index}`, from, to: from + fen })
            from += fen
          }
          const trace = foldTrace(made.journals)
          let start = 0
          given.forEach((fen, index) => {
            const [low, high] = [start, start + fen]
            const expected = spendings
              .map(({ id, from: a, to: b }) => [id, Math.min(high, b) - Math.max(low, a)] as const)
              .filter(([, overlap]) => overlap > 0)
            expect(usesOf(trace, `g${index}`)).toEqual(expected.map(([id, overlap]) => [id, overlap]))
            start = high
          })
        },
      ),
      runs,
    )
  })
})
