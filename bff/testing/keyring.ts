import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KeyRing, loadKeyRing } from '../src/platform/crypto/keyring.ts'

/** A keyring of its own, as development makes one. */
export function testKeyRing(): KeyRing {
  const folder = mkdtempSync(join(tmpdir(), 'keyring-'))
  try {
    return loadKeyRing({ keysDir: folder })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
