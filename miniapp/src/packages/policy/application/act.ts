import type { ApplicationDetail } from '@minsheng/shared/contracts/policy'
import { useState } from 'react'
import { failureWords } from '../../../platform/request'
import type { Remote } from '../../../platform/use-remote'

/** Does one thing about the application and shows what came of it; says in words why it did not. */
export function useAct(remote: Remote<ApplicationDetail>) {
  const [failure, setFailure] = useState<string | null>(null)
  async function act(work: () => Promise<ApplicationDetail>): Promise<boolean> {
    try {
      remote.set(await work())
      setFailure(null)
      return true
    } catch (error) {
      const { title, advice } = failureWords(error)
      setFailure(advice ? `${title}。${advice}` : title)
      return false
    }
  }
  return { failure, act }
}
export type Act = ReturnType<typeof useAct>['act']
