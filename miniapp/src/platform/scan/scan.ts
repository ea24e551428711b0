/** What a code said: the scene of our mini-program code, or plain text such as a link. */
export interface Scan {
  kind: 'scene' | 'text'
  value: string
}

/** Where a scan leads. */
export function givingPath({ kind, value }: Scan): string {
  return `/packages/donation/giving/index?${kind}=${encodeURIComponent(value)}`
}
