import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readEvents } from '../../platform/live.ts'
import { helpKeys } from './words.ts'

/** Many changes within this are one reading. */
const GATHER_MS = 150
/** Without a push the page asks; with one it asks now and then, in case something was lost between. */
const [ASKING_MS, SELDOM_MS] = [3_000, 30_000]

/** Reads calls anew as soon as one of them changes. @returns how often they are to be asked for besides */
export function useLiveCalls(): number {
  const queries = useQueryClient()
  const [isLive, setLive] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = null
        void queries.invalidateQueries({ queryKey: helpKeys.all })
      }, GATHER_MS)
    }
    const stop = readEvents('/api/v1/desk/help-stream?seconds=600', soon, setLive)
    return () => {
      stop()
      if (timer) clearTimeout(timer)
    }
  }, [queries])
  return isLive ? SELDOM_MS : ASKING_MS
}
