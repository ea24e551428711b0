import { newKey } from '../../platform/idempotency'
import { call } from '../../platform/request'
import { recall, remember } from '../../platform/storage'
import { createQueue } from './queue'

const KEPT_AS = 'patrol-outbox'

/** This phone's records on their way. */
export const outbox = createQueue({
  read: () => recall(KEPT_AS),
  write: (text) => remember(KEPT_AS, text),
  send: async (observation, key) => (await call('recordPatrol', { body: observation, idempotencyKey: key })).check,
  newKey,
})
