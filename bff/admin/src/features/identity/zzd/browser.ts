import { returnOf, scanAddress, withoutCode } from './entry.ts'

const KEY = 'zzd-state'

interface Told {
  auth_code?: string
  code?: string
}
interface Bridge {
  getAuthCode?: (options: object) => Promise<Told>
}
/** A client that does not answer is no reason to wait longer than anyone does. */
const PATIENCE_MS = 10_000
let kept: string | null = null

/**
 * Takes the code out of the address bar before anything else runs. Only a browser that asked for it with this very state gets
 * it: a link that somebody else made signs nobody in.
 */
export function keepZzdCode() {
  const found = returnOf(window.location.search)
  if (!found) return
  window.history.replaceState(window.history.state, '', withoutCode(window.location.href))
  if (window.sessionStorage.getItem(KEY) === found.state) kept = found.code
  window.sessionStorage.removeItem(KEY)
}

/** The code of the scan; once. */
export function takeZzdCode(): string | null {
  const code = kept
  kept = null
  return code
}

/** Leaves for the page of the QR code. */
export function goScan(page: string) {
  const state = crypto.getRandomValues(new Uint8Array(16)).reduce((text, byte) => text + byte.toString(16).padStart(2, '0'), '')
  window.sessionStorage.setItem(KEY, state)
  window.location.assign(scanAddress(page, new URL('/admin/', window.location.origin).href, state))
}

const bridge = () => (window as { dd?: Bridge }).dd

/** Whether the panel is open inside 浙政钉, which then says who it is: by a bridge it put into the page, or by its name. */
export const insideZzd = () => typeof bridge()?.getAuthCode === 'function' || /TaurusApp/.test(window.navigator.userAgent)

async function told(): Promise<Told | undefined> {
  const own = bridge()
  if (own?.getAuthCode) return own.getAuthCode({})
  // What speaks with the clients of all systems comes only when it is needed.
  return (await import('./client.ts')).codeFromClient()
}

/** A code for whoever is signed in to 浙政钉 here. */
export async function codeInside(): Promise<string> {
  let timer: number | undefined
  const patience = new Promise<undefined>((resolve) => {
    timer = window.setTimeout(() => resolve(undefined), PATIENCE_MS)
  })
  // What 浙政钉 rejects with is no Error, and its words are not for people.
  const answer = await Promise.race([told(), patience]).catch(() => undefined)
  window.clearTimeout(timer)
  const code = answer?.auth_code ?? answer?.code
  if (!code) throw new Error('浙政钉没有让您登录，请用账号和密码登录。')
  return code
}
