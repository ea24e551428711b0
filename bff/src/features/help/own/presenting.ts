import type { HelpCall } from '@minsheng/shared/contracts/help'
import type { CallRecord, CallStore } from '../call/store.ts'
import type { HelpFiles } from '../file/store.ts'
import { presentCall } from './present.ts'

interface Parts {
  calls: Pick<CallStore, 'wholeOf'>
  files: Pick<HelpFiles, 'of'>
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

const WORKER = '工作人员'

export type PresentOwn = (call: CallRecord) => Promise<HelpCall>

/** A call as whoever made it sees it, with the names of those who come and what was added to it. */
export function createPresentOwn({ calls, files, staffNames }: Parts): PresentOwn {
  return async (call) => {
    // What it goes with is what happens to it.
    const whole = await calls.wholeOf(call)
    const ids = [...new Set([...whole.history.map(({ by }) => by), ...(whole.assigneeId ? [whole.assigneeId] : [])])]
    const [names, added] = await Promise.all([staffNames(ids), files.of([call._id])])
    return presentCall(call, whole, (accountId) => names.get(accountId) ?? WORKER, added)
  }
}
