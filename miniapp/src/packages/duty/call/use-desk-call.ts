import type { DeskCall } from '@minsheng/shared/contracts/help'
import { useCallback, useEffect, useState } from 'react'
import { useLive } from '../../../platform/live'
import { placeIfAllowed } from '../../../platform/locate'
import { useOnline } from '../../../platform/network'
import { useRemote } from '../../../platform/use-remote'
import { useAgain } from '../../mine/use-again'
import { type Deed, type Flushed, mayAfter } from '../deeds'
import { workLive } from '../live'
import { deeds } from '../outbox'
import { useWorker, workCall } from '../session'

/** With a line it asks now and then; while something waits on this phone it tries as often as without one. */
const [ASKING_MS, SELDOM_MS] = [4_000, 30_000]

/** One call in a worker's hand: as the server has it, and what this phone has done to it since. */
export function useDeskCall(callId: string) {
  const online = useOnline()
  const remote = useRemote(`work-call-${callId}`, () => workCall('getDeskCall', { params: { callId } }))
  const [waiting, setWaiting] = useState(() => deeds.of(callId))
  const [refused, setRefused] = useState<string | null>(null)
  const { reload, set } = remote
  useAgain(reload)
  const workerId = useWorker()?.id
  // What this phone has seen already is not read again: each reading is on record.
  const rev = remote.data?.rev ?? -1
  const isLive = useLive(
    workerId === undefined ? null : workLive,
    (event) => event.event === 'open' || (event.id === callId && event.rev > rev),
    reload,
  )
  // What waits is known once it is known whose it is.
  useEffect(() => {
    if (workerId !== undefined) setWaiting(deeds.of(callId))
  }, [workerId, callId])

  const heard = useCallback(
    ({ sent, refused: not }: Flushed) => {
      const [now] = sent.filter(({ id }) => id === callId).slice(-1)
      if (now) set(now)
      const words = not.find((one) => one.callId === callId)?.words
      if (words !== undefined) setRefused(words)
      setWaiting(deeds.of(callId))
    },
    [callId, set],
  )

  useEffect(() => {
    if (!online || workerId === undefined) return
    const again = async () => {
      if (deeds.of(callId).length > 0) heard(await deeds.flush())
      // The page below may have sent it.
      else setWaiting((before) => (before.length > 0 ? [] : before))
      await reload()
    }
    if (waiting.length > 0) void again()
    const timer = setInterval(() => void again(), isLive && waiting.length === 0 ? SELDOM_MS : ASKING_MS)
    return () => clearInterval(timer)
  }, [online, workerId, callId, reload, heard, isLive, waiting.length])

  const call = remote.data
  return {
    remote,
    waiting,
    refused,
    may: call ? mayAfter(call.may, waiting) : null,
    /** Done at the place: kept on the phone first, and sent as soon as there is a network. */
    async act(of: DeskCall, what: Deed['what'], result = '') {
      setRefused(null)
      const place = what === 'arrive' ? await placeIfAllowed() : null
      heard(await deeds.add({ callId, what, rev: of.rev, doneAt: new Date().toISOString(), place, result }))
    },
  }
}
