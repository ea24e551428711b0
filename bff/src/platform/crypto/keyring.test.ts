import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { identitySecretOf, type KeyRing, loadKeyRing, readKeyRing } from './keyring.ts'
import { retired, rotated } from './keyring-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyring-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('development', () => {
  test('makes the keys once, readable by their owner alone, and leaves nothing else behind', () => {
    const keysDir = join(folder, 'keys')
    const first = loadKeyRing({ keysDir })
    const written = readFileSync(join(keysDir, 'keyring.json'), 'utf8')
    expect(loadKeyRing({ keysDir })).toEqual(first)
    expect(readFileSync(join(keysDir, 'keyring.json'), 'utf8')).toBe(written)
    expect(statSync(join(keysDir, 'keyring.json')).mode & 0o777).toBe(0o600)
    expect(statSync(keysDir).mode & 0o777).toBe(0o700)
    expect(readdirSync(keysDir)).toEqual(['keyring.json'])
  })

  test('no two rings share a key, no two keys of a ring are alike', () => {
    const secretsOf = (ring: KeyRing) =>
      [
        ...ring.accessToken,
        ...ring.field,
        ...ring.phoneIndex,
        ...ring.smsCode,
        ...ring.codeScene,
        ...ring.receipt,
        ...ring.dataKey,
        ...ring.blindIndex,
      ].map(({ secret }) => secret)
    const both = [...secretsOf(loadKeyRing({ keysDir: join(folder, 'a') })), ...secretsOf(loadKeyRing({ keysDir: join(folder, 'b') }))]
    expect(new Set(both).size).toBe(both.length)
  })

  test('a ring made before there was personal data gets keys for it once', () => {
    const keysDir = join(folder, 'older')
    const path = join(keysDir, 'keyring.json')
    const { dataKey: _, blindIndex: _index, ...older } = loadKeyRing({ keysDir })
    writeFileSync(path, JSON.stringify(older))
    const { dataKey, blindIndex, ...kept } = loadKeyRing({ keysDir })
    expect(kept).toEqual(older)
    expect(dataKey[0]?.secret).not.toBe(blindIndex[0]?.secret)
    expect(loadKeyRing({ keysDir })).toMatchObject({ dataKey, blindIndex })
  })

  test('a ring with one index key is read as a list; what follows from the first key for good stays when it is changed', () => {
    const keysDir = join(folder, 'one-index')
    const path = join(keysDir, 'keyring.json')
    const ring = loadKeyRing({ keysDir })
    const first = ring.blindIndex[0]?.secret ?? ''
    writeFileSync(path, JSON.stringify({ ...ring, blindIndex: { secret: first } }))
    expect(readKeyRing(path).blindIndex).toEqual([{ kid: 'b1', secret: first }])
    const next = rotated(readKeyRing(path), 'blindIndex', new Date())
    expect(next.kid).toBe('b2')
    expect(next.ring.blindIndex.map(({ kid }) => kid)).toEqual(['b2', 'b1'])
    expect(identitySecretOf(next.ring)).toBe(first)
    expect(identitySecretOf(rotated(retired(next.ring, 'blindIndex', 'b1'), 'blindIndex', new Date()).ring)).toBe(first)
  })

  test('a ring made before there were receipts gets a key for them once, and keeps all others', () => {
    const keysDir = join(folder, 'older')
    const path = join(keysDir, 'keyring.json')
    const { receipt: _, ...older } = loadKeyRing({ keysDir })
    writeFileSync(path, JSON.stringify(older))
    const { receipt, ...kept } = loadKeyRing({ keysDir })
    expect(kept).toEqual(older)
    expect(receipt).toHaveLength(1)
    expect(loadKeyRing({ keysDir }).receipt).toEqual(receipt)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(keysDir)).toEqual(['keyring.json'])
  })
})

describe('a keyring file', () => {
  const good = () => loadKeyRing({ keysDir: join(folder, 'made') })
  function load(content: unknown): KeyRing {
    const keyringFile = join(folder, 'keyring.json')
    writeFileSync(keyringFile, typeof content === 'string' ? content : JSON.stringify(content))
    chmodSync(keyringFile, 0o600)
    return loadKeyRing({ keyringFile })
  }

  test('is read, and goes before generated keys', () => {
    const ring = good()
    expect(load(ring)).toEqual(ring)
  })

  test.each<[string, (ring: KeyRing) => unknown]>([
    ['not JSON', () => '{'],
    ['no keys at all', () => ({})],
    ['an empty list', (ring) => ({ ...ring, field: [] })],
    ['an empty secret', (ring) => ({ ...ring, accessToken: [{ kid: 'a1', secret: '' }] })],
    ['a short secret', (ring) => ({ ...ring, phoneIndex: { secret: Buffer.alloc(16).toString('base64') } })],
    ['a secret too long for AES-256', (ring) => ({ ...ring, field: [{ kid: 'f1', secret: Buffer.alloc(48).toString('base64') }] })],
    ['a secret that is not base64', (ring) => ({ ...ring, smsCode: { secret: 'not base64 !!' } })],
    ['no key for personal data', ({ dataKey: _, ...older }) => older],
    ['no key for receipts', ({ receipt: _, ...older }) => older],
    ['two keys of one kid', (ring) => ({ ...ring, field: [...ring.field, ...ring.field] })],
    ['a kid too long for a scene', (ring) => ({ ...ring, codeScene: ring.codeScene.map((key) => ({ ...key, kid: 'AB' })) })],
  ])('with %s is refused', (_, change) => expect(() => load(change(good()))).toThrow())

  test('neither file nor folder: the start says so', () => {
    expect(() => loadKeyRing({})).toThrow('neither KEYRING_FILE nor KEYS_DIR')
    expect(() => loadKeyRing({ keyringFile: join(folder, 'absent.json') })).toThrow('ENOENT')
  })
})
