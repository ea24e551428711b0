import { ApiError } from '@minsheng/shared/client'
import type { DeskCall } from '@minsheng/shared/contracts/help'

/** What is done at the place itself, where there may be no network. Taking a call is not among it: of two only one has it. */
export interface Deed {
  /** The account that did it: on a phone that two use, nothing goes out in the other's name. */
  by: string
  callId: string
  what: 'setOut' | 'arrive' | 'resolve'
  /** The call as it was seen then. */
  rev: number
  /** By this phone's clock. */
  doneAt: string
  place: { lat: number; lng: number; accuracyM: number; datum: 'wgs84' } | null
  /** What was done, for `resolve`. */
  result: string
}

export interface Flushed {
  /** The calls as they are now, of what went through. */
  sent: DeskCall[]
  refused: { callId: string; words: string }[]
}

interface DeedParts {
  /** Who is signed in for work now; null: nobody, and nothing goes out. */
  who: () => string | null
  read: () => string | null
  write: (text: string) => void
  /** @param late whether it is sent later than it was done */
  send: (deed: Deed, late: boolean) => Promise<DeskCall>
  look: (callId: string) => Promise<DeskCall>
}

const MOST_WAITING = 50

const isDeed = (value: unknown): value is Deed =>
  typeof value === 'object' &&
  value !== null &&
  'by' in value &&
  'callId' in value &&
  'what' in value &&
  'rev' in value &&
  'doneAt' in value

/** True for what will go through later as it is. */
const maybeLater = (error: unknown) =>
  error instanceof ApiError && (error.kind === 'offline' || error.status >= 500 || error.status === 429 || error.status === 401)

/** What may be done after what waits on this phone has been done. */
export function mayAfter(may: DeskCall['may'], waiting: readonly Deed[]): DeskCall['may'] {
  const done = new Set(waiting.map(({ what }) => what))
  if (done.has('resolve')) {
    const nothing = Object.fromEntries(Object.keys(may).map((name) => [name, false])) as DeskCall['may']
    // How it is afterwards can still be shown.
    return { ...nothing, photograph: may.photograph }
  }
  if (done.has('arrive')) return { ...may, setOut: false, arrive: false, refuse: false }
  return done.has('setOut') ? { ...may, setOut: false } : may
}

/** What a worker did without a network: kept before it is sent, in its order, and gone once the server has it. */
export function createDeeds({ who, read, write, send, look }: DeedParts) {
  let flushing: Promise<Flushed> | null = null

  function all(): Deed[] {
    try {
      const kept: unknown = JSON.parse(read() ?? '[]')
      return Array.isArray(kept) ? kept.filter(isDeed) : []
    } catch {
      // Half written when the phone died: nothing in it can be read any more.
      return []
    }
  }
  const mine = () => all().filter(({ by }) => by === who())
  const save = (deeds: readonly Deed[]) => write(JSON.stringify(deeds))
  const same = (one: Deed, other: Deed) => one.by === other.by && one.callId === other.callId && one.what === other.what

  /** Something else happened to the call meanwhile: it is done to what the call is now, where that still allows it. */
  async function tryOn(deed: Deed, late: boolean): Promise<DeskCall> {
    try {
      return await send(deed, late)
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'conflict') throw error
      const now = await look(deed.callId)
      if (!now.may[deed.what]) throw error
      return send({ ...deed, rev: now.rev }, late)
    }
  }

  async function flushNow(fresh: Deed | null): Promise<Flushed> {
    const flushed: Flushed = { sent: [], refused: [] }
    for (const deed of mine()) {
      try {
        flushed.sent.push(await tryOn(deed, fresh === null || !same(deed, fresh)))
      } catch (error) {
        if (maybeLater(error)) break
        flushed.refused.push({ callId: deed.callId, words: error instanceof Error ? error.message : '' })
      }
      save(all().filter((other) => !same(other, deed)))
    }
    return flushed
  }
  const flush = (fresh: Deed | null = null) => {
    flushing ??= flushNow(fresh).finally(() => {
      flushing = null
    })
    return flushing
  }

  return {
    of: (callId: string) => mine().filter((deed) => deed.callId === callId),
    count: () => mine().length,
    /** Keeps it first; pressed twice it is kept once. */
    async add(done: Omit<Deed, 'by'>): Promise<Flushed> {
      if (flushing) await flushing
      const deed = { ...done, by: who() ?? '' }
      save([...all().filter((other) => !same(other, deed)), deed].slice(-MOST_WAITING))
      return flush(deed)
    },
    flush: () => flush(),
  }
}
