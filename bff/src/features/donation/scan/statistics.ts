import type { StreetFigures, VenueStatistics, VenueStatisticsRow } from '@minsheng/shared/contracts/donation'
import type { CampaignStore } from '../campaign/store.ts'
import { shortNumber, stateOn } from '../code/domain.ts'
import type { CodeDocument, VenueDocument } from '../code/store.ts'
import type { GiftHours } from '../ledger/gift-hours.ts'
import { dateAfter, dayStart } from './domain.ts'
import type { ScanStore } from './store.ts'

interface Period {
  from: string
  to: string
}

const later = (a: Date | null, b: Date | null | undefined) => (b && (!a || b > a) ? b : a)

const nothing = (): Figures => ({ scans: 0, gifts: 0, amountFen: 0, lastScanAt: null, lastGiftAt: null })

interface Figures {
  scans: number
  gifts: number
  amountFen: number
  lastScanAt: Date | null
  lastGiftAt: Date | null
}

const add = (sum: Figures, more: Figures): Figures => ({
  scans: sum.scans + more.scans,
  gifts: sum.gifts + more.gifts,
  amountFen: sum.amountFen + more.amountFen,
  lastScanAt: later(sum.lastScanAt, more.lastScanAt),
  lastGiftAt: later(sum.lastGiftAt, more.lastGiftAt),
})

const presented = ({ lastScanAt, lastGiftAt, ...counts }: Figures): StreetFigures => ({
  ...counts,
  lastScanAt: lastScanAt?.toISOString() ?? null,
  lastGiftAt: lastGiftAt?.toISOString() ?? null,
})

export type VenueFigures = ReturnType<typeof createVenueFigures>

/** What codes bring in: scans as they were counted, gifts as the journals say. */
export function createVenueFigures(parts: { scans: ScanStore; gifts: GiftHours; campaigns: CampaignStore }) {
  const { scans, gifts, campaigns } = parts
  const instants = ({ from, to }: Period) => [dayStart(from), dayStart(dateAfter(to, 1))] as const

  async function figuresOf(codeIds: readonly string[], period: Period): Promise<Map<string, Figures>> {
    const [counted, activity, given, lastGifts] = await Promise.all([
      scans.sums(codeIds, period.from, period.to),
      scans.activityOf(codeIds),
      gifts.sums(codeIds, ...instants(period)),
      gifts.last(codeIds),
    ])
    const figures = new Map(codeIds.map((id) => [id, { ...nothing(), lastGiftAt: lastGifts.get(id) ?? null }]))
    const set = (id: string, change: Partial<Figures>) => Object.assign(figures.get(id) ?? {}, change)
    for (const { _id, scans: count } of counted) set(_id, { scans: count })
    for (const { _id, lastScanAt } of activity) set(_id, { lastScanAt })
    for (const { codeId, gifts: count, amountFen } of given) set(codeId, { gifts: count, amountFen })
    return figures
  }

  const row = (venue: VenueDocument, codes: readonly CodeDocument[], figures: Map<string, Figures>): VenueStatisticsRow => ({
    id: venue._id,
    venueName: venue.name,
    community: venue.community,
    kind: venue.kind,
    codes: codes.length,
    ...presented(codes.reduce((sum, code) => add(sum, figures.get(code._id) ?? nothing()), nothing())),
  })

  return {
    async rows(venues: readonly VenueDocument[], codes: readonly CodeDocument[], period: Period): Promise<VenueStatisticsRow[]> {
      const figures = await figuresOf(
        codes.map((code) => code._id),
        period,
      )
      return venues.map((venue) =>
        row(
          venue,
          codes.filter((code) => code.venueId === venue._id),
          figures,
        ),
      )
    },
    async one(
      venue: VenueDocument,
      codes: readonly CodeDocument[],
      period: Period & { days: readonly string[] },
      today: string,
    ): Promise<VenueStatistics> {
      const ids = codes.map((code) => code._id)
      const [figures, scanDays, giftHours, titles] = await Promise.all([
        figuresOf(ids, period),
        scans.daysOf(ids, period.from, period.to),
        gifts.byHour(ids, ...instants(period)),
        campaigns.many([...new Set(codes.map((code) => code.campaignId))]),
      ])
      const days = new Map(period.days.map((date) => [date, { date, scans: 0, gifts: 0, amountFen: 0 }]))
      const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, scans: 0, gifts: 0, amountFen: 0 }))
      for (const day of scanDays) {
        const onDay = days.get(day.date)
        if (onDay) onDay.scans += day.scans
        for (const [hour, count] of Object.entries(day.hours)) {
          const inHour = hours[Number(hour)]
          if (inHour) inHour.scans += count
        }
      }
      for (const { date, hour, gifts: count, amountFen } of giftHours)
        for (const bucket of [days.get(date), hours[hour]]) {
          if (!bucket) continue
          bucket.gifts += count
          bucket.amountFen += amountFen
        }
      return {
        venue: row(venue, codes, figures),
        from: period.from,
        to: period.to,
        codes: codes.map((code) => ({
          codeId: code._id,
          shortNumber: shortNumber(code._id),
          campaignTitle: titles.find((campaign) => campaign._id === code.campaignId)?.title ?? '',
          state: stateOn(code, today),
          ...presented(figures.get(code._id) ?? nothing()),
        })),
        days: [...days.values()],
        hours,
      }
    },
  }
}
