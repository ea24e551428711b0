import type { Team } from '@minsheng/shared/contracts/donation'
import { useEffect, useRef } from 'react'
import type { Remote } from '../../../platform/use-remote'

const LOOK_AGAIN_MS = 1_500
const MOST_LOOKS = 20

/** While the words are being checked, looks again now and then. */
export function useOpening(remote: Remote<Team>): void {
  const looks = useRef(0)
  const { data, reload } = remote
  useEffect(() => {
    if (data?.state !== 'checking' || looks.current >= MOST_LOOKS) return
    const timer = setTimeout(() => {
      looks.current += 1
      void reload()
    }, LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [data, reload])
}
