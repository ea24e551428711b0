import { statSync } from 'node:fs'
import type { Clock } from '@minsheng/shared/units/clock'
import { type KeyRing, type KeyRingPlace, keyRingPath, loadKeyRing, readKeyRing } from './keyring.ts'

const rotating = [
  'accessToken',
  'field',
  'codeScene',
  'codeLink',
  'receipt',
  'dataKey',
  'blindIndex',
  'phoneIndex',
  'smsCode',
  'audit',
] as const
/** The lists of which the first key makes. */
export type RotatingKey = (typeof rotating)[number]
export const rotatingKeys: readonly RotatingKey[] = rotating

interface Dated {
  makesFrom?: string | undefined
}

/** Keys in the order in which they are to be used at an instant: those whose time has not come only check. */
export function inUseOrder<Key extends Dated>(list: readonly Key[], now: Date): Key[] {
  const waits = (key: Key) => key.makesFrom !== undefined && Date.parse(key.makesFrom) > now.getTime()
  return [...list.filter((key) => !waits(key)), ...list.filter(waits)]
}

export interface LiveKeyRing {
  /** As it is at the moment of reading: never keep what you read from it, but for `madeOf`. */
  keys: KeyRing
  /** Reads the file again; true when it holds other keys. @throws Error when it is malformed: the keys stay as they were */
  reload(): boolean
  /** Looks at the file every so often. @returns ends it */
  watch(everyMs: number, onChange: () => void, onFault: (error: unknown) => void): () => void
}

/** The keyring of a running process. Its lists change under it, by a new file and by the coming of a key's time. */
export function openKeyRing(place: KeyRingPlace, clock: Clock): LiveKeyRing {
  let ring = loadKeyRing(place)
  const path = keyRingPath(place)
  const ordered = new Map<RotatingKey, { of: readonly Dated[]; first: Dated | undefined; list: readonly Dated[] }>()

  /** The same array as long as it is in the same order: `madeOf` tells by that. */
  function list<Name extends RotatingKey>(name: Name): KeyRing[Name] {
    const of = ring[name] as readonly Dated[]
    const before = ordered.get(name)
    const now = inUseOrder(of, clock.now())
    if (before && before.of === of && before.first === now[0]) return before.list as KeyRing[Name]
    ordered.set(name, { of, first: now[0], list: now })
    return now as KeyRing[Name]
  }

  function reload(): boolean {
    const read = readKeyRing(path)
    if (JSON.stringify(read) === JSON.stringify(ring)) return false
    ring = read
    return true
  }

  return {
    keys: {
      get accessToken() {
        return list('accessToken')
      },
      get field() {
        return list('field')
      },
      get codeScene() {
        return list('codeScene')
      },
      get codeLink() {
        return list('codeLink')
      },
      get receipt() {
        return list('receipt')
      },
      get dataKey() {
        return list('dataKey')
      },
      get audit() {
        return list('audit')
      },
      get blindIndex() {
        return list('blindIndex')
      },
      get identity() {
        return ring.identity
      },
      get phoneIndex() {
        return list('phoneIndex')
      },
      get smsCode() {
        return list('smsCode')
      },
      get payPublicKey() {
        return ring.payPublicKey
      },
      get payApiV3() {
        return ring.payApiV3
      },
    },
    reload,
    watch(everyMs, onChange, onFault) {
      // Asked for rather than told: a keyring may be a mounted secret, whose replacement no file system announces.
      const stampOf = () => {
        const { mtimeMs, ino, size } = statSync(path)
        return `${mtimeMs} ${ino} ${size}`
      }
      let seen = stampOf()
      const timer = setInterval(() => {
        try {
          const stamp = stampOf()
          if (stamp === seen) return
          seen = stamp
          if (reload()) onChange()
        } catch (error) {
          onFault(error)
        }
      }, everyMs)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}
