import type { CallCategory } from '@minsheng/shared/contracts/help'
import { newKey } from '../../platform/idempotency'
import { placeIfAllowed } from '../../platform/locate'
import { go, helpPage } from '../../platform/navigate'
import { call } from '../../platform/request'
import { forget, recall, remember } from '../../platform/storage'
import { createPressing } from './pressing'

const [KEPT_AS, LAST_AS] = ['help-press', 'help-last']

/** This phone's press on its way. */
export const pressing = createPressing({
  read: () => recall(KEPT_AS),
  write: (text) => (text === null ? forget(KEPT_AS) : remember(KEPT_AS, text)),
  async send({ key, category, place, pressedAt }, waited) {
    const body = { category, place: place ?? (await placeSoon()), pressedAt: waited ? new Date(pressedAt).toISOString() : null }
    const made = await call('pressHelp', { body, idempotencyKey: key })
    remember(LAST_AS, made.id)
    return made
  },
  newKey,
  now: Date.now,
})

/** The call that was pressed last on this phone, for a page that is opened again; null when none was. */
export const lastCall = () => recall(LAST_AS)

const PLACE_MS = 800

/** Where the phone is, if it may be asked and answers at once: nobody waits for it. */
function placeSoon() {
  return Promise.race([placeIfAllowed(), new Promise<null>((resolve) => setTimeout(() => resolve(null), PLACE_MS))])
}

/** Pressed: kept, and on its way before the next page is there. */
export function pressHelp(category: CallCategory | null = null): void {
  forget(LAST_AS)
  pressing.press(category, null)
  void pressing.flush()
  go(helpPage)
}
