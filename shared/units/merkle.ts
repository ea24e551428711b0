/**
 * Merkle trees as in RFC 6962, section 2.1: SHA-256, a leaf is hashed after 0x00, a node after 0x01.
 * The hash is passed in, so that server, browser and mini-program compute the same with what each of them has.
 */

/** SHA-256 over bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

const LEAF = 0x00
const NODE = 0x01

/** Text as UTF-8, where there may be no TextEncoder (mini-programs). */
export function utf8Bytes(text: string): Uint8Array {
  const escaped = encodeURIComponent(text)
  const bytes: number[] = []
  for (let at = 0; at < escaped.length; at += 1) {
    if (escaped[at] === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16))
      at += 2
    } else bytes.push(escaped.charCodeAt(at))
  }
  return Uint8Array.from(bytes)
}

export function hexOf(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** @throws RangeError when the text is not that of a SHA-256: 64 lower-case hexadecimal digits */
export function hashOfHex(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new RangeError('not a hash of 64 hexadecimal digits')
  return Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16))
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

export const leafHash = (sha256: Sha256, content: Uint8Array) => sha256(joinBytes(Uint8Array.of(LEAF), content))

export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array) => sha256(joinBytes(Uint8Array.of(NODE), left, right))

/** A tree by its levels, leaves first; a node without a sibling goes up as it is. */
export function merkleLevels(sha256: Sha256, leaves: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const levels: (readonly Uint8Array[])[] = [leaves]
  for (let level = leaves; level.length > 1; ) {
    const above: Uint8Array[] = []
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]]
      if (left) above.push(right ? nodeHash(sha256, left, right) : left)
    }
    levels.push(above)
    level = above
  }
  return levels
}

/** The root of a tree; that of a tree without leaves is the hash of nothing. */
export function merkleRoot(sha256: Sha256, levels: readonly (readonly Uint8Array[])[]): Uint8Array {
  return levels.at(-1)?.[0] ?? sha256(new Uint8Array(0))
}

/**
 * The siblings that lead from a leaf to the root, lowest first.
 * @throws RangeError when there is no such leaf
 */
export function merklePath(levels: readonly (readonly Uint8Array[])[], index: number): Uint8Array[] {
  if (!levels[0]?.[index]) throw new RangeError(`the tree has no leaf ${index}`)
  const path: Uint8Array[] = []
  levels.slice(0, -1).forEach((level, height) => {
    const sibling = level[Math.floor(index / 2 ** height) ^ 1]
    if (sibling) path.push(sibling)
  })
  return path
}

/** The root that a leaf and its path lead to (RFC 9162, 2.1.3.2); null when the path has not the length of its place. */
export function rootFromPath(
  sha256: Sha256,
  leaf: Uint8Array,
  { index, size, path }: { index: number; size: number; path: readonly Uint8Array[] },
): Uint8Array | null {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null
  let [place, last] = [index, size - 1]
  let hash = leaf
  for (const sibling of path) {
    if (last === 0) return null
    const isRight = place % 2 === 1
    if (isRight || place === last) {
      hash = nodeHash(sha256, sibling, hash)
      if (!isRight)
        while (place % 2 === 0 && place !== 0) {
          place = Math.floor(place / 2)
          last = Math.floor(last / 2)
        }
    } else hash = nodeHash(sha256, hash, sibling)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? hash : null
}
