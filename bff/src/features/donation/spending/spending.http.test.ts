import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { clientOf, send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { banked, booksOf, tookOver, voucherPdf } from '../../../../testing/books.ts'
import { type District, district } from '../../../../testing/district.ts'
import { createLog } from '../../../platform/log/index.ts'
import { checkLedger } from '../ledger/checks.ts'
import type { JournalDocument } from '../ledger/store.ts'

let app: TestApp
let place: District
let books: ReturnType<typeof booksOf>
let finance: SignedIn
let owner: SignedIn
let auditor: SignedIn

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '100' } })
  auditor = await staff(app, ['auditor'])
})
beforeEach(async () => {
  place = await district(app)
  books = booksOf(place)
  finance = await staff(app, ['charity_finance'], place.charityId)
  owner = await staff(app, ['charity_owner'], place.charityId)
})
afterAll(() => app.close())

const bothRoles = () => staff(app, ['charity_finance', 'charity_owner'], place.charityId)
const journal = (id: string) => app.db.collection<JournalDocument>('journals').findOne({ _id: id })
const funded = async (leftFen: number, bankFen = leftFen) => {
  await tookOver(app, place, leftFen)
  if (bankFen > 0) await banked(app, place, bankFen)
}
const anyone = () => clientOf(app.url, null)
const project = async () => (await anyone()('getProject', { params: { projectId: place.campaignId } })).spending
const picture = () => sharp({ create: { width: 30, height: 20, channels: 3, background: `#${randomUUID().slice(0, 6)}` } })

describe('from request to the public page', () => {
  test('asked by finance, approved by the owner, posted with four legs, shown to everyone', async () => {
    await funded(500)
    expect(await project()).toMatchObject({ spentFen: 0, leftFen: 500, spendingCount: 0 })
    const asked = await books.request(finance, { amountFen: 120 })
    expect(asked).toMatchObject({ state: 'requested', postedAt: null, requestedByYou: true, vouchers: [{ kind: 'vat_invoice' }] })
    expect((await anyone()('listSpending', { params: { projectId: place.campaignId } })).items).toEqual([])
    expect(await finance.call('getCampaignFunds', { params: { campaignId: place.campaignId } })).toMatchObject({
      leftFen: 500,
      requestedFen: 120,
      bankFen: 500,
    })
    const approved = await books.decide(owner, asked)
    expect(approved).toMatchObject({ state: 'approved', requestedByYou: false, decisionNote: '票据齐全' })
    expect((await journal(`disbursement:${asked.id}`))?.legs).toEqual([
      { account: `Program:${place.campaignId}`, side: 'debit', amountFen: 120 },
      { account: 'Bank', side: 'credit', amountFen: 120 },
      { account: `Restricted:${place.campaignId}`, side: 'debit', amountFen: 120 },
      { account: `Released:${place.campaignId}`, side: 'credit', amountFen: 120 },
    ])
    const { items } = await anyone()('listSpending', { params: { projectId: place.campaignId } })
    expect(items).toEqual([
      {
        id: asked.id,
        budgetLabel: '午餐',
        purpose: '六月第一周的午餐',
        payee: '小营老年食堂',
        spentOn: asked.spentOn,
        amountFen: 120,
        voucherCount: 1,
        pictureUrl: null,
        reversed: null,
      },
    ])
    expect(await project()).toMatchObject({
      spentFen: 120,
      leftFen: 380,
      spendingCount: 1,
      lines: [
        { label: '午餐', budgetFen: 80_000, spentFen: 120 },
        { label: '配送', budgetFen: 20_000, spentFen: 0 },
      ],
    })
  })

  test('rejected, nothing is posted or shown, and its voucher may be used again', async () => {
    await funded(100)
    const asked = await books.request(finance)
    expect(await books.decide(owner, asked, false)).toMatchObject({ state: 'rejected', decisionNote: '发票看不清' })
    expect(await journal(`disbursement:${asked.id}`)).toBeNull()
    const again = books.fields(asked.vouchers[0]?.fileId ?? '', {
      vouchers: asked.vouchers.map(({ sha256: _, contentType: _c, bytes: _b, ...own }) => own),
    })
    const anew = await finance.call('requestDisbursement', { body: again, idempotencyKey: key() })
    expect(await books.decide(owner, anew)).toMatchObject({ state: 'approved' })
  })

  test('a public picture is shown, changed and taken down', async () => {
    await funded(100)
    const body = await picture().png().toBuffer()
    const { id, url } = await finance.call('uploadPicture', { body, contentType: 'image/png', idempotencyKey: key() })
    const approved = await books.decide(owner, await books.request(finance, { publicPictureId: id }))
    const shown = async () => (await anyone()('listSpending', { params: { projectId: place.campaignId } })).items[0]?.pictureUrl
    expect(await shown()).toBe(url)
    const change = (by: SignedIn, pictureId: string | null, rev: number) =>
      by.call('changeSpendingPicture', { params: { disbursementId: approved.id }, body: { rev, pictureId } })
    await expect(change(finance, 'pic_none', approved.rev)).rejects.toMatchObject({ issues: [{ path: 'body.pictureId' }] })
    await expect(change(finance, null, 0)).rejects.toMatchObject({ code: 'conflict' })
    const bureau = await staff(app, ['bureau'])
    expect(await change(bureau, null, approved.rev)).toMatchObject({ publicPictureUrl: null, state: 'approved' })
    expect(await shown()).toBeNull()
  })
})

describe('what is refused, and why', () => {
  test('more than the project has, and more than has come into the bank', async () => {
    await funded(100, 40)
    const tooMuch = await books.request(finance, { amountFen: 101 })
    await expect(books.decide(owner, tooMuch)).rejects.toMatchObject({
      code: 'wrong_state',
      message: '这个项目的善款只剩 1.00 元，不够支出 1.01 元',
    })
    const notInBank = await books.request(finance, { amountFen: 41 })
    await expect(books.decide(owner, notInBank)).rejects.toMatchObject({ message: expect.stringContaining('请先在“结算”里登记') })
    await banked(app, place, 1)
    expect(await books.decide(owner, notInBank)).toMatchObject({ state: 'approved' })
  })

  test('the asker deciding, an old copy, a second decision', async () => {
    await funded(100)
    const both = await bothRoles()
    const asked = await books.request(both)
    await expect(books.decide(both, asked)).rejects.toMatchObject({ status: 403, message: expect.stringContaining('不能审批自己') })
    await expect(books.decide(owner, { ...asked, rev: 7 })).rejects.toMatchObject({ code: 'conflict' })
    await books.decide(owner, asked)
    await expect(books.decide(owner, asked)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('wrong fields are all named', async () => {
    const { id } = await books.upload(finance)
    const ask = (change: Parameters<typeof books.fields>[1]) =>
      finance.call('requestDisbursement', { body: books.fields(id, change), idempotencyKey: key() })
    const voucher = { kind: 'receipt' as const, issuer: '食堂', number: '1', date: null, fileId: id }
    await expect(ask({ budgetLabel: '旅游', spentOn: dayFromToday(1), vouchers: [voucher, voucher] })).rejects.toMatchObject({
      issues: [
        { path: 'body.budgetLabel', message: '请选择这个项目的一项预算' },
        { path: 'body.spentOn', message: '支出日期不能晚于今天' },
        { path: 'body.vouchers.1.number', message: '这份凭证在本次申请里已经填过' },
        { path: 'body.vouchers.1.fileId', message: '这份文件在本次申请里已经用过' },
      ],
    })
    await expect(ask({ vouchers: [{ ...voucher, fileId: 'vch_none' }], publicPictureId: 'pic_none' })).rejects.toMatchObject({
      issues: [{ path: 'body.vouchers.0.fileId' }, { path: 'body.publicPictureId' }],
    })
    await expect(ask({ spentOn: '2019-01-01' })).rejects.toMatchObject({ issues: [{ message: '支出日期不能早于项目开始日期' }] })
    await expect(ask({ amountFen: 0 })).rejects.toMatchObject({ issues: [{ path: 'body.amountFen' }] })
    await expect(ask({ amountFen: 1.5 })).rejects.toMatchObject({ issues: [{ path: 'body.amountFen' }] })
    await expect(ask({ vouchers: [] })).rejects.toMatchObject({ issues: [{ path: 'body.vouchers' }] })
  })

  test("another charity's file, campaign and spending are not there", async () => {
    const elsewhere = await district(app)
    const stranger = await staff(app, ['charity_finance', 'charity_owner'], elsewhere.charityId)
    const { id } = await books.upload(finance)
    await expect(stranger.call('requestDisbursement', { body: books.fields(id), idempotencyKey: key() })).rejects.toMatchObject({
      status: 403,
    })
    const theirs = booksOf(elsewhere).fields(id)
    await expect(stranger.call('requestDisbursement', { body: theirs, idempotencyKey: key() })).rejects.toMatchObject({
      issues: [{ path: 'body.vouchers.0.fileId' }],
    })
    const asked = await books.request(finance)
    await expect(books.decide(stranger, asked)).rejects.toMatchObject({ code: 'not_found' })
    expect((await stranger.call('listDisbursements', { query: { charityId: place.charityId } })).items).toEqual([])
  })
})

describe('a voucher used twice', () => {
  const numbered = (fileId: string, number: string, issuer = '小营老年食堂') =>
    books.fields(fileId, { vouchers: [{ kind: 'vat_invoice', issuer, number, date: null, fileId }] })

  test('is refused naming the earlier use, however its number is written', async () => {
    const ask = async (number: string) =>
      finance.call('requestDisbursement', { body: numbered((await books.upload(finance)).id, number), idempotencyKey: key() })
    await ask('ab 0012')
    await expect(ask('ＡＢ0012')).rejects.toMatchObject({
      code: 'already_exists',
      issues: [{ path: 'body.vouchers.0.number', message: expect.stringMatching(/增值税发票 ＡＢ0012 已用于.*六月第一周的午餐.*¥1\.00/) }],
    })
    // Another charity may hold a paper of the same number.
    const elsewhere = await district(app)
    const other = await staff(app, ['charity_finance'], elsewhere.charityId)
    const theirs = booksOf(elsewhere)
    const { id } = await theirs.upload(other)
    const body = { ...numbered(id, 'AB0012'), campaignId: elsewhere.campaignId }
    expect(await other.call('requestDisbursement', { body, idempotencyKey: key() })).toMatchObject({ state: 'requested' })
  })

  test('is known by its file as well, at the upload and at the request', async () => {
    const pdf = voucherPdf()
    const [first, second] = [await books.upload(finance, pdf), await books.upload(finance, pdf)]
    expect(first.sha256).toBe(second.sha256)
    const ask = (fileId: string) => finance.call('requestDisbursement', { body: numbered(fileId, randomUUID()), idempotencyKey: key() })
    await ask(first.id)
    await expect(ask(second.id)).rejects.toMatchObject({
      issues: [{ path: 'body.vouchers.0.fileId', message: expect.stringContaining('这份文件已用于') }],
    })
    await expect(books.upload(finance, pdf)).rejects.toMatchObject({ code: 'already_exists', message: expect.stringContaining('已用于') })
  })

  test('asked for ten times at once, one passes', async () => {
    const files = await Promise.all(Array.from({ length: 10 }, () => books.upload(finance)))
    const number = randomUUID()
    const outcomes = await Promise.allSettled(
      files.map(({ id }) => finance.call('requestDisbursement', { body: numbered(id, number), idempotencyKey: key() })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('the same request again is one request', async () => {
    const [body, idempotencyKey] = [books.fields((await books.upload(finance)).id), key()]
    const ask = () => finance.call('requestDisbursement', { body, idempotencyKey })
    expect(await ask()).toEqual(await ask())
    expect((await finance.call('listDisbursements')).items).toHaveLength(1)
  })
})

describe('raced', () => {
  test('two approvals of 60 of 100 at once: one passes', async () => {
    await funded(100)
    const [first, second] = [await books.request(finance, { amountFen: 60 }), await books.request(finance, { amountFen: 60 })]
    const outcomes = await Promise.allSettled([books.decide(owner, first), books.decide(owner, second)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'wrong_state' } })
    expect(await project()).toMatchObject({ spentFen: 60, leftFen: 40 })
  })

  test('two campaigns and one bank account: what is in the account is spent once', async () => {
    await funded(100, 60)
    const other = await district(app)
    await app.db.collection<{ _id: string }>('campaigns').updateOne({ _id: other.campaignId }, { $set: { charityId: place.charityId } })
    await tookOver(app, { ...place, campaignId: other.campaignId }, 100)
    const [first, second] = [
      await books.request(finance, { amountFen: 60 }),
      await books.request(finance, { amountFen: 60, campaignId: other.campaignId }),
    ]
    const outcomes = await Promise.allSettled([books.decide(owner, first), books.decide(owner, second)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('one approved ten times at once is posted once', async () => {
    await funded(1_000)
    const asked = await books.request(finance)
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => books.decide(owner, asked)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await project()).toMatchObject({ spentFen: 100, leftFen: 900 })
  })
})

describe('taking a posted spending back', () => {
  const ask = (disbursement: { id: string; rev: number }, by = finance) =>
    by.call('requestReversal', {
      params: { disbursementId: disbursement.id },
      body: { rev: disbursement.rev, reason: '金额记错，重新入账' },
      idempotencyKey: key(),
    })
  const answer = (disbursement: { id: string; rev: number }, approve = true, by = owner) =>
    by.call('decideReversal', { params: { disbursementId: disbursement.id }, body: { rev: disbursement.rev, approve, note: '已核对' } })

  test('is a posting of its own; both stay, and the public page keeps the old text with the reason', async () => {
    await funded(100)
    const approved = await books.decide(owner, await books.request(finance))
    const asked = await ask(approved)
    expect(asked).toMatchObject({ state: 'approved', reversalWaits: true })
    expect(await answer(asked)).toMatchObject({ state: 'reversed', reversalWaits: false, reversal: { approved: true } })
    expect(await journal(`disbursement:${approved.id}`)).not.toBeNull()
    expect((await journal(`disbursement-reversed:${approved.id}`))?.legs).toEqual([
      { account: 'Bank', side: 'debit', amountFen: 100 },
      { account: `Program:${place.campaignId}`, side: 'credit', amountFen: 100 },
      { account: `Released:${place.campaignId}`, side: 'debit', amountFen: 100 },
      { account: `Restricted:${place.campaignId}`, side: 'credit', amountFen: 100 },
    ])
    expect(await project()).toMatchObject({ spentFen: 0, leftFen: 100, spendingCount: 0 })
    expect((await anyone()('listSpending', { params: { projectId: place.campaignId } })).items).toMatchObject([
      { purpose: '六月第一周的午餐', reversed: { on: dayFromToday(0), reason: '金额记错，重新入账' } },
    ])
    await expect(ask(asked)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('not by the one who asked, not twice at once; refused, the spending stands', async () => {
    await funded(300)
    const both = await bothRoles()
    const first = await ask(await books.decide(owner, await books.request(finance)), both)
    await expect(answer(first, true, both)).rejects.toMatchObject({ status: 403 })
    await expect(ask(first)).rejects.toMatchObject({ message: '这笔支出已经在等待冲正审批' })
    const refused = await answer(first, false)
    expect(refused).toMatchObject({ state: 'approved', reversalWaits: false, reversal: { approved: false } })
    const again = await ask(refused)
    const outcomes = await Promise.allSettled([answer(again), answer(again), answer(again)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const waiting = await books.request(finance)
    await expect(ask(waiting)).rejects.toMatchObject({ message: '只有已经记账的支出才能冲正' })
  })
})

describe('files', () => {
  const read = async (by: SignedIn, disbursementId: string, fileId: string) =>
    send(app.url, {
      method: 'GET',
      url: `/api/v1/admin/disbursements/${disbursementId}/vouchers/${fileId}`,
      headers: { Authorization: `Bearer ${by.token}` },
      body: undefined,
    })

  test('lie sealed in the database and are read back by those allowed, leaving an audit row', async () => {
    const pdf = Buffer.concat([voucherPdf(), Buffer.from('CANARY-6222021234567890\n%%EOF')])
    const { id } = await books.upload(finance, pdf)
    const asked = await finance.call('requestDisbursement', { body: books.fields(id), idempotencyKey: key() })
    const chunks = await app.db.collection<{ data: { buffer: Uint8Array } }>('voucher_files.chunks').find().toArray()
    expect(chunks.length).toBeGreaterThan(0)
    for (const { data } of chunks) {
      const stored = Buffer.from(data.buffer).toString('latin1')
      expect(stored).not.toContain('CANARY')
      expect(stored).not.toContain(Buffer.from('CANARY').toString('base64').slice(0, 6))
    }
    const answer = await read(auditor, asked.id, id)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(answer.headers.get('cache-control')).toContain('no-store')
    expect((answer.data as Buffer).equals(pdf)).toBe(true)
    expect(await app.db.collection('audit_log').findOne({ action: 'voucher.read', subject: id, actor: auditor.accountId })).not.toBeNull()
    const elsewhere = await district(app)
    const stranger = await staff(app, ['charity_finance', 'charity_owner'], elsewhere.charityId)
    expect((await read(stranger, asked.id, id)).status).toBe(404)
    const other = await books.request(finance)
    expect((await read(finance, other.id, id)).status).toBe(404)
  })

  test.each(['jpeg', 'png'] as const)('a %s is drawn anew: the camera and the place are gone', async (format) => {
    const photo = await picture()
      .toFormat(format)
      .withMetadata({ exif: { IFD0: { Make: 'SECRET-CAMERA' } } })
      .toBuffer()
    const { id, contentType } = await books.upload(finance, photo, `image/${format}`)
    expect(contentType).toBe(`image/${format}`)
    const asked = await finance.call('requestDisbursement', { body: books.fields(id), idempotencyKey: key() })
    const bytes = (await read(owner, asked.id, id)).data as Buffer
    expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 30, height: 20 })
    expect(bytes.includes('SECRET-CAMERA')).toBe(false)
  })

  test.each([
    ['text named pdf', Buffer.from('not a pdf'), 'application/pdf'],
    ['a PDF cut short', Buffer.from('%PDF-1.4 and then nothing'), 'application/pdf'],
    ['svg named png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png'],
    ['a web page', Buffer.from('<script>1</script>'), 'text/html'],
    ['nothing', Buffer.alloc(0), 'image/png'],
  ])('%s is refused', async (_, body, contentType) => {
    await expect(books.upload(finance, body, contentType)).rejects.toMatchObject({ status: 415, code: 'unsupported_media_type' })
  })

  test('more than 10 MB is refused, just below is kept', async () => {
    await expect(books.upload(finance, Buffer.alloc(10 * 1024 * 1024 + 1), 'application/pdf')).rejects.toMatchObject({ status: 413 })
    const large = Buffer.concat([voucherPdf(), Buffer.alloc(9 * 1024 * 1024, 32), Buffer.from('%%EOF')])
    expect(await books.upload(finance, large)).toMatchObject({ bytes: large.length })
  })

  test('the same key stores one file', async () => {
    const [body, idempotencyKey] = [voucherPdf(), key()]
    const put = () => finance.call('uploadVoucher', { body, contentType: 'application/pdf', idempotencyKey })
    expect(await put()).toEqual(await put())
  })
})

test('a draft has no spending to show, and nothing can be spent for it', async () => {
  const draft = await district(app, { campaign: { state: 'draft' } })
  await expect(anyone()('listSpending', { params: { projectId: draft.campaignId } })).rejects.toMatchObject({ code: 'not_found' })
  const clerk = await staff(app, ['charity_finance'], draft.charityId)
  await expect(booksOf(draft).request(clerk)).rejects.toMatchObject({ message: expect.stringContaining('还没有发布') })
})

test('the ledger holds after all of this', async () => {
  await app.app.donation.idle()
  const { checks } = await checkLedger({ db: app.db, log: createLog('silent'), clock: { now: () => new Date() } })
  expect(checks.filter(({ breaches }) => breaches > 0)).toEqual([])
})
