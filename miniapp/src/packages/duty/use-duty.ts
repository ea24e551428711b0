import { ApiError } from '@minsheng/shared/client'
import { useEffect } from 'react'
import { placeIfAllowed } from '../../platform/locate'
import { warn } from '../../platform/log'
import { useOnline } from '../../platform/network'
import { useRemote } from '../../platform/use-remote'
import { useAgain } from '../mine/use-again'
import { workCall } from './session'

/** A phone tells where it is so often, while the desk is open, its worker is on duty and agreed to it. */
const TELL_EVERY_MS = 60_000

/** Whether one is on duty; the phone tells its place meanwhile. */
export function useDuty() {
  const online = useOnline()
  const remote = useRemote('work-duty', () => workCall('getMyDuty', {}))
  const { reload, set, data } = remote
  useAgain(reload)
  const tells = online && data?.state === 'on' && data.location === 'agreed'
  useEffect(() => {
    if (!tells) return
    const tell = async () => {
      const place = await placeIfAllowed()
      if (!place) return
      try {
        set(await workCall('tellPlace', { body: { place } }))
      } catch (error) {
        warn('place', error)
        // Off duty meanwhile, or elsewhere: what holds is read.
        if (error instanceof ApiError && error.code === 'wrong_state') await reload()
      }
    }
    void tell()
    const timer = setInterval(() => void tell(), TELL_EVERY_MS)
    return () => clearInterval(timer)
  }, [tells, set, reload])
  return remote
}
