/** A gift's part of a campaign's money, at its place in the campaign's line. */
export interface Lot {
  giftId: string
  campaignId: string
  place: number
  unspentFen: number
}

/** Something that takes money out of a campaign and has not found all of it yet: spending, or a surplus going elsewhere. */
export type Waiting = { restFen: number } & ({ spendingId: string } | { toCampaignId: string })

/** The lots of one campaign, oldest first. */
export type LotLine = ReturnType<typeof createLotLine>

export function createLotLine(campaignId: string) {
  const lots: Lot[] = []
  /** No lot before this place has anything unspent, but for those in `returned`. */
  let fresh = 0
  /** Places before `fresh` to which something came back, ascending. */
  const returned: number[] = []

  function oldest(): Lot | null {
    for (let place = returned[0]; place !== undefined; place = returned[0]) {
      const lot = lots[place]
      if (lot && lot.unspentFen > 0) return lot
      returned.shift()
    }
    for (; fresh < lots.length; fresh += 1) {
      const lot = lots[fresh]
      if (lot && lot.unspentFen > 0) return lot
    }
    return null
  }

  return {
    campaignId,
    lots: lots as readonly Lot[],
    /** Who waits for lots, first come first served. */
    waiting: [] as Waiting[],
    hasUnspent: () => oldest() !== null,
    append(giftId: string, fen: number): Lot {
      const lot = { giftId, campaignId, place: lots.length, unspentFen: fen }
      lots.push(lot)
      return lot
    },
    /** Takes up to so many fen from the oldest unspent lots, telling of each piece; answers what was not to be had. */
    take(fen: number, taken: (lot: Lot, fen: number) => void): number {
      let rest = fen
      for (let lot = oldest(); rest > 0 && lot !== null; lot = oldest()) {
        const piece = Math.min(rest, lot.unspentFen)
        lot.unspentFen -= piece
        rest -= piece
        taken(lot, piece)
      }
      return rest
    },
    /** Puts fen back into a lot, at its old place. */
    putBack(lot: Lot, fen: number): void {
      lot.unspentFen += fen
      if (lot.place >= fresh) return
      let [low, high] = [0, returned.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((returned[middle] ?? 0) < lot.place) low = middle + 1
        else high = middle
      }
      if (returned[low] !== lot.place) returned.splice(low, 0, lot.place)
    },
  }
}
