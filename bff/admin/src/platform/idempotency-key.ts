/** 128 random bits as text. `crypto.randomUUID` is missing on plain http outside the own machine. */
function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Hands out the key of a submission: the same content gets the same key until it is done,
 * so that pressing again after a lost answer makes nothing twice.
 */
export function createKeyring(makeKey: () => string = freshKey) {
  let held: { content: string; key: string } | null = null
  return {
    keyFor(body: unknown): string {
      const content = JSON.stringify(body)
      if (held?.content !== content) held = { content, key: makeKey() }
      return held.key
    },
    done() {
      held = null
    },
  }
}
