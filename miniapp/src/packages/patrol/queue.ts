import { ApiError } from '@minsheng/shared/client'
import type { PatrolCheck, PhonePlace } from '@minsheng/shared/contracts/donation'

/** What a volunteer saw, as it is sent. */
export interface Observation {
  charityId: string
  venueId: string
  scanned: { source: 'scene' | 'q' | 'text'; value: string } | null
  condition: 'intact' | 'damaged' | 'covered' | 'missing'
  note: string | null
  photoId: string | null
  place: PhonePlace | null
  seenAt: string
}

interface Waiting {
  /** The same at every try, so that what got through is not put down twice. */
  key: string
  venueName: string
  observation: Observation
  /** A photo that lies on this phone and is sent first. */
  keptPhoto?: string
}

export interface Refused {
  venueName: string
  words: string
}

export type Sent = { outcome: 'sent'; check: PatrolCheck } | { outcome: 'kept' } | { outcome: 'refused'; words: string }

interface QueueParts {
  read: () => string | null
  write: (text: string) => void
  send: (observation: Observation, key: string) => Promise<PatrolCheck>
  /** Sends a photo of this phone; null when the phone has it no more. @throws what sending throws */
  sendPhoto: (ref: string, key: string) => Promise<string | null>
  dropPhoto: (ref: string) => Promise<void>
  newKey: () => string
}

/** More than anyone sees in a day; a phone's memory is small. */
const MOST_WAITING = 100

/** True for what will go through later as it is: no network, a busy server, the first try still under way. */
function maybeLater(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return (
    error.kind === 'offline' || error.status >= 500 || error.status === 429 || error.status === 401 || error.code === 'request_in_flight'
  )
}

const isWaiting = (value: unknown): value is Waiting =>
  typeof value === 'object' && value !== null && 'key' in value && 'observation' in value && 'venueName' in value

/** Records that wait for a network: kept on the phone before they are sent, and taken away only once the server has them. */
export function createQueue({ read, write, send, sendPhoto, dropPhoto, newKey }: QueueParts) {
  let flushing: Promise<{ sent: number; refused: Refused[] }> | null = null

  function waiting(): Waiting[] {
    try {
      const kept: unknown = JSON.parse(read() ?? '[]')
      return Array.isArray(kept) ? kept.filter(isWaiting) : []
    } catch {
      // Half written when the phone died: nothing in it can be read any more.
      return []
    }
  }
  const save = (items: Waiting[]) => write(JSON.stringify(items))
  async function drop({ key, keptPhoto }: Waiting): Promise<void> {
    save(waiting().filter((item) => item.key !== key))
    if (keptPhoto) await dropPhoto(keptPhoto)
  }

  /** A photo the server will not have, or the phone has no more, holds up no record. */
  async function photoOf({ observation, keptPhoto, key }: Waiting): Promise<string | null> {
    if (!keptPhoto) return observation.photoId
    try {
      return await sendPhoto(keptPhoto, `${key}-photo`)
    } catch (error) {
      if (maybeLater(error)) throw error
      return null
    }
  }

  async function trySend(item: Waiting): Promise<Sent> {
    try {
      const check = await send({ ...item.observation, photoId: await photoOf(item) }, item.key)
      await drop(item)
      return { outcome: 'sent', check }
    } catch (error) {
      if (maybeLater(error)) return { outcome: 'kept' }
      await drop(item)
      return { outcome: 'refused', words: error instanceof Error ? error.message : '' }
    }
  }

  async function flushNow() {
    const refused: Refused[] = []
    let sent = 0
    for (const item of waiting()) {
      const result = await trySend(item)
      if (result.outcome === 'kept') break
      if (result.outcome === 'sent') sent += 1
      else refused.push({ venueName: item.venueName, words: result.words })
    }
    return { sent, refused }
  }

  return {
    count: () => waiting().length,
    /** Keeps it first, then sends it; what a person saw is not lost with the network. */
    add(observation: Observation, venueName: string, keptPhoto: string | null = null): Promise<Sent> {
      const item: Waiting = { key: newKey(), venueName, observation, ...(keptPhoto === null ? {} : { keptPhoto }) }
      save([...waiting(), item].slice(-MOST_WAITING))
      return trySend(item)
    },
    /** Sends what waits, oldest first; one run at a time. */
    flush() {
      flushing ??= flushNow().finally(() => {
        flushing = null
      })
      return flushing
    },
  }
}
