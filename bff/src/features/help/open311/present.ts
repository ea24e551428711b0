import { open311 } from '@minsheng/shared/law/open311'
import { type CallFacts, openStates } from '../call/domain.ts'
import type { CallRecord } from '../call/store.ts'
import type { Part } from './answer.ts'
import { serviceOf } from './domain.ts'

const closedWords: Readonly<Partial<Record<CallFacts['state'], string>>> = {
  resolved: '办好了',
  closed: '办好了',
  cancelled: '已取消',
  transferred: '已转给专业救援',
  merged: '和另一件是同一件事，一起办',
}
const openWords: Readonly<Partial<Record<CallFacts['state'], string>>> = {
  new: '正在派人',
  dispatched: '已派人',
  acked: '有人接下了',
  en_route: '有人在路上',
  on_site: '有人到了',
}

export const statusOf = ({ state }: Pick<CallFacts, 'state'>): 'open' | 'closed' => (openStates.includes(state) ? 'open' : 'closed')
const coarse = (degrees: number) => Number(degrees.toFixed(open311.placeDecimals))
const iso = (at: Date) => at.toISOString().replace(/\.\d{3}Z$/, 'Z')
const changedAt = ({ history, createdAt }: Pick<CallRecord, 'history' | 'createdAt'>) => history.at(-1)?.at ?? createdAt

/** One request as anybody may know it: what and about where, never who, and nothing anybody said. */
export function presentRequest(call: CallRecord, placeName: (placeId: string | undefined) => string | null): Part {
  const { place } = call.dossier.where
  const service = serviceOf(call.category)
  const promised = call.clocks.find(({ name }) => name === 'resolve')?.dueAt
  const area = placeName(call.path[3]) ?? placeName(call.path[2]) ?? placeName(call.path[1])
  return {
    service_request_id: call._id,
    status: statusOf(call),
    status_notes: closedWords[call.state] ?? openWords[call.state] ?? null,
    service_name: service?.service_name ?? null,
    service_code: service?.service_code ?? null,
    description: null,
    agency_responsible: placeName(call.path[2]),
    service_notice: null,
    requested_datetime: iso(call.raisedAt ?? call.createdAt),
    updated_datetime: iso(changedAt(call)),
    expected_datetime: promised ? iso(promised) : null,
    address: area,
    address_id: null,
    zipcode: null,
    lat: place ? coarse(place.lat) : null,
    long: place ? coarse(place.lng) : null,
    media_url: null,
  }
}

/** What became of it, one after the other, in words of ours. @remarks FixMyStreet's extension of GeoReport v2 */
export function presentUpdates(call: CallRecord): { at: Date; part: Part }[] {
  return call.history.flatMap(({ at, to }, index) => {
    const words = closedWords[to] ?? openWords[to]
    if (words === undefined || call.history[index - 1]?.to === to) return []
    const status = openStates.includes(to) ? 'OPEN' : 'CLOSED'
    return [
      {
        at,
        part: {
          update_id: `${call._id}-${index}`,
          service_request_id: call._id,
          status,
          updated_datetime: iso(at),
          description: words,
          media_url: null,
        },
      },
    ]
  })
}
