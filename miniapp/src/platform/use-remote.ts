import { useCallback, useEffect, useRef, useState } from 'react'
import { warn } from './log'
import { type FailureWords, failureWords, isRefusal } from './request'

export interface Remote<T> {
  data: T | null
  loading: boolean
  failure: FailureWords | null
  reload: () => Promise<void>
  /** Puts what an action answered in place of what was loaded. */
  set: (data: T) => void
}

/**
 * Loads when the page opens and when `key` changes; a later load that fails keeps what is on the screen, one that is refused
 * takes it away: it is not theirs to see any more.
 * A null key means there is nothing to load yet.
 */
export function useRemote<T>(key: string | null, load: () => Promise<T>): Remote<T> {
  const [data, setData] = useState<T | null>(null)
  const [failure, setFailure] = useState<FailureWords | null>(null)
  const [loading, setLoading] = useState(key !== null)
  const turn = useRef(0)
  const loadNow = useRef(load)
  loadNow.current = load

  const reload = useCallback(async () => {
    turn.current += 1
    const mine = turn.current
    setLoading(true)
    try {
      const answer = await loadNow.current()
      if (turn.current !== mine) return
      setData(answer)
      setFailure(null)
    } catch (error) {
      if (turn.current !== mine) return
      warn('load', error)
      if (isRefusal(error)) setData(null)
      setFailure(failureWords(error))
    } finally {
      if (turn.current === mine) setLoading(false)
    }
  }, [])

  useEffect(() => {
    if (key === null) return
    void reload()
    return () => {
      turn.current += 1
    }
  }, [key, reload])

  return { data, loading, failure, reload, set: setData }
}
