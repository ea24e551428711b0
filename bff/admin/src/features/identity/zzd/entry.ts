/** What a scan of 浙政钉's QR code came back with. */
export interface ZzdReturn {
  code: string
  state: string
}

const NAMES = ['code', 'state'] as const

/** Reads it out of an address; null when somebody simply opened the panel. */
export function returnOf(search: string): ZzdReturn | null {
  const query = new URLSearchParams(search)
  const [code, state] = NAMES.map((name) => query.get(name) || null)
  return code && state ? { code, state } : null
}

/** The address without what signs anyone in. */
export function withoutCode(address: string): string {
  const url = new URL(address)
  for (const name of NAMES) url.searchParams.delete(name)
  return url.href
}

/** The page of the QR code, told where to come back and what to bring. */
export function scanAddress(page: string, back: string, state: string): string {
  const url = new URL(page)
  url.searchParams.set('redirect_uri', back)
  url.searchParams.set('state', state)
  return url.href
}
