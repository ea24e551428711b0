import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import { type Database, durable } from '../../bff/src/platform/db/index.ts'
import { httpTransport } from '../weapp/staff.ts'

interface KeptCall {
  _id: string
  state: string
  clocks: { name: string; dueAt: Date; state: string }[]
  nextAt: Date | null
  history: { deed: string }[]
}

const clientWith = (base: string, token: string | null) => createClient<Contracts>(contracts, httpTransport(base), () => token)

/** The middle of a grid of the seed. */
async function somewhere(db: Database): Promise<{ lat: number; lng: number; accuracyM: number; datum: 'wgs84' }> {
  const grid = await db
    .collection<{ _id: string; kind: string; boundary: { coordinates: [number, number][][] } }>('places')
    .findOne({ kind: 'grid', state: 'open' } as never)
  const ring = grid?.boundary.coordinates[0] ?? []
  const middle = (at: 0 | 1) => ring.slice(1).reduce((sum, point) => sum + point[at], 0) / Math.max(1, ring.length - 1)
  return { lng: middle(0), lat: middle(1), accuracyM: 20, datum: 'wgs84' }
}

/** Guests who each press once. @returns the ids of the calls the server acknowledged */
export async function pressed(base: string, db: Database, count: number): Promise<string[]> {
  const place = await somewhere(db)
  const one = async (): Promise<string> => {
    const { accessToken } = await clientWith(base, null)('openGuestSession', { body: { channel: 'h5' } })
    const body = { category: null, place, pressedAt: null }
    const { id } = await clientWith(base, accessToken)('pressHelp', { body, idempotencyKey: crypto.randomUUID() })
    return id
  }
  return Promise.all(Array.from({ length: count }, one))
}

const callsIn = (db: Database) => db.collection<KeptCall>('help_calls')

/** Waits until every one of them is so. @throws Error with those that never are */
export async function untilAll(db: Database, ids: readonly string[], isSo: (call: KeptCall) => boolean, ms: number): Promise<void> {
  const end = Date.now() + ms
  for (;;) {
    const found = await callsIn(db)
      .find({ _id: { $in: [...ids] } })
      .toArray()
    const not = found.filter((call) => !isSo(call))
    if (found.length === ids.length && not.length === 0) return
    if (Date.now() > end)
      throw new Error(`${ids.length - found.length} are lost, ${not.length} never came so far: ${JSON.stringify(not[0])}`)
    await sleep(100)
  }
}

/** Lets the first rung of each run out then, as if they had been pressed earlier. */
export async function firstRungAt(db: Database, ids: readonly string[], at: Date): Promise<void> {
  await callsIn(db).updateMany({ _id: { $in: [...ids] } }, { $set: { nextAt: at, 'clocks.$[rung].dueAt': at } } as never, {
    arrayFilters: [{ 'rung.name': 'ladder:0' }],
    ...durable,
  })
}

/** How often each call was told further because nobody took it. */
export async function escalations(db: Database, ids: readonly string[]): Promise<number[]> {
  const found = await callsIn(db)
    .find({ _id: { $in: [...ids] } })
    .toArray()
  return found.map(({ history }) => history.filter(({ deed }) => deed === 'escalate').length)
}

/** Messages about these calls that were sent twice to one person for one step. */
export async function doubledMessages(db: Database, ids: readonly string[]): Promise<number> {
  const rows = await db
    .collection<{ _id: string; key: string }>('messages')
    .find({ key: { $regex: '^help:' } })
    .toArray()
  const ours = rows.filter(({ key }) => ids.some((id) => key.includes(id)))
  return ours.length - new Set(ours.map(({ key }) => key)).size
}
