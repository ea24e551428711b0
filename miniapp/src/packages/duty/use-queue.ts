import { useEffect } from 'react'
import { useOnline } from '../../platform/network'
import { useRemote } from '../../platform/use-remote'
import { useAgain } from '../mine/use-again'
import { deeds } from './outbox'
import { workCall } from './session'

/** A phone in a pocket asks as often as somebody would look. */
const LOOK_AGAIN_MS = 4_000

/** What is to be done, read again and again while it is looked at; what waits on this phone goes out as soon as it can. */
export function useQueue(isSignedIn: boolean, show: 'open' | 'done') {
  const online = useOnline()
  const remote = useRemote(isSignedIn ? `work-${show}` : null, () => workCall('listHelpCalls', { query: { show, limit: 50 } }))
  const { reload } = remote
  useAgain(async () => {
    if (isSignedIn) await reload()
  })
  useEffect(() => {
    if (!isSignedIn || !online) return
    if (deeds.count() > 0) void deeds.flush().then(reload)
    const timer = setInterval(() => void reload(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isSignedIn, online, reload])
  return remote
}
