import { statSync } from 'node:fs'
import { proxyLimits } from '@minsheng/shared/contracts/proxy'
import type { Clock } from '@minsheng/shared/units/clock'
import { donationKeyUses } from './features/donation/index.ts'
import { accountPhoneIndexes } from './features/identity/index.ts'
import { type IndexTally, peopleIndexes } from './features/people/index.ts'
import { proxyPhoneIndexes } from './features/proxy/index.ts'
import { ACCESS_TOKEN_SECONDS } from './platform/auth/tokens.ts'
import { createFieldCipher } from './platform/crypto/field-cipher.ts'
import { type KeyRing, keyring, readKeyRing } from './platform/crypto/keyring.ts'
import { changeKeyRing, KeyRingError, lastMadeAt, retired, rotated } from './platform/crypto/keyring-file.ts'
import { inUseOrder, openKeyRing, type RotatingKey, rotatingKeys } from './platform/crypto/live-keyring.ts'
import { type StoredDatabase, withStoredDatabase } from './platform/db/backup/index.ts'
import { connectDatabase, type Database } from './platform/db/index.ts'
import { resealFields, sealedWith } from './platform/db/sealed-fields.ts'
import { collectionsWithDataKeys, createDataKeys, dataKeysWrappedWith } from './platform/protect/data-keys.ts'
import { type ResealTally, resealProtected } from './platform/protect/reseal.ts'

export interface KeyPlace {
  /** The keyring file. */
  path: string
  mongodbUri: string | undefined
  mongodbName: string
  clock: Clock
}

const paying = ['payPublicKey', 'payApiV3'] as const
type PayingKey = (typeof paying)[number]
const isRotating = (name: string): name is RotatingKey => (rotatingKeys as readonly string[]).includes(name)
const isPaying = (name: string): name is PayingKey => (paying as readonly string[]).includes(name)

function rotatingName(name: string): RotatingKey {
  if (isRotating(name)) return name
  throw new KeyRingError(`${name || '(nothing)'} can't be rotated; these can: ${rotatingKeys.join(', ')}`)
}

/** A token checked at the very end of its life, by a process whose clock is a little behind. */
const TOKEN_MARGIN_SECONDS = 60

/** Each key and what it does at this moment; never the key. */
export function listKeys({ path, clock }: KeyPlace): string[] {
  const ring = readKeyRing(path)
  const now = clock.now()
  const lines: string[] = []
  for (const name of rotatingKeys) {
    const maker = inUseOrder<{ kid: string; makesFrom?: string | undefined }>(ring[name], now)[0]
    for (const key of ring[name] as { kid: string; makesFrom?: string | undefined }[]) {
      const waits = key.makesFrom !== undefined && Date.parse(key.makesFrom) > now.getTime()
      lines.push(
        `${name} ${key.kid}: ${key === maker ? 'makes and checks' : waits ? `checks; makes from ${key.makesFrom}` : 'checks only'}`,
      )
    }
  }
  for (const name of paying) for (const { kid } of ring[name]) lines.push(`${name} ${kid}: valid beside the one of the environment`)
  return lines
}

/** Puts a new key in front, which makes once every process has had the time to learn of it. */
export function rotateKey({ path, clock }: KeyPlace, name: string, leadSeconds: number): string {
  const list = rotatingName(name)
  const makesFrom = new Date(clock.now().getTime() + leadSeconds * 1000)
  let kid = ''
  changeKeyRing(path, (ring) => {
    const next = rotated(ring, list, makesFrom)
    kid = next.kid
    return next.ring
  })
  return `${list} ${kid} is in the keyring and makes from ${makesFrom.toISOString()}; running processes read the file by themselves`
}

/** WeChat Pay's other key, as its merchant platform gives it. */
export function addPayKey({ path }: KeyPlace, name: string, kid: string, content: string): string {
  if (!isPaying(name)) throw new KeyRingError(`${name || '(nothing)'} can't be added; these can: ${paying.join(', ')}`)
  const key = name === 'payPublicKey' ? { kid, pem: content } : { kid, secret: content.trim() }
  changeKeyRing(path, (ring) => {
    const parsed = keyring.safeParse({ ...ring, [name]: [...ring[name], key] })
    if (!parsed.success) throw new KeyRingError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
    return parsed.data
  })
  return `${name} ${kid} is valid beside the one of the environment`
}

/** The longest that something hashed with a code's key is kept: answers of keyed requests, invitations by code. */
const HASHED_DAYS = proxyLimits.invitedDays
/** A code by SMS is looked for by the number's index. */
const SMS_MINUTES = 10

function phoneIndexes({ db, path, clock }: { db: Database; path: string; clock: Clock }) {
  const { keys } = openKeyRing({ keyringFile: path }, clock)
  const accounts = accountPhoneIndexes(db, createFieldCipher(keys))
  return { accounts, proxies: proxyPhoneIndexes({ db, keys, clock, phoneOf: accounts.phoneOf }) }
}

/** What still needs a key, in words; empty when nothing does. */
async function uses(place: KeyPlace, ring: KeyRing, name: RotatingKey, kid: string): Promise<string[]> {
  const { clock, path, mongodbUri, mongodbName } = place
  const lastAt = lastMadeAt(ring, name, kid, clock.now(), statSync(path).mtime)
  if (name === 'accessToken') {
    const until = new Date(lastAt.getTime() + (ACCESS_TOKEN_SECONDS + TOKEN_MARGIN_SECONDS) * 1000)
    return until > clock.now() ? [`tokens made with it are good until ${until.toISOString()}`] : []
  }
  if (!mongodbUri) throw new KeyRingError('MONGODB_URI is missing: only the database tells what still needs the key')
  const db = await connectDatabase(mongodbUri, mongodbName)
  try {
    const found = donationKeyUses({ db, cipher: createFieldCipher(ring), clock })
    const told = (count: number, what: string) => (count > 0 ? [`${count} ${what}`] : [])
    if (name === 'dataKey')
      return told(await dataKeysWrappedWith(db, kid), 'data keys are wrapped with it; the running server wraps them anew within the hour')
    if (name === 'blindIndex') {
      const tallies = await peopleIndexes({ db, keys: openKeyRing({ keyringFile: path }, clock).keys, clock }).stale()
      return tallies.flatMap(({ collection, stale }) => told(stale, `${collection} are found by it`))
    }
    if (name === 'phoneIndex') {
      const { accounts, proxies } = phoneIndexes({ db, path, clock })
      const until = new Date(lastAt.getTime() + SMS_MINUTES * 60_000)
      return [
        ...(until > clock.now() ? [`codes sent by SMS are looked for by it until ${until.toISOString()}`] : []),
        ...told((await accounts.stale()).stale, 'accounts are found by it'),
        ...told((await proxies.stale()).stale, 'authorisations are found by it'),
      ]
    }
    if (name === 'smsCode') {
      const until = new Date(lastAt.getTime() + HASHED_DAYS * 86_400_000)
      return [
        ...(until > clock.now() ? [`what was kept under it, such as invitations by code, is good until ${until.toISOString()}`] : []),
        ...told(
          await phoneIndexes({ db, path, clock }).accounts.recoveryCodesBefore(lastAt),
          'of the staff have recovery codes from then; reset their second factor, or wait until they do',
        ),
      ]
    }
    if (name === 'receipt') return told(await found.receiptsOf(kid), 'receipts are checked with it, as long as anyone keeps the paper')
    if (name !== 'field') return told(await found.codesMadeBefore(lastAt), 'living codes may hang on walls with it')
    const sealed = await withStoredDatabase(mongodbUri, mongodbName, (stored) => sealedWith(stored, kid))
    return [
      ...[...sealed].map(([where, count]) => `${count} records in ${where} are sealed with it`),
      ...told(await found.billFilesSealedWith(kid), 'bill files are sealed with it'),
    ]
  } finally {
    await db.close()
  }
}

const remedy: Record<string, string> = {
  field: '. Run: npm run keys -- reseal',
  blindIndex: '. Run: npm run keys -- reindex',
  phoneIndex: '. Run: npm run keys -- reindex',
}

/** Takes a key away that nothing needs any more. @throws KeyRingError naming what needs it */
export async function retireKey(place: KeyPlace, name: string, kid: string): Promise<string> {
  const { path } = place
  const ring = readKeyRing(path)
  if (isPaying(name)) {
    if (!ring[name].some((key) => key.kid === kid)) throw new KeyRingError(`${name} has no key ${kid}`)
  } else {
    const needed = await uses(place, ring, rotatingName(name), kid)
    if (needed.length > 0) throw new KeyRingError(`${name} ${kid} stays: ${needed.join('; ')}${remedy[name] ?? ''}`)
  }
  changeKeyRing(path, (now) => retired(now, isPaying(name) ? name : rotatingName(name), kid))
  return `${name} ${kid} is retired`
}

/** Told as it goes on: a whole district takes minutes. */
export type Progress = (line: string) => void

const EVERY_SEEN = 20_000
const isTold = (seen: number, batch = 200) => seen % EVERY_SEEN < batch

async function withDatabase<T>({ mongodbUri, mongodbName }: KeyPlace, work: (db: Database) => Promise<T>): Promise<T> {
  if (!mongodbUri) throw new KeyRingError('MONGODB_URI is missing: it says where the sealed fields are')
  const db = await connectDatabase(mongodbUri, mongodbName)
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

/** A new data key for each collection with personal data; what is written from then on is sealed with it. */
export async function renewDataKeys(place: KeyPlace): Promise<string> {
  const { path, clock } = place
  return withDatabase(place, async (db) => {
    const dataKeys = createDataKeys({ db, keys: openKeyRing({ keyringFile: path }, clock).keys, clock })
    const collections = await collectionsWithDataKeys(db)
    for (const collection of collections) await dataKeys.rotate(collection)
    return `${collections.length} collections have a new data key; running processes use it within the hour. Then: npm run keys -- reseal`
  })
}

/**
 * Seals everything anew that another than the making field key, or another than a collection's newest data key, sealed;
 * harmless to break off and to repeat.
 */
export async function resealAll(place: KeyPlace, say: Progress = () => undefined): Promise<string> {
  const { path, mongodbUri, mongodbName, clock } = place
  return withDatabase(place, async (db) => {
    const { keys } = openKeyRing({ keyringFile: path }, clock)
    const cipher = createFieldCipher(keys)
    const fields = await withStoredDatabase(mongodbUri ?? '', mongodbName, (stored: StoredDatabase) => resealFields(stored, cipher))
    const files = await donationKeyUses({ db, cipher, clock }).resealBillFiles()
    const dataKeys = createDataKeys({ db, keys, clock })
    const names = new Set(await db.collectionNames())
    const tallies: ResealTally[] = []
    for (const collection of await collectionsWithDataKeys(db)) {
      // Files under a data key live for days and go with their key number; only fields are sealed anew.
      if (!names.has(collection)) continue
      const tally = await resealProtected(db, dataKeys, collection, ({ seen, resealed }) => {
        if (isTold(seen)) say(`${collection}: ${seen} looked at, ${resealed} fields sealed anew`)
      })
      tallies.push(tally)
      say(`${collection}: ${tally.seen} looked at, ${tally.resealed} fields sealed anew, all under its newest data key`)
    }
    const strange = [
      ...fields.notOpened,
      ...tallies.flatMap(({ collection, notOpened }) => (notOpened > 0 ? [`${collection} (${notOpened})`] : [])),
    ]
    if (strange.length > 0) throw new KeyRingError(`sealed in a way this command does not know: ${strange.join(', ')}`)
    const personal = tallies.reduce((sum, { resealed }) => sum + resealed, 0)
    return `${fields.resealed} fields and ${files} files are now sealed with ${cipher.currentKid()}; ${personal} personal fields with the newest data keys`
  })
}

/** Finds people, homes and phones by the making index keys from now on; until it is through they are found by either. */
export async function reindexAll(place: KeyPlace, say: Progress = () => undefined): Promise<string> {
  const { path, clock } = place
  return withDatabase(place, async (db) => {
    const { keys } = openKeyRing({ keyringFile: path }, clock)
    const told = (tally: IndexTally) => {
      if (isTold(tally.seen)) say(`${tally.collection}: ${tally.seen} looked at, ${tally.stale} indexed anew`)
    }
    const tallies = await peopleIndexes({ db, keys, clock }).renew(told)
    const { accounts, proxies } = phoneIndexes({ db, path, clock })
    const phones = [
      { collection: 'accounts', ...(await accounts.renew()) },
      { collection: 'authorisations', ...(await proxies.renew()) },
    ]
    const words = (of: { collection: string; seen: number; stale: number }[], kid: string | undefined) =>
      `${of.map(({ collection, seen, stale }) => `${collection}: ${stale} of ${seen}`).join(', ')} are now found by ${kid ?? ''}`
    return `${words(tallies, keys.blindIndex[0]?.kid)}; ${words(phones, keys.phoneIndex[0]?.kid)}`
  })
}
