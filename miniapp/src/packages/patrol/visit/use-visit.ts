import { ApiError } from '@minsheng/shared/client'
import type { PatrolCheck, PatrolRecord } from '@minsheng/shared/contracts/donation'
import { useState } from 'react'
import { askPlace } from '../../../platform/locate'
import { call, failureWords } from '../../../platform/request'
import type { Scan } from '../../../platform/scan'
import type { PatrolVenue } from '../known-round'
import { outbox } from '../outbox'
import type { Sent } from '../queue'

type Scanned = { source: 'scene' | 'text'; value: string }

export interface Observing {
  step: 'observe'
  scanned: Scanned | null
  /** Null when there was nothing to scan, or no network to ask the server. */
  check: PatrolCheck | null
}
type State = { step: 'scan' } | Observing | { step: 'done'; result: Sent; condition: PatrolRecord['condition']; known: boolean }

export interface Seen {
  condition: PatrolRecord['condition']
  note: string
  photoId: string | null
  /** One that could not be sent and lies on this phone. */
  keptPhoto: string | null
  withPlace: boolean
}

/** A visit from scan to record. */
export function useVisit(charityId: string, venue: PatrolVenue) {
  const [state, setState] = useState<State>({ step: 'scan' })
  return {
    state,
    /** Asks the server what it is; without a network the record itself is checked later. @returns words when it could not be asked */
    async scanned({ kind, value }: Scan): Promise<string | null> {
      const scanned: Scanned = { source: kind, value: value.slice(0, 1024) }
      try {
        const check = await call('checkPatrolScan', { body: { charityId, venueId: venue.venueId, scanned } })
        setState({ step: 'observe', scanned, check })
      } catch (error) {
        if (!(error instanceof ApiError) || error.kind !== 'offline') {
          const failure = failureWords(error)
          return `${failure.title}。${failure.advice}`
        }
        setState({ step: 'observe', scanned, check: null })
      }
      return null
    },
    nothingToScan: () => setState({ step: 'observe', scanned: null, check: null }),
    async record(observing: Observing, seen: Seen): Promise<void> {
      const place = seen.withPlace ? await askPlace() : null
      const result = await outbox.add(
        {
          charityId,
          venueId: venue.venueId,
          scanned: observing.scanned,
          condition: seen.condition,
          note: seen.note.trim() || null,
          photoId: seen.photoId,
          place,
          seenAt: new Date().toISOString(),
        },
        venue.name,
        seen.keptPhoto,
      )
      setState({ step: 'done', result, condition: seen.condition, known: observing.check !== null || observing.scanned === null })
    },
    startOver: () => setState({ step: 'scan' }),
  }
}

export type VisitWork = ReturnType<typeof useVisit>
