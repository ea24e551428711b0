import { ApiError } from '@minsheng/shared/client'
import { useRef, useState } from 'react'
import { failureWords } from '../../platform/request'

/** Does something that may ask for a code first, and goes on with it once the code was right. */
export function useChecked() {
  const [checking, setChecking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const waiting = useRef<(() => Promise<void>) | null>(null)
  const attempt = async (work: () => Promise<void>) => {
    setProblem(null)
    try {
      await work()
    } catch (error) {
      if (error instanceof ApiError && error.code === 'check_needed') {
        waiting.current = work
        setChecking(true)
        return
      }
      const { title, advice } = failureWords(error)
      setProblem(`${title}。${advice}`)
    }
  }
  return {
    attempt,
    problem,
    check: {
      open: checking,
      onClose: () => setChecking(false),
      async onPassed() {
        setChecking(false)
        if (waiting.current) await attempt(waiting.current)
      },
    },
  }
}
