import { createLotLine, type Lot, type LotLine } from './lots/domain.ts'
import { byPosting, type Movement, movementOf, type TracedJournal } from './movement/domain.ts'

/** So much of a gift was spent there. */
export interface Use {
  spendingId: string
  campaignId: string
  amountFen: number
}

/** Where one gift is: uses, what lies unspent (and where) and what was given back add up to what was paid. */
export interface GiftTrace {
  giftId: string
  campaignId: string
  paidFen: number
  returnedFen: number
  unspent: { campaignId: string; amountFen: number }[]
  uses: Use[]
}

export interface SpendingTrace {
  campaignId: string
  amountFen: number
  /** Less than the amount only while journals are on their way. */
  coveredFen: number
  /** Of how many gifts it is made up. */
  giftCount: number
}

export interface Trace {
  gifts: Map<string, GiftTrace>
  spendings: Map<string, SpendingTrace>
}

interface Share {
  lot: Lot
  spending: Spending
  fen: number
}

interface Spending {
  id: string
  campaignId: string
  fen: number
  shares: Share[]
}

interface Gift {
  id: string
  campaignId: string
  paidFen: number
  returnedFen: number
  /** To be given back, and not yet found: its journal came before the gift's. */
  owedFen: number
  home: Lot | null
  lots: Lot[]
  shares: Share[]
}

/**
 * Follows each fen given to the spending it paid for: first given, first spent. Pure: the same journals, in whatever order
 * they come, give the same answer. Pass all journals of the campaign, and of those that its surplus went to or came from.
 */
export function foldTrace(journals: Iterable<TracedJournal>): Trace {
  const lines = new Map<string, LotLine>()
  const gifts = new Map<string, Gift>()
  const spendings = new Map<string, Spending>()
  const refunds = new Map<string, number>()
  /** Reversals and closed refunds whose own journal is posted later: of two clocks, one was behind. */
  const undoneEarly = new Set<string>()

  const lineOf = (campaignId: string): LotLine => {
    const known = lines.get(campaignId)
    if (known) return known
    const line = createLotLine(campaignId)
    lines.set(campaignId, line)
    return line
  }
  const giftOf = (id: string, campaignId: string): Gift => {
    const known = gifts.get(id)
    if (known) return known
    const gift: Gift = { id, campaignId, paidFen: 0, returnedFen: 0, owedFen: 0, home: null, lots: [], shares: [] }
    gifts.set(id, gift)
    return gift
  }

  function addShare(spending: Spending, lot: Lot, fen: number): void {
    const share = { lot, spending, fen }
    spending.shares.push(share)
    gifts.get(lot.giftId)?.shares.push(share)
  }

  function arrive(line: LotLine, giftId: string, fen: number): Lot {
    const lot = line.append(giftId, fen)
    gifts.get(giftId)?.lots.push(lot)
    return lot
  }

  /** Lets those who wait have what there is. */
  function serve(line: LotLine): void {
    for (let first = line.waiting[0]; first && line.hasUnspent(); first = line.waiting[0]) {
      if ('spendingId' in first) {
        const spending = spendings.get(first.spendingId)
        if (spending) first.restFen = line.take(first.restFen, (lot, fen) => addShare(spending, lot, fen))
      } else {
        const target = lineOf(first.toCampaignId)
        first.restFen = line.take(first.restFen, (lot, fen) => arrive(target, lot.giftId, fen))
        if (first.restFen === 0) line.waiting.shift()
        serve(target)
        continue
      }
      if (first.restFen === 0) line.waiting.shift()
    }
  }

  function move(from: LotLine, toCampaignId: string, restFen: number): void {
    from.waiting.push({ toCampaignId, restFen })
    serve(from)
  }

  /** Takes a share away from its gift; what it paid for is paid by the next unspent lots. */
  function handOver(share: Share, fen: number): void {
    share.fen -= fen
    const line = lineOf(share.lot.campaignId)
    line.waiting.push({ spendingId: share.spending.id, restFen: fen })
    serve(line)
  }

  /** Finds what is owed to a donor among the gift's own fen: unspent before spent, here before elsewhere, latest first. */
  function settleOwed(gift: Gift, campaignId: string): void {
    const here = lineOf(campaignId)
    const part = (fen: number) => {
      const piece = Math.min(fen, gift.owedFen)
      gift.owedFen -= piece
      gift.returnedFen += piece
      return piece
    }
    for (const isHere of [true, false]) {
      const among = (lot: Lot) => (lot.campaignId === campaignId) === isHere
      // The books take it from this campaign: what lies elsewhere is made good there.
      const makeGood = (lot: Lot, fen: number) => {
        if (!isHere && fen > 0) move(here, lot.campaignId, fen)
      }
      for (const lot of gift.lots.filter(among).reverse()) {
        const piece = part(lot.unspentFen)
        lot.unspentFen -= piece
        makeGood(lot, piece)
      }
      for (const share of gift.shares.filter(({ lot }) => among(lot)).reverse()) {
        const piece = part(share.fen)
        makeGood(share.lot, piece)
        if (piece > 0) handOver(share, piece)
      }
    }
  }

  function apply(movement: Movement): void {
    switch (movement.kind) {
      case 'given': {
        const gift = giftOf(movement.giftId, movement.campaignId)
        const line = lineOf(movement.campaignId)
        gift.campaignId = movement.campaignId
        gift.paidFen += movement.fen
        gift.home ??= arrive(line, gift.id, 0)
        line.putBack(gift.home, movement.fen)
        settleOwed(gift, movement.campaignId)
        serve(line)
        return
      }
      case 'given_back': {
        if (undoneEarly.delete(movement.refundId)) return
        const gift = giftOf(movement.giftId, movement.campaignId)
        refunds.set(movement.refundId, movement.fen)
        gift.owedFen += movement.fen
        settleOwed(gift, movement.campaignId)
        return
      }
      case 'kept_after_all': {
        const fen = refunds.get(movement.refundId)
        const gift = gifts.get(movement.giftId)
        if (fen === undefined || !gift) {
          undoneEarly.add(movement.refundId)
          return
        }
        refunds.delete(movement.refundId)
        const stillOwed = Math.min(fen, gift.owedFen)
        gift.owedFen -= stillOwed
        gift.returnedFen -= fen - stillOwed
        if (!gift.home) return
        const line = lineOf(gift.campaignId)
        line.putBack(gift.home, fen - stillOwed)
        serve(line)
        return
      }
      case 'spent': {
        if (undoneEarly.delete(movement.spendingId)) return
        const line = lineOf(movement.campaignId)
        spendings.set(movement.spendingId, { id: movement.spendingId, campaignId: movement.campaignId, fen: movement.fen, shares: [] })
        line.waiting.push({ spendingId: movement.spendingId, restFen: movement.fen })
        serve(line)
        return
      }
      case 'unspent': {
        const spending = spendings.get(movement.spendingId)
        if (!spending) {
          undoneEarly.add(movement.spendingId)
          return
        }
        spendings.delete(spending.id)
        const line = lineOf(spending.campaignId)
        line.waiting = line.waiting.filter((waiting) => !('spendingId' in waiting && waiting.spendingId === spending.id))
        for (const share of spending.shares) {
          line.putBack(share.lot, share.fen)
          share.fen = 0
        }
        serve(line)
        return
      }
      case 'moved':
        move(lineOf(movement.fromCampaignId), movement.toCampaignId, movement.fen)
        return
    }
  }

  for (const journal of [...journals].sort(byPosting)) {
    const movement = movementOf(journal)
    if (movement) apply(movement)
  }
  return {
    gifts: new Map([...gifts.values()].filter(({ home }) => home !== null).map((gift) => [gift.id, giftTrace(gift)])),
    spendings: new Map([...spendings.values()].map((spending) => [spending.id, spendingTrace(spending)])),
  }
}

function sumBy<T>(items: readonly T[], keyOf: (item: T) => string, fenOf: (item: T) => number): [string, number][] {
  const sums = new Map<string, number>()
  for (const item of items) if (fenOf(item) > 0) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0) + fenOf(item))
  return [...sums]
}

function giftTrace({ id, campaignId, paidFen, returnedFen, lots, shares }: Gift): GiftTrace {
  const spentIn = new Map(shares.map(({ spending }) => [spending.id, spending.campaignId]))
  const uses = sumBy(
    shares,
    ({ spending }) => spending.id,
    ({ fen }) => fen,
  )
  const unspent = sumBy(
    lots,
    (lot) => lot.campaignId,
    (lot) => lot.unspentFen,
  )
  return {
    giftId: id,
    campaignId,
    paidFen,
    returnedFen,
    unspent: unspent.map(([where, amountFen]) => ({ campaignId: where, amountFen })),
    uses: uses.map(([spendingId, amountFen]) => ({ spendingId, campaignId: spentIn.get(spendingId) ?? campaignId, amountFen })),
  }
}

function spendingTrace({ campaignId, fen, shares }: Spending): SpendingTrace {
  const live = shares.filter((share) => share.fen > 0)
  return {
    campaignId,
    amountFen: fen,
    coveredFen: live.reduce((sum, share) => sum + share.fen, 0),
    giftCount: new Set(live.map(({ lot }) => lot.giftId)).size,
  }
}
