import type { HelpCall } from '@minsheng/shared/contracts/help'
import { dropPhoto, keptPhoto } from '../../platform/kept-photo'
import { callInName } from '../../platform/request'
import { recall, remember } from '../../platform/storage'
import { createFileQueue } from './file-queue'

const KEPT_AS = 'help-files'

/** Voices and photos of calls on their way, each in the name its call was made in. */
export const helpFiles = createFileQueue<HelpCall>({
  read: () => recall(KEPT_AS),
  write: (text) => remember(KEPT_AS, text),
  load: keptPhoto,
  drop: dropPhoto,
  send({ key, callId, kind, as, seconds }, { bytes, contentType }) {
    const call = callInName(as)
    const params = { callId }
    if (kind === 'voice') return call('addHelpVoice', { params, query: { seconds }, body: bytes, contentType, idempotencyKey: key })
    return call('addHelpPhoto', { params, body: bytes, contentType, idempotencyKey: key })
  },
})
