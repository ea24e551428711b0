import { useState } from 'react'

/** Keys for so many rows: those that are there stay as they are, each new row gets one of its own. */
export function keysFor(kept: readonly number[], count: number): readonly number[] {
  const first = Math.max(-1, ...kept) + 1
  return [...kept, ...Array.from({ length: Math.max(0, count - kept.length) }, (_, place) => first + place)].slice(0, count)
}

/** A list without one of its rows. */
export const without = <T>(list: readonly T[], index: number): readonly T[] => list.filter((_, place) => place !== index)

/** A list with one of its rows at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const row = list[from]
  if (row === undefined) return list
  const rest = without(list, from)
  return [...rest.slice(0, to), row, ...rest.slice(to)]
}

/** A list that is written in. A row keeps its key when others are taken away or moved: what is open or half typed stays its own. */
export function useRows<T>(list: readonly T[], change: (next: readonly T[]) => void) {
  const [kept, setKept] = useState<readonly number[]>([])
  const keys = keysFor(kept, list.length)
  return {
    keys,
    /** @returns the key of the new row */
    add(row: T): number | undefined {
      const next = keysFor(keys, list.length + 1)
      setKept(next)
      change([...list, row])
      return next.at(-1)
    },
    put: (index: number, row: T) => change(list.map((one, place) => (place === index ? row : one))),
    remove(index: number) {
      setKept(without(keys, index))
      change(without(list, index))
    },
    move(from: number, to: number) {
      setKept(moved(keys, from, to))
      change(moved(list, from, to))
    },
  }
}
