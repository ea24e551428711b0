/** A browser enlarges text by itself. */
export function systemTextScale(): number | undefined {
  return undefined
}
