import { warn } from '../log'
import { entryOf, withoutTicket, type ZlbEntry } from './entry'

export type { ZlbEntry } from './entry'

/** Of 浙里办's own bridge, what is used here. */
interface Bridge {
  getUiStyle?: (options: object) => Promise<{ uiStyle?: string }>
}

const PAGE = '/packages/account/zlb/index'
const PATIENCE_MS = 1_000
let kept: ZlbEntry | null = null

/**
 * Takes the ticket out of the address bar, as the very first thing that runs: it signs whoever has it in, and must not stay
 * in the history, in a screenshot or in an address that is passed on. Held in memory for the page alone.
 */
export function keepZlbEntry() {
  const { pathname, search, href } = window.location
  if (!pathname.endsWith(PAGE)) return
  kept = entryOf(new URLSearchParams(search))
  if (kept) window.history.replaceState(window.history.state, '', withoutTicket(href))
}

/** What the person came with; once. */
export function takeZlbEntry(): ZlbEntry | null {
  const entry = kept
  kept = null
  return entry
}

/** Whether 浙里办 shows its own version for elders: by its bridge where there is one, else by what the address says. */
export async function zlbWantsCare(): Promise<boolean> {
  const bridge = (window as { ZWJSBridge?: Bridge }).ZWJSBridge
  const said = new URLSearchParams(window.location.search).get('uiStyle')
  if (!bridge?.getUiStyle) return said === 'elder'
  try {
    const patience = new Promise<{ uiStyle?: string }>((resolve) => setTimeout(() => resolve({}), PATIENCE_MS))
    const { uiStyle } = await Promise.race([bridge.getUiStyle({}), patience])
    return (uiStyle ?? said) === 'elder'
  } catch (error) {
    warn('zlb style', error)
    return said === 'elder'
  }
}
