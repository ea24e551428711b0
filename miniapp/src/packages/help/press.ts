import type { CallCategory } from '@minsheng/shared/contracts/help'
import { type Acting, actingNow } from '../../platform/acting'
import { newKey } from '../../platform/idempotency'
import { placeIfAllowed } from '../../platform/locate'
import { go, helpPage } from '../../platform/navigate'
import { callInName } from '../../platform/request'
import { forget, recall, remember } from '../../platform/storage'
import { createPressing } from './pressing'

const [KEPT_AS, LAST_AS] = ['help-press', 'help-last']

/** A call, and in whose name it is: a phone that acts for somebody else by now still shows its own. */
export interface NamedCall {
  callId: string
  proxyId: string | null
}

/** For whom this phone calls now: for whoever it acts for, where that was let to it; else for oneself, who may need help too. */
export const callsFor = (acting: Acting | null): Acting | null => (acting?.scopes.includes('help') ? acting : null)
export const callingFor = () => callsFor(actingNow())?.proxyId ?? null

/** This phone's press on its way. */
export const pressing = createPressing({
  read: () => recall(KEPT_AS),
  write: (text) => (text === null ? forget(KEPT_AS) : remember(KEPT_AS, text)),
  async send({ key, category, place, proxyId, pressedAt }, waited) {
    // Where this phone is says nothing of where the other is.
    const at = place ?? (proxyId === null ? await placeSoon() : null)
    const body = { category, place: at, pressedAt: waited ? new Date(pressedAt).toISOString() : null }
    const made = await callInName(proxyId)('pressHelp', { body, idempotencyKey: key })
    remember(LAST_AS, JSON.stringify({ callId: made.id, proxyId } satisfies NamedCall))
    return made
  },
  newKey,
  now: Date.now,
})

/** The call that was pressed last on this phone, for a page that is opened again; null when none was. */
export function lastCall(): NamedCall | null {
  try {
    const kept: unknown = JSON.parse(recall(LAST_AS) ?? 'null')
    return typeof kept === 'object' && kept !== null && 'callId' in kept && 'proxyId' in kept ? (kept as NamedCall) : null
  } catch {
    // Half written when the phone died.
    return null
  }
}

const PLACE_MS = 800

/** Where the phone is, if it may be asked and answers at once: nobody waits for it. */
function placeSoon() {
  return Promise.race([placeIfAllowed(), new Promise<null>((resolve) => setTimeout(() => resolve(null), PLACE_MS))])
}

/** Pressed: kept, and on its way before the next page is there. */
export function pressHelp(category: CallCategory | null = null): void {
  forget(LAST_AS)
  pressing.press(category, null, callingFor())
  void pressing.flush()
  go(helpPage)
}
