import { ApiError } from '@minsheng/shared/client'
import type { KeptFile } from '../../platform/kept-photo/kept'
import { maybeLater } from './pressing'

/** A voice or a photo that lies on this phone until the server has it. */
export interface WaitingFile {
  /** The same at every try: what got through is not sent a second time. */
  key: string
  callId: string
  kind: 'photo' | 'voice' | 'before' | 'after'
  /** Whose it is: under which authorisation, or by which worker; on a phone that two use nothing goes out in the other's name. */
  as: string | null
  /** Where it lies on this phone. */
  ref: string
  seconds: number
  /** By this phone's clock. */
  takenAt: string
}

export interface FilesSent<T> {
  /** The call as the server has it since; null when nothing went through. */
  last: T | null
  refused: string[]
}

interface Parts<T> {
  read: () => string | null
  write: (text: string) => void
  /** @returns null when the phone has it no more */
  load: (ref: string) => Promise<KeptFile | null>
  drop: (ref: string) => Promise<void>
  /** @param late whether it is sent later than it was made */
  send: (waiting: WaitingFile, content: KeptFile, late: boolean) => Promise<T>
  /** Whether it may go out now: the one whose it is uses the phone. */
  mayGo?: (waiting: WaitingFile) => boolean
}

/** A phone's memory is small. */
const MOST_WAITING = 24

const isWaiting = (value: unknown): value is WaitingFile =>
  typeof value === 'object' && value !== null && 'key' in value && 'callId' in value && 'kind' in value && 'ref' in value

/** Files of calls: kept on the phone before they are sent, in their order, and gone once the server has them or won't. */
export function createFileQueue<T>({ read, write, load, drop, send, mayGo = () => true }: Parts<T>) {
  let flushing: Promise<FilesSent<T>> | null = null

  function all(): WaitingFile[] {
    try {
      const kept: unknown = JSON.parse(read() ?? '[]')
      return Array.isArray(kept) ? kept.filter(isWaiting) : []
    } catch {
      // Half written when the phone died: nothing in it can be read any more.
      return []
    }
  }
  async function forget({ key, ref }: WaitingFile): Promise<void> {
    write(JSON.stringify(all().filter((other) => other.key !== key)))
    await drop(ref)
  }

  async function flushNow(fresh: string | null): Promise<FilesSent<T>> {
    const sent: FilesSent<T> = { last: null, refused: [] }
    for (const waiting of all().filter(mayGo)) {
      try {
        const content = await load(waiting.ref)
        if (content) sent.last = await send(waiting, content, waiting.key !== fresh)
      } catch (error) {
        if (!(error instanceof ApiError) || maybeLater(error)) break
        sent.refused.push(error.message)
      }
      await forget(waiting)
    }
    return sent
  }
  function flush(fresh: string | null = null): Promise<FilesSent<T>> {
    flushing ??= flushNow(fresh).finally(() => {
      flushing = null
    })
    return flushing
  }

  return {
    of: (callId: string) => all().filter((waiting) => waiting.callId === callId && mayGo(waiting)),
    async add(waiting: WaitingFile): Promise<FilesSent<T>> {
      if (flushing) await flushing
      const before = all()
      // What waits already is not given up for what is new: whoever adds it is told, and still has it before them.
      if (before.length >= MOST_WAITING) {
        await drop(waiting.ref)
        return { last: null, refused: ['手机里等着送的太多了，等有网络送出后再加'] }
      }
      write(JSON.stringify([...before, waiting]))
      return flush(waiting.key)
    },
    flush: () => flush(),
  }
}
