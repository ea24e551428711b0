import type { Gift } from '@minsheng/shared/contracts/donation'
import { useEffect, useState } from 'react'
import { call } from '../../../platform/request'
import type { Remote } from '../../../platform/use-remote'
import { warn } from '../../../platform/log'
import { waitBefore } from './poll-plan'

/** While a gift awaits its money, asks the server about it, ever more slowly; `waiting` ends when it gives up. */
export function usePaidCheck(remote: Remote<Gift>): { waiting: boolean; askAgain: () => void } {
  const [asked, setAsked] = useState(0)
  const gift = remote.data
  const { set } = remote
  const wait = asked === 0 ? 0 : waitBefore(asked)
  const waiting = gift?.state === 'awaiting' && wait !== null

  useEffect(() => {
    if (!waiting || wait === null || !gift) return
    let gone = false
    const timer = setTimeout(async () => {
      try {
        const answer = await call('checkGiftPayment', { params: { giftId: gift.id } })
        if (!gone) set(answer)
      } catch (error) {
        // Told by the page as still waiting; the next question may get through.
        warn('payment check', error)
      }
      if (!gone) setAsked((count) => count + 1)
    }, wait)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [waiting, wait, asked, gift?.id, set])

  return { waiting, askAgain: () => setAsked(0) }
}
