type Canonical = string | number | boolean | null | Date | readonly Canonical[] | { readonly [name: string]: Canonical }

/**
 * One text for one value: names sorted by code unit, no spaces, instants in ISO 8601, as in RFC 8785 for what journals and audit rows hold.
 * @throws TypeError for what has no canonical text, a fraction among them
 */
export function canonicalText(value: unknown): string {
  const write = (part: Canonical | undefined): string => {
    if (part instanceof Date) return JSON.stringify(part.toISOString())
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return JSON.stringify(part)
    if (typeof part === 'number' && Number.isSafeInteger(part)) return String(part)
    if (Array.isArray(part)) return `[${part.map(write).join(',')}]`
    if (typeof part === 'object' && Object.getPrototypeOf(part) === Object.prototype) {
      const fields = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))
      return `{${fields.map(([name, content]) => `${JSON.stringify(name)}:${write(content)}`).join(',')}}`
    }
    throw new TypeError(`${typeof part} has no canonical text`)
  }
  return write(value as Canonical)
}
