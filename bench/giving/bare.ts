import { createDecipheriv, createPrivateKey, randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { systemClock } from '@minsheng/shared/units/clock'
import Koa, { type Context } from 'koa'
import { createGivingStore, type GiftDocument, type NoticeDocument } from '../../bff/src/features/donation/giving/store.ts'
import { giftPaidJournal } from '../../bff/src/features/donation/ledger/domain.ts'
import { createLedgerStore } from '../../bff/src/features/donation/ledger/store.ts'
import { derivedId, newId } from '../../bff/src/platform/crypto/id.ts'
import { prepareIdempotencyKeys } from '../../bff/src/platform/db/idempotency.ts'
import { connectDatabase, durable, majorityRead } from '../../bff/src/platform/db/index.ts'
import { outboxEntry } from '../../bff/src/platform/events/outbox.ts'
import { listen } from '../../bff/src/platform/http/server.ts'
import { createLog } from '../../bff/src/platform/log/index.ts'
import type { PaymentFacts } from '../../bff/src/ports/pay.ts'
import { bareReceipts } from './bare-receipt.ts'
import { answerBench } from './measured.ts'
import { plantCampaign } from './planted.ts'

// What the same gifts cost with nothing but Koa and the driver: the same documents with the same write concern in the same
// number of round trips, and the signatures WeChat Pay demands; no validation, session check, limits, audit or logs.
const env = (name: string) => process.env[name] ?? ''
const db = await connectDatabase(env('MONGODB_URI'), env('MONGODB_DB'))
const merchantKey = createPrivateKey(readFileSync(env('WECHAT_PAY_MERCHANT_KEY_FILE'), 'utf8'))
const apiV3Key = Buffer.from(env('WECHAT_PAY_API_V3_KEY'))
const agent = new Agent({ keepAlive: true })
const gifts = db.collection<GiftDocument>('gifts')
const notices = db.collection<NoticeDocument>('payment_notices')
const journals = db.collection<{ _id: string }>('journals')
const keys = db.collection<{ _id: string }>('idempotency_keys')
const [sessions, accounts, campaigns, charities, rollups] = ['sessions', 'accounts', 'campaigns', 'charities', 'ledger_rollups'].map(
  (name) => db.collection<{ _id: string }>(name),
)
const [sp, sub, appId, campaignId, charityId] = [env('WECHAT_PAY_SP_MCHID'), '1900006511', env('WECHAT_APP_ID'), 'cmp_bench', 'chr_bench']

async function bodyOf(context: Context): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of context.req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function signed(...parts: string[]): string {
  return sign('RSA-SHA256', Buffer.from(parts.map((part) => `${part}\n`).join('')), merchantKey).toString('base64')
}

function order(gift: GiftDocument): Promise<{ prepay_id: string }> {
  const path = '/v3/pay/partner/transactions/jsapi'
  const body = JSON.stringify({
    sp_appid: appId,
    sp_mchid: sp,
    sub_mchid: sub,
    description: `捐赠 ${gift.projectTitle}`,
    out_trade_no: gift._id,
    time_expire: gift.payBefore.toISOString(),
    notify_url: 'http://127.0.0.1/',
    amount: { total: gift.amountFen, currency: 'CNY' },
    payer: { sp_openid: 'openid' },
  })
  const [timestamp, nonce] = [Math.floor(Date.now() / 1000).toString(), randomBytes(16).toString('hex')]
  const token = `mchid="${sp}",nonce_str="${nonce}",timestamp="${timestamp}",signature="${signed('POST', path, timestamp, nonce, body)}"`
  return new Promise((resolve, reject) => {
    const call = request(`${env('WECHAT_PAY_API_BASE')}${path}`, {
      method: 'POST',
      agent,
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        Authorization: `WECHATPAY2-SHA256-RSA2048 ${token}`,
      },
    })
    call.once('error', reject)
    call.once('response', async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as { prepay_id: string })
    })
    call.end(body)
  })
}

async function createGift(context: Context): Promise<void> {
  const { accountId, key, amountFen } = JSON.parse((await bodyOf(context)).toString('utf8')) as Record<string, string> & {
    amountFen: number
  }
  const seed = `${accountId}|${key}`
  await Promise.all([sessions?.findOne({ _id: seed }), accounts?.findOne({ _id: seed })])
  const now = new Date()
  await keys.insertOne(
    {
      _id: seed,
      fingerprint: seed,
      state: 'running',
      lock: newId('turn'),
      lockedUntil: now,
      status: null,
      answer: null,
      createdAt: now,
    } as {
      _id: string
    },
    durable,
  )
  await campaigns?.findOne({ _id: campaignId })
  await charities?.findOne({ _id: charityId })
  const gift: GiftDocument = {
    _id: derivedId('GY', seed),
    donorId: accountId ?? '',
    campaignId,
    charityId,
    codeId: null,
    amountFen,
    anonymous: true,
    donorName: null,
    projectTitle: '独居老人午餐',
    charityName: '测量用慈善组织',
    venueName: null,
    channel: 'jsapi',
    subMchid: sub,
    payerIp: null,
    state: 'awaiting',
    payBefore: new Date(now.getTime() + 1_800_000),
    paidAt: null,
    transactionId: null,
    checks: 0,
    nextCheckAt: new Date(now.getTime() + 600_000),
    rev: 0,
    createdAt: now,
    history: [{ at: now, to: 'awaiting', why: 'ordered' }],
  }
  await gifts.insertOne(gift, durable)
  await accounts?.findOne({ _id: seed })
  const { prepay_id } = await order(gift)
  const [timeStamp, nonceStr] = [Math.floor(Date.now() / 1000).toString(), randomBytes(16).toString('hex')]
  const paySign = signed(appId, timeStamp, nonceStr, `prepay_id=${prepay_id}`)
  const answer = JSON.stringify({
    gift,
    payment: { appId, timeStamp, nonceStr, package: `prepay_id=${prepay_id}`, signType: 'RSA', paySign },
  })
  await keys.updateOne({ _id: seed }, { $set: { state: 'done', status: 201, answer } }, durable)
  context.status = 201
  context.type = 'application/json'
  context.body = answer
}

async function settle(notice: NoticeDocument): Promise<void> {
  const { facts } = notice
  const gift = await gifts.findOne({ _id: facts.outTradeNo }, majorityRead)
  if (!gift || facts.transactionId === null) throw new Error('the bench pays only what it ordered')
  const now = new Date()
  const { transactionId } = facts
  const paid = { charityId, campaignId, codeId: null, outTradeNo: gift._id, spMchid: sp, transactionId, amountFen: gift.amountFen }
  const { key, ...journal } = giftPaidJournal({ ...paid, paidAt: now, source: 'notice' }, now)
  const event = outboxEntry('gift.paid', now, { outTradeNo: gift._id, campaignId, amountFen: gift.amountFen })
  await journals.insertOne({ _id: key, ...journal, outbox: [event] } as { _id: string }, durable)
  await rollups?.deleteMany({ _id: { $in: [`campaignId:${campaignId}`] }, upTo: { $gte: now } }, durable)
  await gifts.findOneAndUpdate(
    { _id: gift._id, state: 'awaiting' },
    { $set: { state: 'paid', nextCheckAt: null, paidAt: now, transactionId }, $push: { history: { at: now, to: 'paid', why: 'notice' } } },
    { returnDocument: 'after', ...durable },
  )
  await notices.updateOne({ _id: notice._id }, { $set: { state: 'processed', outcome: 'posted' } }, durable)
  // As ours with its relay; ours without one leaves the receipt to another process, and so does its peer.
  await receipts?.follow(gift._id)
}

async function receiveNotice(context: Context): Promise<void> {
  const raw = await bodyOf(context)
  const { id, event_type, resource } = JSON.parse(raw.toString('utf8')) as {
    id: string
    event_type: string
    resource: { ciphertext: string; nonce: string; associated_data: string }
  }
  const bytes = Buffer.from(resource.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, Buffer.from(resource.nonce), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(resource.associated_data)).setAuthTag(bytes.subarray(-16))
  const plain = JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8'))
  const facts: PaymentFacts = {
    outTradeNo: plain.out_trade_no,
    transactionId: plain.transaction_id,
    state: plain.trade_state,
    spMchid: plain.sp_mchid,
    subMchid: plain.sub_mchid,
    spAppid: plain.sp_appid,
    amountFen: plain.amount.total,
    payerTotalFen: plain.amount.payer_total,
    currency: plain.amount.currency,
    paidAt: new Date(plain.success_time),
  }
  const now = new Date()
  const notice: NoticeDocument = {
    _id: id,
    receivedAt: now,
    eventType: event_type,
    raw,
    facts,
    state: 'received',
    outcome: null,
    nextTryAt: new Date(now.getTime() + 600_000),
    tries: 0,
  }
  await notices.insertOne(notice, durable)
  settle(notice).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    process.exit(1)
  })
  context.status = 204
}

const receipts = env('BENCH_RECEIPTS') === '1' ? await bareReceipts(db) : null
await prepareIdempotencyKeys(db)
await createGivingStore(db).prepare()
await createLedgerStore({ db, log: createLog('silent'), clock: systemClock }).prepare()
await db.ensureIndexes('journals', [{ key: { 'outbox.at': 1 }, sparse: true, serves: "the relay's sweep, which ours has too" }])
await plantCampaign(db, async ({ type, ...line }) => {
  if (type === 'charity' || type === 'campaign') {
    const { id, ...fields } = line as { id: string }
    await db.collection<{ _id: string }>(type === 'charity' ? 'charities' : 'campaigns').insertOne({ _id: id, ...fields })
  }
})

const app = new Koa()
app.use((context) => (context.path === '/notices' ? receiveNotice(context) : createGift(context)))
const listening = await listen(app, '127.0.0.1', 0)
answerBench({ url: listening.url, campaignId, subMchid: sub }, async () => {
  await listening.close()
  await db.close()
})
