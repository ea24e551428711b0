import { randomInt } from 'node:crypto'
import { shanghaiDate, systemClock } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { district } from '../../../../testing/district.ts'
import { createFieldCipher } from '../../../platform/crypto/field-cipher.ts'
import { loadKeyRing } from '../../../platform/crypto/keyring.ts'
import { createLog } from '../../../platform/log/index.ts'
import type { BillTotals } from '../../../ports/bill.ts'
import { createCharityStore } from '../charity/store.ts'
import { createLedgerStore } from '../ledger/store.ts'
import { createBillStore } from './bill/store.ts'
import { createCases } from './cases.ts'
import { createDaily } from './daily.ts'
import { dateAfter } from './domain.ts'
import { createReconciliationStore, type DifferenceDocument } from './store.ts'

const date = dateAfter(shanghaiDate(new Date()), -3)
let app: TestApp
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
})
afterAll(() => app.close())

/** A charity, and the comparison with an empty bill whose total line says this. */
async function comparing(totals: BillTotals) {
  const place = await district(app, { subMchid: String(randomInt(1_000_000_000, 9_999_999_999)) })
  const charities = createCharityStore(app.db)
  const charity = await charities.get(place.charityId)
  if (!charity) throw new Error('the charity is there')
  const [log, clock] = [createLog('silent'), systemClock]
  const store = createReconciliationStore(app.db)
  const bill = { raw: Buffer.from('made by hand'), sha1: 'a'.repeat(40), lines: [], totals }
  const daily = createDaily({
    store,
    bills: { tradeBill: () => Promise.resolve({ state: 'ready', bill }) },
    kept: createBillStore(app.db, createFieldCipher(loadKeyRing({ keysDir: app.config.KEYS_DIR }))),
    cases: createCases({ store, ledger: createLedgerStore({ db: app.db, log, clock }), clock }),
    charities,
    metrics: app.app.metrics,
    log,
    clock,
  })
  const id = `${date}_${place.charityId}`
  return { place, store, id, run: () => daily.run(charity, date) }
}

test('a total that is not the sum of its lines is a case of its own and holds no money', async () => {
  const { place, run } = await comparing({ count: 1, orderFen: 1, refundFen: 0, feeHundredThousandths: 0 })
  for (let again = 0; again < 2; again += 1) expect(await run()).toMatchObject({ state: 'differences', unsettledDifferences: 2 })
  const cases = await app.db.collection<DifferenceDocument>('reconciliation_differences').find({ charityId: place.charityId }).toArray()
  expect(cases.map(({ kind, subject, suspenseFen }) => [kind, subject, suspenseFen]).sort()).toEqual([
    ['total_line_differs', `${place.subMchid} 总交易单数`, 0],
    ['total_line_differs', `${place.subMchid} 订单总金额`, 0],
  ])
  expect(await app.db.collection('journals').countDocuments({ charityId: place.charityId })).toBe(0)
})

test('one works on a day at a time; who lost it changes nothing, and who died over it holds it no longer than his lease', async () => {
  const { store, id, run } = await comparing({ count: 0, orderFen: 0, refundFen: 0, feeHundredThousandths: 0 })
  expect(await run()).toMatchObject({ state: 'reconciled', leaseUntil: null })
  const lease = new Date(Date.now() + 60_000)
  await store.claimDay(id, new Date(), lease)
  await expect(run()).rejects.toMatchObject({ code: 'wrong_state' })
  await store.finishDay(id, new Date(0), { state: 'failed' })
  expect(await store.day(id)).toMatchObject({ state: 'reconciled', leaseUntil: lease })
  await app.db.collection<{ _id: string }>('reconciliations').updateOne({ _id: id }, { $set: { leaseUntil: new Date(Date.now() - 1) } })
  expect(await run()).toMatchObject({ state: 'reconciled', leaseUntil: null })
})
