const HEX = '0123456789abcdef'

/** A fresh Idempotency-Key. Uniqueness within one visitor is enough, so plain randomness does. */
export function newKey(): string {
  return Array.from({ length: 32 }, () => HEX[Math.floor(Math.random() * 16)]).join('')
}
