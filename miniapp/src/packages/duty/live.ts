import { createLive } from '../../platform/live'
import { workCall, workToken } from './session'

/** What changes among the calls of whoever works on this phone; the queue and the call upon it share one line. */
export const workLive = createLive({
  streamPath: '/api/v1/desk/help-stream',
  headers: async () => ({ Authorization: `Bearer ${await workToken()}` }),
  ticket: () => workCall('openDeskLine'),
})
