import { open311 } from '@minsheng/shared/law/open311'
import { GeoRefusal } from './answer.ts'
import { serviceOf } from './domain.ts'

export interface RequestQuery {
  ids: readonly string[] | null
  codes: readonly string[] | null
  from: Date
  until: Date
  statuses: readonly ('open' | 'closed')[]
}

const DAY_MS = 86_400_000
const list = (text: string | undefined) => {
  const parts = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return parts.length === 0 ? null : parts
}
/** W3C date and time, with its zone. */
const W3C = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

function instantIn(name: string, text: string | undefined): Date | null {
  if (text === undefined || text === '') return null
  const at = new Date(text)
  if (!W3C.test(text) || Number.isNaN(at.getTime())) throw new GeoRefusal(400, `${name} should be like 2026-12-01T00:00:00Z`)
  return at
}

/**
 * What is asked for: by numbers alone, or by a stretch of time of no more than 90 days.
 * @throws GeoRefusal
 */
export function requestQueryOf(given: Readonly<Record<string, string | undefined>>, now: Date): RequestQuery {
  const ids = list(given.service_request_id)
  if (ids && ids.length > open311.mostRows) throw new GeoRefusal(400, `service_request_id: at most ${open311.mostRows}`)
  const codes = list(given.service_code)
  for (const code of codes ?? []) if (!serviceOf(code)) throw new GeoRefusal(404, `service_code ${code.slice(0, 40)} not found`)
  const statuses = list(given.status) ?? ['open', 'closed']
  if (!statuses.every((status) => status === 'open' || status === 'closed')) throw new GeoRefusal(400, 'status should be open or closed')
  const [start, end] = [instantIn('start_date', given.start_date), instantIn('end_date', given.end_date)]
  const most = open311.mostDays * DAY_MS
  const until = end ?? (start ? new Date(Math.min(start.getTime() + most, now.getTime())) : now)
  const from = start ?? new Date(until.getTime() - most)
  if (from > until) throw new GeoRefusal(400, 'start_date is after end_date')
  if (until.getTime() - from.getTime() > most) throw new GeoRefusal(400, `start_date and end_date may be ${open311.mostDays} days apart`)
  return { ids, codes, from, until, statuses: statuses as RequestQuery['statuses'] }
}
