import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { systemClock } from '@minsheng/shared/units/clock'
import { addPayKey, type KeyPlace, listKeys, reindexAll, renewDataKeys, resealAll, retireKey, rotateKey } from './key-commands.ts'
import { keyRingPath } from './platform/crypto/keyring.ts'
import { KeyRingError } from './platform/crypto/keyring-file.ts'

const USAGE = `keys list
keys rotate NAME [--lead SECONDS]     a new key that makes from then on (60 s: every process knows it by then)
keys renew-data                       a new data key for each collection with personal data
keys reseal                           seals everything anew that an older field key or data key sealed
keys reindex                          has people, homes and phones found by the newest blindIndex and phoneIndex keys
keys retire NAME KID                  takes a key away that nothing needs any more
keys add payPublicKey|payApiV3 KID --file FILE
  KEYRING_FILE (or KEYS_DIR) says which keyring; MONGODB_URI, MONGODB_DB where to look for what needs a key.`

async function run(place: KeyPlace): Promise<string[]> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { lead: { type: 'string', default: '60' }, file: { type: 'string' } },
  })
  const [command, name = '', kid = ''] = positionals
  const lead = Number(values.lead)
  if (command === 'list') return listKeys(place)
  if (command === 'rotate' && lead >= 0 && lead <= 86_400) return [rotateKey(place, name, lead)]
  if (command === 'renew-data') return [await renewDataKeys(place)]
  if (command === 'reseal') return [await resealAll(place, say)]
  if (command === 'reindex') return [await reindexAll(place, say)]
  if (command === 'retire' && kid) return [await retireKey(place, name, kid)]
  if (command === 'add' && kid && values.file) return [addPayKey(place, name, kid, readFileSync(values.file, 'utf8'))]
  throw new KeyRingError(USAGE)
}

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** `keys`: changes of keys while the product runs. */
async function main(environment: Record<string, string | undefined>): Promise<void> {
  const path = keyRingPath({ keyringFile: environment.KEYRING_FILE, keysDir: environment.KEYS_DIR })
  const place = { path, mongodbUri: environment.MONGODB_URI, mongodbName: environment.MONGODB_DB || 'minsheng', clock: systemClock }
  process.stdout.write(`${(await run(place)).join('\n')}\n`)
}

main(process.env).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof KeyRingError ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
