import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, type SignedIn, staff } from '../../../../testing/actors.ts'
import { clientOf, send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { readPdf } from '../../../../testing/pdf-text.ts'
import type { GiftDocument } from '../giving/store.ts'

let app: TestApp
let place: District
let donor: SignedIn

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  donor = await guestH5(app)
})
afterAll(() => app.close())

const paidGift = (change: Partial<GiftDocument> = {}, at = place) => pastGift(app, at, { donorId: donor.accountId, ...change })
const receiptOf = (gift: { _id: string }, by = donor) => by.call('getMyReceipt', { params: { giftId: gift._id } })
const check = (number: string | null, code: string | null) =>
  clientOf(app.url, null)('verifyReceipt', { params: { number: number ?? '' }, query: { check: code ?? '' } })

const pdfOf = async (gift: { _id: string }) => {
  const answer = await send(app.url, {
    method: 'GET',
    url: `/api/v1/gifts/${gift._id}/receipt/pdf`,
    headers: { Authorization: `Bearer ${donor.token}` },
  })
  expect(answer.status).toBe(200)
  return answer
}

describe('who may see it', () => {
  test('the giver; to anyone else it is missing, and signed out it asks to sign in', async () => {
    const gift = await paidGift()
    await expect(receiptOf(gift, await guestH5(app))).rejects.toMatchObject({ status: 404 })
    const token = (await staff(app, ['charity_owner'], place.charityId)).token
    for (const path of ['receipt', 'receipt/pdf']) {
      const url = `/api/v1/gifts/${gift._id}/${path}`
      const ask = (headers: Record<string, string>) => send(app.url, { method: 'GET', url, headers })
      expect((await ask({})).status).toBe(401)
      expect((await ask({ Authorization: `Bearer ${token}` })).status).toBe(403)
      expect((await ask({ Authorization: `Bearer ${(await guestH5(app)).token}` })).status).toBe(404)
    }
  })
})

describe('the paper', () => {
  test('is a PDF with every fact of the law as text, in fonts that lie inside it in part', async () => {
    const gift = await paidGift({ amountFen: 10_000, donorName: '𬭚喆🌸' })
    const receipt = await receiptOf(gift)
    const answer = await pdfOf(gift)
    expect(answer.header('content-type')).toBe('application/pdf')
    expect(decodeURIComponent(answer.header('content-disposition') ?? '')).toContain(`捐赠凭证-${receipt.number}.pdf`)
    const file = answer.data as Buffer
    const { text, embeddedFonts } = readPdf(file)
    for (const fact of [
      '捐赠凭证（非票据）',
      '𬭚喆〓',
      '人民币壹佰元整',
      '¥100.00',
      '演示慈善组织',
      place.uscc,
      '独居老人午餐',
      '周老师',
      gift._id,
      receipt.number ?? '',
      receipt.checkCode ?? '',
      '演示数据，不是真实捐赠',
    ])
      expect(text).toContain(fact)
    expect(text).not.toContain('\uFFFD')
    expect(text).not.toContain('作废')
    expect(embeddedFonts).toHaveLength(2)
    for (const font of embeddedFonts) expect(font).toMatch(/^[A-Z]{6}\+NotoSansHans-(Regular|Bold)$/)
    expect(file.length).toBeLessThan(300_000)
  })

  test('of a bank transfer speaks of the bank, and not of WeChat Pay', async () => {
    const gift = await paidGift({ channel: 'bank', transactionId: 'ICBC0001' })
    expect(await receiptOf(gift)).toMatchObject({ paidBy: 'bank' })
    const { text } = readPdf((await pdfOf(gift)).data as Buffer)
    expect(text).toContain('货币资金（银行转账）')
    expect(text).toContain('根据受赠组织的银行到账记录生成')
    expect(text).not.toContain('微信')
    const { text: usual } = readPdf((await pdfOf(await paidGift())).data as Buffer)
    expect(usual).toContain('货币资金（微信支付）')
  })

  test('of a reversed receipt says so across the sheet', async () => {
    const gift = await paidGift()
    await receiptOf(gift)
    await app.db.collection<GiftDocument>('gifts').updateOne({ _id: gift._id }, { $set: { refundedFen: 100 } })
    expect(readPdf((await pdfOf(gift)).data as Buffer).text).toContain('已作废（捐款已退回）')
  })
})

describe('no receipt wanted', () => {
  test('is recorded once with who and when, printed on the paper, and takes nothing away', async () => {
    const gift = await paidGift()
    const waive = () => donor.call('waiveReceipt', { params: { giftId: gift._id } })
    const waived = await waive()
    expect(waived).toMatchObject({ state: 'issued' })
    expect(waived.waivedAt).not.toBeNull()
    expect(await waive()).toEqual(waived)
    expect(await receiptOf(gift)).toEqual(waived)
    expect(readPdf((await pdfOf(gift)).data as Buffer).text).toContain('表示不需要凭证')
    expect(await app.db.collection('audit_log').countDocuments({ action: 'receipt.waive', subject: gift._id, outcome: 'done' })).toBe(2)
  })

  test('only by the giver, and only once there is something to waive', async () => {
    const gift = await paidGift()
    const stranger = await guestH5(app)
    await expect(stranger.call('waiveReceipt', { params: { giftId: gift._id } })).rejects.toMatchObject({ status: 404 })
    const unpaid = await paidGift({ state: 'awaiting', paidAt: null, transactionId: null })
    await expect(donor.call('waiveReceipt', { params: { giftId: unpaid._id } })).rejects.toMatchObject({ status: 409 })
    expect(await app.db.collection('receipt_waivers').countDocuments({ _id: { $in: [gift._id, unpaid._id] } as never })).toBe(0)
  })
})

describe('anyone who holds the paper', () => {
  test('learns charity, amount, day and state, and of the giver no more than the first character', async () => {
    const receipt = await receiptOf(await paidGift({ donorName: '王阿姨', amountFen: 5_000 }))
    const answer = await check(receipt.number, receipt.checkCode)
    expect(answer).toEqual({
      title: '捐赠凭证（非票据）',
      state: 'issued',
      number: receipt.number,
      charityName: '演示慈善组织',
      charityUscc: place.uscc,
      projectTitle: '独居老人午餐',
      kind: 'money',
      amountFen: 5_000,
      amountWords: '人民币伍拾元整',
      donatedAt: receipt.donatedAt,
      issuedAt: receipt.issuedAt,
      reversedAt: null,
      reversal: null,
      purpose: 'demonstration',
      donorMasked: '王**',
      donorUscc: null,
      fetchable: false,
    })
  })

  test('the link in the QR code leads to the page that checks it', async () => {
    const receipt = await receiptOf(await paidGift())
    const link = new URL(receipt.verifyUrl ?? '')
    expect(link.origin).toBe(app.url)
    const answer = await send(app.url, { method: 'GET', url: `${link.pathname}${link.search}`, headers: {} })
    expect(answer.status).toBe(302)
    const target = new URL(answer.header('location') ?? '', app.url)
    expect(target.pathname).toBe('/packages/donation/receipt/verify/index')
    expect(await check(target.searchParams.get('n'), target.searchParams.get('c'))).toMatchObject({ state: 'issued' })
  })

  test('with a wrong check code is answered as if there were no such number', async () => {
    const { number, checkCode } = await receiptOf(await paidGift())
    const ask = (of: string, code: string) => send(app.url, { method: 'GET', url: `/api/v1/receipts/${of}?check=${code}`, headers: {} })
    const wrong = await ask(number ?? '', checkCode?.startsWith('7') ? '8888-8888-8888' : '7777-7777-7777')
    const missing = await ask(`${place.uscc}-2026-999999`, checkCode ?? '')
    expect(wrong.status).toBe(404)
    expect({ ...(wrong.data as object), requestId: '' }).toEqual({ ...(missing.data as object), requestId: '' })
    const silent = await send(app.url, { method: 'GET', url: `/api/v1/receipts/${number}`, headers: {} })
    expect(silent.status).toBe(400)
  })

  test('may ask so often a minute and no oftener', async () => {
    const ask = () => send(app.url, { method: 'GET', url: '/api/v1/receipts/none?check=000000000000', headers: {} })
    const statuses: number[] = []
    for (let asked = 0; asked < 31; asked += 1) statuses.push((await ask()).status)
    expect(statuses).toContain(404)
    expect(statuses.at(-1)).toBe(429)
  })
})
