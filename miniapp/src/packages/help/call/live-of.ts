import { actingHeaders } from '../../../platform/acting'
import { createLive } from '../../../platform/live'
import { callInName } from '../../../platform/request'
import { sessionToken } from '../../../platform/session'
import type { NamedCall } from '../press'

/** One call as it changes, in the name it was made in. */
export function liveOf({ callId, proxyId }: NamedCall) {
  const streamPath = `/api/v1/help-calls/${callId}/stream`
  return createLive({
    streamPath,
    headers: async () => ({ Authorization: `Bearer ${await sessionToken()}`, ...actingHeaders(streamPath, proxyId) }),
    ticket: () => callInName(proxyId)('openHelpLine', { params: { callId } }),
  })
}
