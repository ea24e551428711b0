import { recall, remember } from '../../platform/storage'
import { createDeeds } from './deeds'
import { workCall, workerNow } from './session'

const KEPT_AS = 'work-deeds'

/** What was done on this phone and is not with the server yet. */
export const deeds = createDeeds({
  who: () => workerNow()?.id ?? null,
  read: () => recall(KEPT_AS),
  write: (text) => remember(KEPT_AS, text),
  look: (callId) => workCall('getDeskCall', { params: { callId } }),
  send({ callId, what, rev, place, result, ...deed }, late) {
    const params = { callId }
    const doneAt = late ? deed.doneAt : null
    if (what === 'setOut') return workCall('setOutHelp', { params, body: { rev, doneAt } })
    if (what === 'arrive') return workCall('arriveHelp', { params, body: { rev, doneAt, place } })
    return workCall('resolveHelp', { params, body: { rev, doneAt, result } })
  },
})
