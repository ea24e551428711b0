import { createHash } from 'node:crypto'
import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { dayFrom } from './calendar.ts'
import { codeId } from './codes.ts'

type ScansLine = Extract<FeedLine, { type: 'scans' }>

/** How busy each hour from seven in the morning to eight in the evening is, next to the others. */
const busy: Record<number, number> = { 7: 1, 8: 2, 9: 3, 10: 3, 11: 4, 12: 3, 13: 1, 14: 2, 15: 2, 16: 3, 17: 4, 18: 3, 19: 2, 20: 1 }
const whole = Object.values(busy).reduce((sum, weight) => sum + weight, 0)

interface Habit {
  campaignId: string
  venueId: string
  /** Scans on a working day; half as many at the week-end. */
  aDay: number
  /** Days back to the last scan. */
  last: number
}

/** Quiet enough that a night and a day without anyone is nothing; the breakfast shop was busy, until its code vanished. */
const habits: Habit[] = [
  { campaignId: 'cmp_meals', venueId: 'ven_hubin', aDay: 4, last: 1 },
  { campaignId: 'cmp_meals', venueId: 'ven_xiaoying', aDay: 5, last: 1 },
  { campaignId: 'cmp_meals', venueId: 'ven_caihe', aDay: 14, last: 4 },
  { campaignId: 'cmp_desk', venueId: 'ven_ziyang', aDay: 3, last: 1 },
  { campaignId: 'cmp_handrail', venueId: 'ven_qingbo', aDay: 2, last: 1 },
]

/** A number from 0 to 1 that looks drawn by lot and is the same each time. */
function lot(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) / 2 ** 48
}

/** Scans of the last eight weeks, by code and day. */
export function scans(today: string): ScansLine[] {
  return habits.flatMap(({ campaignId, venueId, aDay, last }) => {
    const id = codeId(campaignId, venueId)
    return Array.from({ length: 57 - last }, (_, day) => dayFrom(today, day - 56)).flatMap((date): ScansLine[] => {
      const weekEnd = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
      const hours: Record<string, number> = {}
      for (const [hour, weight] of Object.entries(busy)) {
        const mean = (aDay * (weekEnd ? 0.5 : 1) * weight) / whole
        const count = Math.floor(mean + lot(`scan|${id}|${index(date)}|${hour}`))
        if (count > 0) hours[hour] = count
      }
      return Object.keys(hours).length === 0 ? [] : [{ type: 'scans', id: `${id}-${date}`, codeId: id, date, hours }]
    })
  })
}

/** Days since the epoch, so that the same day has the same scans whenever it is looked back on. */
const index = (date: string) => Math.round(Date.parse(date) / 86_400_000)
