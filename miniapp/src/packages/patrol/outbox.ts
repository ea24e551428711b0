import { newKey } from '../../platform/idempotency'
import { dropPhoto, keptPhoto } from '../../platform/kept-photo'
import { call } from '../../platform/request'
import { recall, remember } from '../../platform/storage'
import { createQueue } from './queue'

const KEPT_AS = 'patrol-outbox'

/** This phone's records on their way. */
export const outbox = createQueue({
  read: () => recall(KEPT_AS),
  write: (text) => remember(KEPT_AS, text),
  send: async (observation, key) => (await call('recordPatrol', { body: observation, idempotencyKey: key })).check,
  async sendPhoto(ref, idempotencyKey) {
    const photo = await keptPhoto(ref)
    if (!photo) return null
    return (await call('uploadPatrolPhoto', { body: photo.bytes, contentType: photo.contentType, idempotencyKey })).id
  },
  dropPhoto,
  newKey,
})
