import { systemClock } from '@minsheng/shared/units/clock'
import { createAuditLog, createAuditSealer } from '../src/platform/audit/index.ts'
import { loadKeyRing } from '../src/platform/crypto/keyring.ts'
import { connectDatabase } from '../src/platform/db/index.ts'
import { createLog } from '../src/platform/log/index.ts'

/** A process that writes and chains audit rows until it is killed; says each row that is acknowledged. */
const [uri = '', name = '', keysDir = ''] = process.argv.slice(2)
const db = await connectDatabase(uri, name)
const keys = loadKeyRing({ keysDir })
const audit = createAuditLog(db, systemClock, keys)
const sealer = createAuditSealer({
  db,
  clock: systemClock,
  keys,
  audit,
  log: createLog('silent'),
  anchorFile: undefined,
  onDamage: () => process.exit(3),
})
await audit.prepare()
const actor = { kind: 'anonymous' as const }

async function write(hand: number): Promise<void> {
  for (let i = 0; ; i += 1) {
    const subject = `${process.pid}-${hand}-${i}`
    await audit.record({ actor, action: 'test', subject, outcome: 'done', requestId: subject })
    process.stdout.write(`${subject}\n`)
  }
}
async function seal(): Promise<void> {
  for (;;) if ((await sealer.seal()) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
}
await Promise.all([write(1), write(2), write(3), write(4), seal()])
