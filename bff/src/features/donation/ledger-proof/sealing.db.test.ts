import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type InclusionProof, proofFault } from '@minsheng/shared/units/ledger-proof'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { heldClock } from '../../../../testing/app.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import { giftPaidJournal } from '../ledger/domain.ts'
import { createLedgerStore, type JournalDocument } from '../ledger/store.ts'
import { createProofChecks } from './checks.ts'
import { sha256 } from './domain.ts'
import { presentProof, presentSeal, sealFileHead, sealLine } from './present.ts'
import { createProofs } from './proofs.ts'
import { createSealing } from './sealing.ts'
import { createProofStore, type SealDocument } from './store.ts'

const log = createLog('silent')
const verifier = fileURLToPath(new URL('../../../../../scripts/verify-ledger-proof.mjs', import.meta.url))
let db: Database
let clock = heldClock()
const at = (text: string) => new Date(`${text}+08:00`)
const setClock = (text: string) => {
  clock = heldClock(at(text))
}
const store = () => createProofStore(db)
const seal = () => createSealing({ store: store(), log, clock }).sealDue()
const seals = () => store().all().toArray()
const proofOf = (giftId: string) => createProofs({ store: store(), clock }).ofGift(giftId)
const journals = () => db.collection<JournalDocument>('journals')

const post = (outTradeNo: string, postedAt: string, amountFen = 100) =>
  createLedgerStore({ db, log, clock }).post(
    giftPaidJournal(
      {
        charityId: 'chr_1',
        campaignId: 'cmp_1',
        codeId: null,
        outTradeNo,
        spMchid: '1',
        transactionId: `4200${outTradeNo}`,
        amountFen,
        paidAt: at(postedAt),
        source: 'notice',
      },
      at(postedAt),
    ),
  )

async function faults(): Promise<string[]> {
  const checks = await createProofChecks({ db, clock })()
  return checks.flatMap((check) => check.examples)
}

beforeEach(async () => {
  await db?.drop()
  await db?.close()
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
  await createLedgerStore({ db, log, clock }).prepare()
  await store().prepare()
})
afterAll(async () => {
  await db?.drop()
  await db?.close()
})

/** Two gifts on the 15th, none on the 16th, one on the 17th. */
async function threeDays() {
  await post('GY_a', '2026-06-15T00:00:00')
  await post('GY_b', '2026-06-15T23:59:59.999')
  await post('GY_c', '2026-06-17T12:00:00')
}

describe('sealing', () => {
  test('a day is sealed once it can get no more journals, and not a second before', async () => {
    await threeDays()
    setClock('2026-06-16T00:29:59')
    await seal()
    expect(await seals()).toEqual([])
    setClock('2026-06-16T00:30:00')
    await seal()
    expect(await seals()).toMatchObject([{ _id: '2026-06-15', count: 2, late: [] }])
  })

  test('after a downtime the missed days are sealed in order, empty ones too, each chained to the one before', async () => {
    await threeDays()
    setClock('2026-06-20T09:00:00')
    await seal()
    const days = await seals()
    expect(days.map(({ _id, count }) => [_id, count])).toEqual([
      ['2026-06-15', 2],
      ['2026-06-16', 0],
      ['2026-06-17', 1],
      ['2026-06-18', 0],
      ['2026-06-19', 0],
    ])
    for (const [index, { prevHead }] of days.entries()) expect(prevHead).toBe(days[index - 1]?.head ?? '0'.repeat(64))
    expect(await faults()).toEqual([])
  })

  test('no ledger, no seal', async () => {
    await seal()
    expect(await seals()).toEqual([])
  })

  test('eight workers at once seal each day once, and no leaf of the losers stays', async () => {
    await threeDays()
    setClock('2026-06-20T09:00:00')
    await Promise.all(Array.from({ length: 8 }, seal))
    const days = await seals()
    expect(days).toHaveLength(5)
    await seal()
    const sets = new Set(days.map(({ leafSet }) => leafSet))
    const leaves = await db.collection<{ _id: string; leafSet: string }>('ledger_leaves').find().toArray()
    expect(leaves.filter(({ leafSet }) => !sets.has(leafSet))).toEqual([])
    expect(await faults()).toEqual([])
  })

  test('a journal that comes after its day was sealed goes into the next seal as late, is provable, and nothing is left out', async () => {
    await threeDays()
    setClock('2026-06-16T00:30:00')
    await seal()
    await post('GY_late', '2026-06-15T10:00:00')
    await post('GY_ancient', '2026-05-01T10:00:00')
    expect(await faults()).toEqual([
      expect.stringContaining('2026-05-01 pay:1:4200GY_ancient: added'),
      expect.stringContaining('2026-06-15 pay:1:4200GY_late: added'),
    ])
    expect(await proofOf('GY_late')).toMatchObject({ state: 'waiting', sealsAfter: at('2026-06-17T00:30:00') })
    setClock('2026-06-18T00:30:00')
    await seal()
    const [, second] = await seals()
    expect(second).toMatchObject({ _id: '2026-06-16', count: 2 })
    expect(second?.late.map(({ date }) => date).sort()).toEqual(['2026-05-01', '2026-06-15'])
    for (const giftId of ['GY_late', 'GY_ancient'])
      expect(await proofOf(giftId)).toMatchObject({ state: 'sealed', seal: { _id: '2026-06-16' } })
    expect(await faults()).toEqual([])
    const provable = await Promise.all(['GY_a', 'GY_b', 'GY_c'].map(proofOf))
    expect(provable.map(({ state }) => state)).toEqual(['sealed', 'sealed', 'sealed'])
  })
})

describe('proofs', () => {
  async function sealed() {
    for (let index = 0; index < 21; index += 1) await post(`GY_${index}`, '2026-06-15T08:00:00', 100 + index)
    setClock('2026-06-18T00:30:00')
    await seal()
  }

  test("every gift's proof holds for the donor's check, and today's gift waits for tonight", async () => {
    await sealed()
    const published = (await seals()).map(presentSeal)
    for (let index = 0; index < 21; index += 1) {
      const proof = presentProof(await proofOf(`GY_${index}`))
      if (proof.state !== 'sealed') throw new Error('sealed')
      expect(proofFault(sha256, proof, { giftId: `GY_${index}`, amountFen: 100 + index, published })).toBeNull()
    }
    await post('GY_today', '2026-06-18T00:10:00')
    expect(await proofOf('GY_today')).toEqual({ state: 'waiting', sealsAfter: at('2026-06-19T00:30:00') })
    await expect(proofOf('GY_never')).rejects.toThrow('还没有到账')
  })

  test('the verifier that needs no server agrees, and refuses what was tampered with', async () => {
    await sealed()
    const folder = mkdtempSync(join(tmpdir(), 'proof-'))
    try {
      const proof = presentProof(await proofOf('GY_7')) as InclusionProof
      const [proofFile, sealsFile] = [join(folder, 'proof.json'), join(folder, 'seals.txt')]
      writeFileSync(proofFile, JSON.stringify(proof))
      const lines = (await seals()).map(sealLine)
      writeFileSync(sealsFile, sealFileHead + lines.join(''))
      expect(execFileSync(process.execPath, [verifier, proofFile, sealsFile], { encoding: 'utf8' })).toContain('和指纹全表也一致')

      const verdict = (change: object, file: string[] = [sealsFile]) => {
        writeFileSync(proofFile, JSON.stringify({ ...proof, ...change }))
        const { status, stdout } = spawnSync(process.execPath, [verifier, proofFile, ...file], { encoding: 'utf8' })
        return `${status} ${stdout.includes('不一致') ? '不一致' : ''}`
      }
      expect(verdict({})).toBe('0 ')
      expect(verdict({}, [])).toBe('0 ')
      expect(verdict({ journal: proof.journal.replace('"amountFen":107', '"amountFen":108') })).toBe('1 不一致')
      expect(verdict({ index: proof.index + 1 })).toBe('1 不一致')
      expect(verdict({ path: proof.path.slice(1) })).toBe('1 不一致')
      expect(verdict({ seal: { ...proof.seal, head: '0'.repeat(64) } })).toBe('1 不一致')
      writeFileSync(sealsFile, lines.slice(1).join(''))
      expect(verdict({})).toBe('1 不一致')
      expect(verdict({ state: 'waiting', journal: null })).toBe('2 ')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a journal edited after its day was sealed no longer fits its proof', async () => {
    await sealed()
    await journals().updateOne({ outTradeNo: 'GY_3' }, { $set: { 'legs.0.amountFen': 5 } })
    const published = (await seals()).map(presentSeal)
    const proof = presentProof(await proofOf('GY_3'))
    if (proof.state !== 'sealed') throw new Error('sealed')
    expect(proofFault(sha256, proof, { giftId: 'GY_3', amountFen: 103, published })).toBe('not_in_root')
  })
})

describe('the check names the day and the journal of what somebody did past us', () => {
  const sealsCollection = () => db.collection<SealDocument>('ledger_seals')
  const leafParts = () => db.collection<{ _id: string; date: string; keys: string[] }>('ledger_leaves')

  beforeEach(async () => {
    await threeDays()
    setClock('2026-06-18T00:30:00')
    await seal()
    expect(await faults()).toEqual([])
  })

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['edited', () => journals().updateOne({ outTradeNo: 'GY_b' }, { $set: { amountFen: 99 } }), ['2026-06-15 pay:1:4200GY_b: edited']],
    ['deleted', () => journals().deleteOne({ outTradeNo: 'GY_a' }), ['2026-06-15 pay:1:4200GY_a: deleted']],
    ['added', () => post('GY_x', '2026-06-16T10:00:00'), ['2026-06-16 pay:1:4200GY_x: added after its day was sealed']],
    [
      'one for another',
      async () => {
        await journals().deleteOne({ outTradeNo: 'GY_a' })
        await post('GY_x', '2026-06-15T10:00:00')
      },
      ['2026-06-15 pay:1:4200GY_a: deleted', '2026-06-15 pay:1:4200GY_x: added after its day was sealed'],
    ],
    [
      'moved to another day',
      () => journals().updateOne({ outTradeNo: 'GY_c' }, { $set: { postedAt: at('2026-06-16T12:00:00') } }),
      ['2026-06-17 pay:1:4200GY_c: edited', '2026-06-16 pay:1:4200GY_c: added after its day was sealed'],
    ],
    [
      'reordered',
      () => leafParts().updateOne({ date: '2026-06-15' }, [{ $set: { keys: { $reverseArray: '$keys' } } }]),
      ['2026-06-15: reordered: pay:1:4200GY_a is not at its place'],
    ],
    ['a seal left out', () => sealsCollection().deleteOne({ _id: '2026-06-16' }), ['2026-06-17: does not follow 2026-06-15']],
    [
      'a seal made anew without the chain',
      () => sealsCollection().updateOne({ _id: '2026-06-16' }, { $set: { count: 1 } }),
      ['2026-06-16: its head is not that of its root and count'],
    ],
  ])('%s', async (_, tamper, expected) => {
    await tamper()
    expect(await faults()).toEqual(expect.arrayContaining(expected))
  })

  test('sealing that stands still is told as well', async () => {
    setClock('2026-06-19T02:29:00')
    expect(await faults()).toEqual([])
    setClock('2026-06-19T02:31:00')
    expect(await faults()).toEqual(['2026-06-18: not sealed, though it is over'])
  })
})
