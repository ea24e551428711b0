import type { HelpCall } from '@minsheng/shared/contracts/help'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLive } from '../../../platform/live'
import { useOnline } from '../../../platform/network'
import { callInName } from '../../../platform/request'
import type { PublicCall } from '../../../platform/request/client'
import { type Remote, useRemote } from '../../../platform/use-remote'
import { useAgain } from '../../mine/use-again'
import { callingFor, lastCall, type NamedCall, pressing } from '../press'
import type { Pressed } from '../pressing'
import { lookAgainMs } from '../words'
import { liveOf } from './live-of'

const TRY_AGAIN_MS = 2_000
const SELDOM_MS = 15_000

export interface OpenCall {
  remote: Remote<HelpCall>
  /** In the name the call was made in. */
  call: PublicCall
  /** Under which authorisation that is; null: one's own. */
  proxyId: string | null
  /** A press that the server has not got yet. */
  waiting: Pressed | null
  /** Why the server did not take it; null otherwise. */
  refused: string | null
  /** There is neither a call nor a press: the page is where one is made. */
  isBlank: boolean
  /** The press is not sent any more. */
  drop: () => void
  /** Looks again at what waits on this phone. */
  begin: () => void
}

/** The call of this page: the one in its address, else what was pressed on this phone, sent as soon as there is a network. */
export function useCall(idInAddress: string | undefined): OpenCall {
  const [waiting, setWaiting] = useState<Pressed | null>(() => (idInAddress ? null : pressing.waiting()))
  const [named, setNamed] = useState<NamedCall | null>(() => {
    if (idInAddress) return { callId: idInAddress, proxyId: callingFor() }
    return pressing.waiting() ? null : lastCall()
  })
  const [refused, setRefused] = useState<string | null>(null)
  const online = useOnline()
  const call = useMemo(() => callInName(named?.proxyId ?? null), [named])
  const remote = useRemote(named === null ? null : `help-${named.callId}`, () =>
    call('getHelpCall', { params: { callId: named?.callId ?? '' } }),
  )
  const { set, reload } = remote

  const flush = useCallback(async () => {
    const sent = await pressing.flush()
    if (sent === null) {
      // Another page sent it meanwhile.
      setWaiting(null)
      setNamed((known) => known ?? lastCall())
    } else if (sent.outcome === 'sent') {
      set(sent.call)
      setNamed({ callId: sent.call.id, proxyId: sent.proxyId })
      setWaiting(null)
    } else if (sent.outcome === 'refused') {
      setRefused(sent.words)
      setWaiting(null)
    }
  }, [set])

  // As soon as it can be, and again and again: there is nothing a person has to do for it.
  useEffect(() => {
    if (!waiting) return
    if (online) void flush()
    const timer = setInterval(() => void flush(), TRY_AGAIN_MS)
    return () => clearInterval(timer)
  }, [waiting, online, flush])

  const state = remote.data?.state
  const rev = remote.data?.rev ?? -1
  const callId = named?.callId ?? null
  const proxyId = named?.proxyId ?? null
  // What is over changes no more, and needs no line.
  const isFollowed = state !== undefined && lookAgainMs(state) !== null
  const live = useMemo(() => (callId !== null && isFollowed ? liveOf({ callId, proxyId }) : null), [callId, proxyId, isFollowed])
  const isLive = useLive(live, (event) => event.event === 'open' || event.rev > rev, reload)
  useEffect(() => {
    const asking = state === undefined ? null : lookAgainMs(state)
    if (asking === null) return
    // With a line it asks now and then, in case something was lost.
    const pause = isLive ? Math.max(asking, SELDOM_MS) : asking
    const timer = setInterval(() => void reload(), pause)
    return () => clearInterval(timer)
  }, [state, isLive, reload])
  useAgain(async () => {
    if (named !== null) await reload()
  })

  return {
    remote,
    call,
    proxyId,
    waiting,
    refused,
    // What was pressed before and can't be read now stands in nobody's way to press.
    isBlank: waiting === null && (named === null || (!idInAddress && remote.data === null && remote.failure !== null)),
    drop: () => {
      pressing.drop()
      setWaiting(null)
    },
    begin: () => {
      setRefused(null)
      setNamed(null)
      setWaiting(pressing.waiting())
    },
  }
}
