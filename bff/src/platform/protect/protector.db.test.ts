import { randomBytes } from 'node:crypto'
import { maskName, maskPhone } from '@minsheng/shared/units/secret'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { testKeyRing } from '../../../testing/keyring.ts'
import { parseConfig } from '../config/index.ts'
import { connectDatabase, type Database } from '../db/index.ts'
import { catalogue } from './catalogue.ts'
import { createDataKeys } from './data-keys.ts'
import { createProtector } from './protector.ts'
import { resealProtected } from './reseal.ts'

interface Card {
  _id: string
  name: string
  phone: string | null
  note: string
  history: { at: number; why: string }[]
  decided: { why: string } | null
}
const why = { title: '原因', class: 'record', level: 3 } as const
const fields = catalogue<Card>()(
  'cards',
  {
    name: { title: '姓名', class: 'identity', level: 3, mask: maskName },
    phone: { title: '电话', class: 'contact', level: 3, mask: maskPhone },
    note: { title: '备注', class: 'record', level: 2 },
    history: { title: '经过', class: 'record', level: 2, words: { why } },
    decided: { title: '决定', class: 'record', level: 2, words: { why } },
  },
  { title: '卡片', period: null, from: '试验期间', atEnd: 'delete', because: '试验', endedBy: 'owner' },
)

const clock = { now: () => new Date() }
const keys = testKeyRing()
const opened: Database[] = []
let db: Database
beforeEach(async () => {
  const { MONGODB_URI } = parseConfig({ ...inject('bffEnvironment'), NODE_ENV: 'test' })
  db = await connectDatabase(MONGODB_URI, freshDatabaseName())
  opened.push(db)
})
afterAll(async () => {
  for (const database of opened) {
    await database.drop()
    await database.close()
  }
})

async function process_(ring = keys) {
  const dataKeys = createDataKeys({ db, keys: ring, clock })
  const protector = createProtector<Card, typeof fields.fields>(fields, dataKeys, ring)
  await protector.prepare()
  return { dataKeys, protector }
}
const card = (change: Partial<Card> = {}): Card => ({
  _id: 'c1',
  name: '王小明',
  phone: '13812345678',
  note: '常来',
  history: [],
  decided: null,
  ...change,
})
const rows = () => db.collection<Card>('cards')

describe('a document', () => {
  test('lies sealed where its level says so, and opens masked until asked', async () => {
    const { protector } = await process_()
    await rows().insertOne(protector.seal(card()) as never)
    const raw = await rows().findOne({ _id: 'c1' })
    expect(JSON.stringify(raw)).toContain('常来')
    expect(JSON.stringify(raw)).not.toMatch(/王小明|13812345678/)
    const back = await protector.open(raw as never)
    expect(JSON.stringify(back)).toBe('{"_id":"c1","name":"王*明","phone":"138****5678","note":"常来","history":[],"decided":null}')
    expect([back.name.reveal(), back.phone?.reveal()]).toEqual(['王小明', '13812345678'])
  })

  test('with nothing in a field has nothing there', async () => {
    const { protector } = await process_()
    expect((await protector.open(protector.seal(card({ phone: null })))).phone).toBeNull()
  })

  test('has what was typed inside a list or a block sealed, there from the start or added, and opens whole', async () => {
    const { protector } = await process_()
    const sealed = protector.seal(card({ history: [{ at: 1, why: '给王奶奶看病' }], decided: { why: '王奶奶同意' } }))
    const entry = protector.sealEntry('c1', 'history', { at: 2, why: '王奶奶搬走' })
    await rows().insertOne({ ...sealed, history: [...sealed.history, entry, { at: 3, why: '从前的话' }] } as never)
    const raw = await rows().findOne({ _id: 'c1' })
    expect(JSON.stringify(raw)).not.toContain('王奶奶')
    expect((await protector.open(raw as never)).history).toEqual([
      { at: 1, why: '给王奶奶看病' },
      { at: 2, why: '王奶奶搬走' },
      { at: 3, why: '从前的话' },
    ])
    expect((await protector.open(raw as never)).decided).toEqual({ why: '王奶奶同意' })
    await expect(protector.open({ ...(raw as never as typeof sealed), _id: 'c2' })).rejects.toThrow()
  })

  test('from before its fields were sealed is read as it lies, masked all the same; sealed once, whoever changes it meanwhile wins', async () => {
    const { protector, dataKeys } = await process_()
    await rows().insertOne(card({ history: [{ at: 1, why: '从前的话' }], decided: { why: '从前的决定' } }))
    const clear = await protector.open((await rows().findOne({ _id: 'c1' })) as never)
    expect([clear.name.masked, clear.name.reveal(), clear.history[0]?.why]).toEqual(['王*明', '王小明', '从前的话'])
    expect(await resealProtected(db, dataKeys, 'cards')).toMatchObject({ seen: 1, resealed: 4, notOpened: 0 })
    const raw = await rows().findOne({ _id: 'c1' })
    expect(JSON.stringify(raw)).not.toMatch(/王小明|13812345678|从前/)
    const back = await protector.open(raw as never)
    expect([back.name.reveal(), back.history[0]?.why, back.decided?.why]).toEqual(['王小明', '从前的话', '从前的决定'])
    await dataKeys.rotate('cards')
    expect(protector.isStale(raw as never)).toBe(true)
    expect(await resealProtected(db, dataKeys, 'cards')).toMatchObject({ resealed: 4 })
    expect(await resealProtected(db, dataKeys, 'cards')).toMatchObject({ resealed: 0 })
    expect(protector.isStale((await rows().findOne({ _id: 'c1' })) as never)).toBe(false)
  })

  test('with a field that nobody classified is refused, whole or in part', async () => {
    const { protector } = await process_()
    expect(() => protector.seal({ ...card(), nickname: '小明' } as never)).toThrow('cards.nickname is not in the catalogue')
    expect(() => protector.sealSome('c1', { nickname: '小明' } as never)).toThrow('not in the catalogue')
  })

  test('whose field was altered, or moved to another row or field, does not open', async () => {
    const { protector } = await process_()
    const one = protector.seal(card())
    const other = protector.seal(card({ _id: 'c2' }))
    await expect(protector.open({ ...one, name: other.name })).rejects.toThrow()
    await expect(protector.open({ ...one, name: one.phone } as never)).rejects.toThrow()
    const bent = Buffer.from(one.name as Buffer)
    bent.writeUInt8(bent.readUInt8(bent.length - 1) ^ 1, bent.length - 1)
    await expect(protector.open({ ...one, name: bent })).rejects.toThrow()
  })
})

describe('keys', () => {
  test('the data key lies wrapped: without the ring it opens nothing', async () => {
    const { protector } = await process_()
    await rows().insertOne(protector.seal(card()) as never)
    const stored = await db.collection<{ _id: string; wrapped: string }>('data_keys').findOne({ _id: 'cards.1' })
    expect(stored?.wrapped).toHaveLength(44)
    await expect(process_(testKeyRing())).rejects.toThrow()
    await expect(process_({ ...keys, dataKey: [{ kid: 'zz', secret: randomBytes(32).toString('base64') }] })).rejects.toThrow(
      'not in the keyring',
    )
  })

  test('processes starting at once agree on one data key', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => process_()))
    const sealed = all.map(({ protector }) => protector.seal(card()))
    for (const { protector } of all) for (const row of sealed) expect((await protector.open(row)).name.reveal()).toBe('王小明')
    expect(await db.collection('data_keys').countDocuments()).toBe(1)
  })

  test('rotated while another process runs: old and new open everywhere, only the old is stale', async () => {
    const [one, other] = [await process_(), await process_()]
    const before = one.protector.seal(card())
    await other.dataKeys.rotate('cards')
    const after = other.protector.seal(card())
    expect((await one.protector.open(after)).name.reveal()).toBe('王小明')
    expect((await other.protector.open(before)).name.reveal()).toBe('王小明')
    expect([other.protector.isStale(before), other.protector.isStale(after)]).toEqual([true, false])
    // Having met the new key, the first process seals with it too.
    expect(one.protector.isStale(one.protector.seal(card()))).toBe(false)
  })

  test('a new key of the ring takes over the data keys; the old one can go', async () => {
    const { protector } = await process_()
    const sealed = protector.seal(card())
    const next = { kid: 'd2', secret: randomBytes(32).toString('base64') }
    const both = await process_({ ...keys, dataKey: [next, ...keys.dataKey] })
    expect(await both.dataKeys.rewrap()).toBe(1)
    expect(await both.dataKeys.rewrap()).toBe(0)
    const alone = await process_({ ...keys, dataKey: [next] })
    expect((await alone.protector.open(sealed)).name.reveal()).toBe('王小明')
  })
})

test('a blind index is the same for the same value of the same field, and for nothing else', async () => {
  const { protector } = await process_()
  expect(protector.exact('phone', '13812345678')).toBe(protector.exact('phone', '13812345678'))
  const indexes = [
    protector.exact('phone', '13812345678'),
    protector.exact('phone', '13812345679'),
    protector.exact('name', '13812345678'),
    (await process_({ ...keys, blindIndex: testKeyRing().blindIndex })).protector.exact('phone', '13812345678'),
  ]
  expect(new Set(indexes).size).toBe(4)
  // A second process with the same ring looks up what the first wrote.
  expect((await process_()).protector.token('name', 'a|王小')).toBe(protector.token('name', 'a|王小'))
})
