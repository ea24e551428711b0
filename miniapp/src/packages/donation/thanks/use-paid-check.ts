import type { Gift } from '@minsheng/shared/contracts/donation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { warn } from '../../../platform/log'
import { call } from '../../../platform/request'
import type { Remote } from '../../../platform/use-remote'
import { HOPEFUL_QUESTIONS, waitBefore } from './poll-plan'

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** While a gift awaits its money, asks the server about it, ever more slowly; `waiting` ends when the money is no longer a matter of seconds. */
export function usePaidCheck(remote: Remote<Gift>): { waiting: boolean; askAgain: () => void } {
  const [waiting, setWaiting] = useState(true)
  // Only the newest round of questions goes on; leaving the page ends it.
  const turn = useRef(0)
  const { set } = remote
  const awaited = remote.data?.state === 'awaiting' ? remote.data.id : null

  const ask = useCallback(
    async (giftId: string) => {
      turn.current += 1
      const mine = turn.current
      setWaiting(true)
      for (let asked = 0; ; asked += 1) {
        const wait = asked === 0 ? 0 : waitBefore(asked)
        if (wait === null) return
        await sleep(wait)
        if (turn.current !== mine) return
        try {
          const answer = await call('checkGiftPayment', { params: { giftId } })
          if (turn.current !== mine) return
          set(answer)
          if (answer.state !== 'awaiting') return
        } catch (error) {
          // The next question may get through.
          warn('payment check', error)
        }
        if (turn.current !== mine) return
        if (asked + 1 >= HOPEFUL_QUESTIONS) setWaiting(false)
      }
    },
    [set],
  )

  useEffect(() => {
    if (awaited) void ask(awaited)
    return () => {
      turn.current += 1
    }
  }, [awaited, ask])

  return {
    waiting,
    askAgain() {
      if (awaited) void ask(awaited)
    },
  }
}
