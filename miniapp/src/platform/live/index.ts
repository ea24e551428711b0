import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { useOnline } from '../network'
import { createStore, type Store, useStore } from '../store'
import { keepLine, type LineEvent } from './line'
import { openLineTo } from './open-line'
import type { Watched } from './watched'

export type { LineEvent } from './line'

/** One line for all who look on: pages that lie upon each other share it. */
export interface Live {
  isOpen: Store<boolean>
  join: (listener: (event: LineEvent) => void) => () => void
  wake: () => void
}

/** A line that is open while anybody looks on. */
export function createLive(watched: Watched): Live {
  const isOpen = createStore(false)
  const listeners = new Set<(event: LineEvent) => void>()
  let line: ReturnType<typeof keepLine> | null = null
  return {
    isOpen,
    join(listener) {
      listeners.add(listener)
      line ??= keepLine({
        open: openLineTo(watched),
        onEvent: (event) => {
          for (const other of [...listeners]) other(event)
        },
        onState: isOpen.set,
      })
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        line?.stop()
        line = null
        isOpen.set(false)
      }
    },
    wake: () => line?.wake(),
  }
}

const none = createStore(false)
/** Many changes within this are one reading. */
const GATHER_MS = 300

/**
 * Reads anew what is looked at as soon as it changes: at once, and once more when further changes came meanwhile.
 * @param concerns whether an event is about what is looked at
 * @returns whether changes come by themselves; while they don't, whoever looks on asks at intervals
 */
export function useLive(live: Live | null, concerns: (event: LineEvent) => boolean, reload: () => Promise<void>): boolean {
  const now = useRef({ concerns, reload })
  now.current = { concerns, reload }
  const online = useOnline()
  useEffect(() => {
    if (!live) return
    let resting: ReturnType<typeof setTimeout> | null = null
    let again = false
    const read = () => {
      again = false
      void now.current.reload()
      resting = setTimeout(() => {
        resting = null
        if (again) read()
      }, GATHER_MS)
    }
    const leave = live.join((event) => {
      if (!now.current.concerns(event)) return
      if (resting) again = true
      else read()
    })
    return () => {
      leave()
      if (resting) clearTimeout(resting)
    }
  }, [live])
  useEffect(() => {
    if (online) live?.wake()
  }, [online, live])
  useDidShow(() => live?.wake())
  return useStore(live?.isOpen ?? none)
}
