import { createHash } from 'node:crypto'
import type { FeedLine } from '@minsheng/shared/contracts/feed'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../platform/crypto/id.ts'
import type { createBooks } from './books.ts'
import type { CampaignStore } from './campaign/store.ts'
import type { CharityStore } from './charity/store.ts'
import type { CodeStore } from './code/store.ts'
import type { GivingStore } from './giving/store.ts'
import { giftPaidJournal } from './ledger/domain.ts'
import type { LedgerStore } from './ledger/store.ts'
import type { DisbursementDocument } from './spending/store.ts'
import { redrawVoucher } from './spending/voucher/redraw.ts'

export type MoneyLine = Extract<FeedLine, { type: 'gift' | 'settlement' | 'disbursement' | 'surplus' }>
type Line<T extends MoneyLine['type']> = Extract<MoneyLine, { type: T }>

/** Instants of the feed: the day a line tells of, never later than now. */
function datedClock(clock: Clock) {
  let told: Date | null = null
  return {
    now: () => (told === null || told > clock.now() ? clock.now() : told),
    at(date: string | undefined, hour = 10) {
      told = date === undefined ? null : new Date(`${date}T${hour.toString().padStart(2, '0')}:00:00+08:00`)
    },
  }
}

/**
 * Loads demo money through the same desks as people's, each line on its own day, so that the books are what their
 * invariants say and have days that are over and sealed; harmless to repeat.
 */
export function createMoneyLoader(parts: {
  campaigns: CampaignStore
  charities: CharityStore
  gifts: GivingStore
  codes: CodeStore
  ledger: LedgerStore
  /** The desks, going by a clock of the loader's. */
  booksAt: (clock: Clock) => ReturnType<typeof createBooks>
  spMchid: string
  clock: Clock
}) {
  const { campaigns, charities, codes, gifts, ledger, spMchid } = parts
  const clock = datedClock(parts.clock)
  const books = parts.booksAt(clock)

  async function withCharity(campaignId: string) {
    const campaign = await campaigns.get(campaignId)
    const charity = campaign && (await charities.get(campaign.charityId))
    if (!campaign || !charity) throw new Error(`campaign ${campaignId} is not loaded`)
    return { campaign, charity }
  }

  async function loadGift(line: Line<'gift'>): Promise<void> {
    const { campaign, charity } = await withCharity(line.campaignId)
    const code = line.codeId === undefined ? null : await codes.get(line.codeId)
    const venue = code && (await codes.venue(code.venueId))
    clock.at(line.paidOn, line.hour)
    const paidAt = clock.now()
    const gift = await gifts.insertGift({
      _id: line.id,
      donorId: line.donorId ?? 'acc_demo',
      campaignId: campaign._id,
      charityId: charity._id,
      codeId: code?._id ?? null,
      amountFen: line.amountFen,
      anonymous: line.donorName === null,
      donorName: line.donorName,
      projectTitle: campaign.title,
      charityName: charity.name,
      venueName: venue?.name ?? null,
      channel: 'jsapi',
      subMchid: charity.subMchid ?? '',
      payerIp: null,
      state: 'paid',
      payBefore: paidAt,
      paidAt,
      transactionId: line.transactionId,
      checks: 0,
      nextCheckAt: null,
      rev: 0,
      createdAt: paidAt,
      history: [{ at: paidAt, to: 'paid', why: 'demo' }],
    })
    const facts = { ...gift, outTradeNo: gift._id, transactionId: line.transactionId, paidAt, spMchid, source: 'notice' as const }
    await ledger.post(giftPaidJournal(facts, paidAt))
  }

  async function loadSettlement(line: Line<'settlement'>): Promise<void> {
    const charity = await charities.get(line.charityId)
    if (!charity) throw new Error(`charity ${line.charityId} is not loaded`)
    clock.at(line.settledOn)
    const { settledOn, reference, clearedFen, feeFen, bankReceiptNumber } = line
    const { desk } = books.settlement
    const asked = await desk.request(
      charity,
      { kind: 'payout', settledOn, reference, clearedFen, feeFen, bankReceiptNumber },
      line.requestedBy,
      line.id,
    )
    if (asked.state === 'requested') await desk.decide(asked, { rev: asked.rev, approve: true, note: '与银行回单一致' }, line.decidedBy)
  }

  async function loadDisbursement(line: Line<'disbursement'>, readFile: (file: string) => Buffer): Promise<void> {
    const { store, vouchers, desk } = books.spending
    const approve = (asked: DisbursementDocument) => desk.decide(asked, { rev: asked.rev, approve: true, note: line.note }, line.decidedBy)
    const made = await store.get(derivedId('DB', line.id))
    if (made) {
      clock.at(line.spentOn)
      if (made.state === 'requested') await approve(made)
      return
    }
    clock.at(line.spentOn)
    const of = await withCharity(line.campaignId)
    const kept = await Promise.all(
      line.vouchers.map(async ({ file, ...fields }) => {
        const upload = readFile(file)
        const { content, contentType } = await redrawVoucher(upload)
        const fileId = derivedId('vch', `${line.id}|${file}`)
        const sha256 = createHash('sha256').update(upload).digest('hex')
        const facts = { charityId: of.charity._id, sha256, contentType, bytes: content.length, uploadedBy: line.requestedBy }
        await vouchers.put({ _id: fileId, ...facts, createdAt: clock.now() }, content)
        return { ...fields, fileId }
      }),
    )
    const { type: _, id, requestedBy, decidedBy: _d, note: _n, ...fields } = line
    await approve(await desk.request(of, { ...fields, vouchers: kept }, requestedBy, id))
  }

  async function loadSurplus(line: Line<'surplus'>): Promise<void> {
    clock.at(line.on)
    const { campaignId, toCampaignId, note } = line
    const asked = await books.surplusDesk.request(
      await withCharity(campaignId),
      { campaignId, toCampaignId, basis: 'surplus_plan', filedChange: null, note },
      line.requestedBy,
      line.id,
    )
    if (asked.state === 'requested')
      await books.surplusDesk.decide(asked, { rev: asked.rev, approve: true, note: '符合募捐方案的结余办法' }, line.decidedBy)
  }

  return (line: MoneyLine, readFile: (file: string) => Buffer): Promise<void> => {
    switch (line.type) {
      case 'gift':
        return loadGift(line)
      case 'settlement':
        return loadSettlement(line)
      case 'disbursement':
        return loadDisbursement(line, readFile)
      case 'surplus':
        return loadSurplus(line)
    }
  }
}
