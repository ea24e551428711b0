import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'

/** Loads anew whenever the page comes to the front again. */
export function useAgain(...reloads: (() => Promise<void>)[]) {
  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) for (const reload of reloads) void reload()
    shownBefore.current = true
  })
}
