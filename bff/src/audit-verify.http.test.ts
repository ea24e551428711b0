import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { createAuditLog, createAuditSealer } from './platform/audit/index.ts'
import { loadKeyRing } from './platform/crypto/keyring.ts'
import { backUp, withStoredDatabase } from './platform/db/backup/index.ts'
import { connectDatabase, type Database } from './platform/db/index.ts'
import { createLog } from './platform/log/index.ts'

/** The commands as they are run, on a live database, on a backup, and with nothing but a file. */
const folder = mkdtempSync(join(tmpdir(), 'audit-verify-'))
const anchors = join(folder, 'anchors.jsonl')
const rows = join(folder, 'rows.ndjson')
const backup = join(folder, 'backup')
const uri = inject('mongoUri')
const name = freshDatabaseName()
const clock = { now: () => new Date() }
let db: Database
beforeAll(async () => {
  db = await connectDatabase(uri, name)
  const keys = loadKeyRing({ keysDir: folder })
  const audit = createAuditLog(db, clock, keys)
  const sealer = createAuditSealer({ db, clock, keys, audit, log: createLog('silent'), anchorFile: anchors, onDamage: () => undefined })
  await audit.prepare()
  for (let i = 0; i < 12; i += 1)
    await audit.record({
      actor: { kind: 'anonymous' },
      action: '看',
      subject: `s_${i}`,
      outcome: 'done',
      requestId: `r_${i}`,
      reason: '“引号”\n换行',
    })
  await sealer.seal()
  await sealer.anchor()
  mkdirSync(backup)
  await withStoredDatabase(uri, name, (stored) =>
    backUp({ db: stored, dir: backup, backupKey: null, appVersion: 'test', clock, log: () => undefined }),
  )
})
afterAll(async () => {
  await db.drop()
  await db.close()
  rmSync(folder, { recursive: true })
})

function run(script: string[], environment: Record<string, string>): Promise<{ code: number; out: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, script, { env: { PATH: process.env.PATH, ...environment } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
    ),
  )
}
const verify = (args: string[], environment: Record<string, string> = {}) =>
  run(['--import', 'tsx', 'bff/src/audit-verify.ts', '--anchors', anchors, ...args], { KEYS_DIR: folder, ...environment })
const live = (args: string[] = []) => verify(args, { MONGODB_URI: uri, MONGODB_DB: name })
const alone = () => run(['scripts/verify-audit.mjs', rows, anchors], {})

describe('whole', () => {
  test('live, in a backup and alone: all hold', async () => {
    const all = await Promise.all([live(['--write', rows]), verify(['--backup', backup])])
    for (const { code, out } of [...all, await alone()]) {
      expect(out).toContain('12 rows')
      expect(out).toContain('The audit holds.')
      expect(code).toBe(0)
    }
    // Whoever checks the chain elsewhere is not told what was typed.
    expect(readFileSync(rows, 'utf8')).not.toContain('引号')
  })
})

describe('bent', () => {
  test('live and alone name the same first row; the backup of before still holds', async () => {
    await db.collection('audit_log').updateOne({ seq: 5 }, { $set: { actor: 'stf_nobody' } })
    await db.collection('audit_log').deleteOne({ seq: 9 })
    const seen = await live(['--write', rows])
    for (const { code, out } of [seen, await alone()]) {
      expect(out).toMatch(/BROKEN edited: row 5 [\s\S]*BROKEN removed: .*9/)
      expect(code).toBe(1)
    }
    expect((await verify(['--backup', backup])).code).toBe(0)
  })
})
