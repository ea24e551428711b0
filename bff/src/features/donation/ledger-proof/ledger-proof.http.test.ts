import { systemClock } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, type SignedIn } from '../../../../testing/actors.ts'
import { clientOf, send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { readPdf } from '../../../../testing/pdf-text.ts'
import { createLog } from '../../../platform/log/index.ts'
import { giftPaidJournal } from '../ledger/domain.ts'
import { createLedgerStore } from '../ledger/store.ts'
import { createSealing } from './sealing.ts'
import { createProofStore } from './store.ts'

const DAY_MS = 24 * 3_600_000
const log = createLog('silent')
let app: TestApp
let place: District
let donor: SignedIn

/** A gift that was paid and booked so many days ago. */
async function booked(daysAgo: number, by: SignedIn) {
  const paidAt = new Date(Date.now() - daysAgo * DAY_MS)
  const gift = await pastGift(app, place, { donorId: by.accountId, createdAt: paidAt })
  const { charityId, campaignId, codeId, amountFen } = gift
  const facts = {
    charityId,
    campaignId,
    codeId,
    amountFen,
    outTradeNo: gift._id,
    spMchid: '1',
    transactionId: gift.transactionId ?? '',
    paidAt,
  }
  await createLedgerStore({ db: app.db, log, clock: systemClock }).post(giftPaidJournal({ ...facts, source: 'notice' }, paidAt))
  return gift._id
}

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  place = await district(app)
  donor = await guestH5(app)
})
afterAll(() => app.close())

describe('账本指纹', () => {
  let giftId: string
  beforeAll(async () => {
    giftId = await booked(5, donor)
    await createSealing({ store: createProofStore(app.db), log, clock: systemClock }).sealDue()
  })

  test('anybody reads the seals, newest first, page by page, and from a day on', async () => {
    const anybody = clientOf(app.url, null)
    const all = await anybody('listSeals', {})
    expect(all.items.length).toBeGreaterThanOrEqual(4)
    expect(all.items.map(({ date }) => date)).toEqual(
      all.items
        .map(({ date }) => date)
        .sort()
        .reverse(),
    )
    const first = await anybody('listSeals', { query: { limit: 3 } })
    const second = await anybody('listSeals', { query: { limit: 3, cursor: first.nextCursor ?? '' } })
    expect([...first.items, ...second.items].slice(0, all.items.length)).toEqual(all.items.slice(0, 6))
    const from = all.items[1]?.date ?? ''
    expect((await anybody('listSeals', { query: { from } })).items).toEqual(all.items.slice(0, 2))
    await expect(anybody('listSeals', { query: { cursor: 'x' } })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(anybody('listSeals', { query: { from: 'yesterday' } })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('the file holds a line for each day, with the rule by which each head follows from the one before', async () => {
    const { data, headers } = await send(app.url, { method: 'GET', url: '/api/v1/ledger/seals/file', headers: {} })
    const { items } = await clientOf(app.url, null)('listSeals', { query: { limit: 100 } })
    const lines = String(data).trimEnd().split('\n')
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual(
      items.reverse().map(({ date, count, root, head }) => `${date} ${count} ${root} ${head}`),
    )
    expect(lines[2]).toContain('SHA-256')
  })

  test("a donor has the proof of their own gift; another's and one that does not exist answer alike", async () => {
    const proof = await donor.call('getMyLedgerProof', { params: { giftId } })
    expect(proof).toMatchObject({ state: 'sealed', index: 0, path: [], seal: { count: 1, lateCount: 0 } })
    expect(JSON.parse(proof.state === 'sealed' ? proof.journal : '')).toMatchObject({
      outTradeNo: giftId,
      amountFen: 100,
      kind: 'gift_paid',
    })
    const stranger = await guestH5(app)
    for (const asked of [giftId, 'GY_none'])
      await expect(stranger.call('getMyLedgerProof', { params: { giftId: asked } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(clientOf(app.url, null)('getMyLedgerProof', { params: { giftId } })).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('a receipt printed now carries the newest head, so that paper in many hands says what the books were', async () => {
    const { items } = await clientOf(app.url, null)('listSeals', { query: { limit: 1 } })
    const { data } = await send(app.url, {
      method: 'GET',
      url: `/api/v1/gifts/${giftId}/receipt/pdf`,
      headers: { authorization: `Bearer ${donor.token}` },
    })
    expect(readPdf(data as Buffer).text).toContain(items[0]?.head)
  })

  test("today's gift waits for the night, an unpaid one for its money", async () => {
    const today = await booked(0, donor)
    const proof = await donor.call('getMyLedgerProof', { params: { giftId: today } })
    expect(proof.state === 'waiting' && Date.parse(proof.sealsAfter)).toBeGreaterThan(Date.now())
    const unpaid = await pastGift(app, place, { donorId: donor.accountId, state: 'awaiting', paidAt: null, transactionId: null })
    await expect(donor.call('getMyLedgerProof', { params: { giftId: unpaid._id } })).rejects.toMatchObject({ code: 'wrong_state' })
  })
})
