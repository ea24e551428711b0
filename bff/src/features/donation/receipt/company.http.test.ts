import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, type SignedIn, staff } from '../../../../testing/actors.ts'
import { clientOf, send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { banked } from '../../../../testing/books.ts'
import { decidePayment, recordPayment, standingMatching } from '../../../../testing/companies.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { readPdf } from '../../../../testing/pdf-text.ts'
import { refundsOf } from '../../../../testing/refunds.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let place: District
let finance: SignedIn
let owner: SignedIn

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  finance = await staff(app, ['charity_finance'], place.charityId)
  owner = await staff(app, ['charity_owner'], place.charityId)
})
afterAll(() => app.close())

/** A company's transfer that is in the books, and its receipt as the desk has it. */
async function transferred(nameOnGifts = true, amountFen = 88_800) {
  const matching = await standingMatching(finance, owner, place, { nameOnGifts, totalCapFen: 100_000 })
  const { giftId } = await decidePayment(owner, await recordPayment(finance, matching.id, amountFen))
  const params = { giftId: giftId ?? '' }
  return { uscc: matching.companyUscc, params, receipt: await finance.call('getGiftReceipt', { params }) }
}
const bytesOf = (content: unknown) => Buffer.from(content as Uint8Array)
const fetched = (number: string | null, check: string | null) =>
  send(app.url, { method: 'GET', url: `/api/v1/receipts/${number}/pdf?check=${check}`, headers: {} })
const checked = (number: string | null, check: string | null) =>
  clientOf(app.url, null)('verifyReceipt', { params: { number: number ?? '' }, query: { check: check ?? '' } })

describe("a company's receipt", () => {
  test('is made out to its name and USCC, and finance has the paper to hand over', async () => {
    const { uscc, params, receipt } = await transferred()
    expect(receipt).toMatchObject({
      state: 'issued',
      donorLabel: '演示·湖滨食品公司',
      donorUscc: uscc,
      paidBy: 'bank',
      amountFen: 88_800,
      anonymous: false,
    })
    const { text } = readPdf(bytesOf(await finance.call('getGiftReceiptPdf', { params })))
    for (const fact of [
      '演示·湖滨食品公司',
      uscc,
      '捐赠人代码',
      '银行转账',
      receipt.number ?? '',
      receipt.checkCode ?? '',
      '人民币捌佰捌拾捌元整',
    ])
      expect(text).toContain(fact)
  })

  test('is fetched by the company with number and check code alone, and says the same when checked', async () => {
    const { uscc, receipt } = await transferred()
    const answer = await fetched(receipt.number, receipt.checkCode)
    expect(answer.status).toBe(200)
    expect(readPdf(answer.data as Buffer).text).toContain(uscc)
    expect(await checked(receipt.number, receipt.checkCode)).toMatchObject({
      donorMasked: '演示·湖滨食品公司',
      donorUscc: uscc,
      fetchable: true,
    })
    expect((await fetched(receipt.number, 'AAAA-AAAA-AAAA')).status).toBe(404)
    expect((await fetched(`${place.uscc}-2020-000001`, receipt.checkCode)).status).toBe(404)
  })

  test('names nobody where the company does not want to be named', async () => {
    const { uscc, receipt } = await transferred(false)
    expect(receipt).toMatchObject({ donorLabel: '匿名', donorUscc: null, anonymous: true })
    const { text } = readPdf((await fetched(receipt.number, receipt.checkCode)).data as Buffer)
    for (const word of ['湖滨', uscc]) expect(text).not.toContain(word)
    expect(await checked(receipt.number, receipt.checkCode)).toMatchObject({ donorMasked: '匿名', donorUscc: null })
  })

  test('is reversed by a part given back, and the paper in the company’s hand says so', async () => {
    const { params, receipt } = await transferred()
    await banked(app, place, 1_000)
    const of = refundsOf(app)
    const accepted = await of.decide(owner, await of.request(finance, params.giftId, 800))
    await finance.call('recordBankRefund', {
      params: { refundId: accepted.id },
      body: { rev: accepted.rev, paidOn: dayFromToday(0), voucherNumber: '回单 9' },
    })
    const after = await until(
      () => finance.call('getGiftReceipt', { params }),
      (now) => now.replacesNumber === receipt.number,
    )
    expect(after).toMatchObject({ amountFen: 88_000 })
    expect(readPdf((await fetched(receipt.number, receipt.checkCode)).data as Buffer).text).toContain('已作废')
  })
})

describe("a person's receipt", () => {
  test('is not handed out by the desk, nor fetched by number and check code', async () => {
    const giver = await guestH5(app)
    const gift = await pastGift(app, place, { donorId: giver.accountId, donorName: '王阿姨' })
    for (const operation of ['getGiftReceipt', 'getGiftReceiptPdf'] as const)
      await expect(finance.call(operation, { params: { giftId: gift._id } })).rejects.toMatchObject({
        code: 'wrong_state',
        message: expect.stringContaining('捐赠人自己'),
      })
    const { number, checkCode } = await giver.call('getMyReceipt', { params: { giftId: gift._id } })
    expect(await checked(number, checkCode)).toMatchObject({ donorMasked: '王**', donorUscc: null, fetchable: false })
    expect((await fetched(number, checkCode)).status).toBe(404)
  })

  test("nor is a company's to another charity's finance", async () => {
    const { params } = await transferred()
    const stranger = await staff(app, ['charity_finance'], (await district(app)).charityId)
    await expect(stranger.call('getGiftReceiptPdf', { params })).rejects.toMatchObject({ code: 'not_found' })
  })
})
