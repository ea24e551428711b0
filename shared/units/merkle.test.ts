import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOfHex, hexOf, leafHash, merkleLevels, merklePath, merkleRoot, rootFromPath, utf8Bytes } from './merkle.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const leaves = (contents: readonly Uint8Array[]) => contents.map((content) => leafHash(sha256, content))
const rootHex = (contents: readonly Uint8Array[]) => hexOf(merkleRoot(sha256, merkleLevels(sha256, leaves(contents))))

/** The reference trees of Certificate Transparency, as its implementations test themselves by. */
const reference = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) =>
  Uint8Array.from(Buffer.from(hex, 'hex')),
)

describe('RFC 6962', () => {
  test.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('the root over the first %i reference leaves', (count, root) => {
    expect(rootHex(reference.slice(0, count))).toBe(root)
  })

  test('every leaf of every tree leads to its root, and to no other place, size or content', () => {
    for (let size = 1; size <= 40; size += 1) {
      const levels = merkleLevels(sha256, leaves(Array.from({ length: size }, (_, at) => Uint8Array.of(at))))
      const root = hexOf(merkleRoot(sha256, levels))
      for (let index = 0; index < size; index += 1) {
        const leaf = leafHash(sha256, Uint8Array.of(index))
        const path = merklePath(levels, index)
        const led = (change: Partial<{ leaf: Uint8Array; index: number; size: number; path: Uint8Array[] }>) => {
          const { leaf: from, ...place } = { leaf, index, size, path, ...change }
          const found = rootFromPath(sha256, from, place)
          return found === null ? null : hexOf(found)
        }
        expect(led({})).toBe(root)
        expect(led({ leaf: leafHash(sha256, Uint8Array.of(index + 100)) })).not.toBe(root)
        for (let other = 0; other < size; other += 1) if (other !== index) expect(led({ index: other })).not.toBe(root)
        expect(led({ path: [...path, leaf] })).not.toBe(root)
        if (path.length > 0) expect(led({ path: path.slice(1) })).not.toBe(root)
      }
    }
  })

  test('a place outside the tree leads nowhere', () => {
    for (const index of [-1, 1, 0.5, Number.NaN])
      expect(rootFromPath(sha256, sha256(new Uint8Array(0)), { index, size: 1, path: [] })).toBeNull()
    expect(() => merklePath([[]], 0)).toThrow(RangeError)
  })
})

test('UTF-8 is what every encoder makes of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect([...utf8Bytes(text)]).toEqual([...new TextEncoder().encode(text)])
    }),
  )
})

test('a hash survives being written down; anything else is refused', () => {
  const hash = sha256(Uint8Array.of(1))
  expect([...hashOfHex(hexOf(hash))]).toEqual([...hash])
  for (const text of ['', 'ab', 'G'.repeat(64), hexOf(hash).toUpperCase()]) expect(() => hashOfHex(text)).toThrow(RangeError)
})
