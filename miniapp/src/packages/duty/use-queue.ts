import { useEffect, useMemo } from 'react'
import { useLive } from '../../platform/live'
import { useOnline } from '../../platform/network'
import { useRemote } from '../../platform/use-remote'
import { useAgain } from '../mine/use-again'
import { createAlarm } from './alarm'
import { workLive } from './live'
import { deeds } from './outbox'
import { ring } from './ring'
import { workCall } from './session'

/** Without a line a phone asks as often as somebody would look; with one it asks now and then, in case something was lost. */
const [ASKING_MS, SELDOM_MS] = [4_000, 30_000]

/** What is to be done, as it changes, and heard when it is about life; what waits on this phone goes out as soon as it can. */
export function useQueue(isSignedIn: boolean, show: 'open' | 'done') {
  const online = useOnline()
  const remote = useRemote(isSignedIn ? `work-${show}` : null, () => workCall('listHelpCalls', { query: { show, limit: 50 } }))
  const { reload } = remote
  useAgain(async () => {
    if (isSignedIn) await reload()
  })
  const isLive = useLive(isSignedIn ? workLive : null, () => true, reload)
  const alarm = useMemo(() => createAlarm(ring), [])
  const rows = show === 'open' ? remote.data?.items : undefined
  useEffect(() => {
    if (rows) alarm.look(rows)
  }, [alarm, rows])
  useEffect(() => alarm.quiet, [alarm])
  useEffect(() => {
    if (!isSignedIn || !online) return
    if (deeds.count() > 0) void deeds.flush().then(reload)
    const timer = setInterval(() => void reload(), isLive ? SELDOM_MS : ASKING_MS)
    return () => clearInterval(timer)
  }, [isSignedIn, online, isLive, reload])
  return remote
}
