import { randomInt, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { suspenseJournal } from '../../src/features/donation/ledger/domain.ts'
import { guestH5, key } from '../actors.ts'
import { campaignBody, dayFromToday, venueBody } from '../bodies.ts'
import { banked, booksOf, tookOver } from '../books.ts'
import { decideMatching, recordMatching, recordPayment } from '../companies.ts'
import { standingDifference } from '../differences.ts'
import { endedCampaign, progressBody, reportBody } from '../disclosure.ts'
import { bookedDaysAgo, bookedGift, refundsOf } from '../refunds.ts'
import { reviewAt } from '../review.ts'
import { streetAt } from '../street.ts'
import { startTeam, teamBecomes } from '../teams.ts'
import type { World } from './world.ts'

/** Makes things of the own charity for the matrix, new for every try. */
export function ownDonation({ app, place, owner, finance, editor, bureau }: World) {
  const street = streetAt(app, place, owner)
  const way = reviewAt(place, editor, bureau)
  const ownCampaign = async (state: 'draft' | 'published') => {
    const id = `cmp_${randomUUID()}`
    await app.app.donation.loadFeedLine({ type: 'campaign', id, state, ...campaignBody(place.charityId), coverPictureId: null }, () =>
      Buffer.alloc(0),
    )
    return id
  }
  const ownCode = async () => {
    const id = randomUUID().replaceAll('-', '').slice(0, 12)
    const venueId = `ven_${randomUUID()}`
    await app.app.donation.loadFeedLine({ type: 'venue', id: venueId, ...venueBody() }, () => Buffer.alloc(0))
    await app.app.donation.loadFeedLine(
      { type: 'code', id, campaignId: place.campaignId, venueId, expiresOn: dayFromToday(10), state: 'active', reason: null },
      () => Buffer.alloc(0),
    )
    return { id, venueId }
  }
  const ownPost = () => owner.call('createProgressPost', { body: progressBody(place.projectId), idempotencyKey: key() })
  const ownReport = async () =>
    owner.call('createReport', { body: reportBody('campaign_final', await endedCampaign(app, place)), idempotencyKey: key() })
  const ownRequest = async () => refundsOf(app).request(finance, (await bookedGift(app, place))._id, 100)
  const ownBankRefund = async () =>
    refundsOf(app).decide(owner, await refundsOf(app).request(finance, (await bookedDaysAgo(app, place, 400))._id, 100))
  const ownDay = async () =>
    (await finance.call('runReconciliation', { body: { charityId: place.charityId, date: dayFromToday(-4) }, idempotencyKey: key() })).id
  const ownDifference = async (state: 'open' | 'explained') => {
    const { _id } = await standingDifference(app, place, await ownDay(), state)
    return _id
  }
  const ownMatching = async (state: 'recorded' | 'confirmed') => {
    const recorded = await recordMatching(finance, place)
    return state === 'recorded' ? recorded : decideMatching(owner, recorded)
  }
  const ownMatchingPayment = async () => recordPayment(finance, (await ownMatching('confirmed')).id, 100)
  const ownTeam = async () => {
    const starter = await guestH5(app)
    return teamBecomes(starter, await startTeam(starter, place), 'in_review')
  }
  /** A campaign whose automatic thanks did not get through to somebody. */
  const ownUnthanked = async () => {
    const campaignId = await ownCampaign('published')
    await owner.call('setAutomaticThanks', { params: { campaignId }, body: { rev: 0, enabled: true, text: '{{称呼}}，谢谢您。' } })
    await app.db
      .collection<{ _id: string; mailingId: string; state: string }>('mailing_deliveries')
      .insertOne({ _id: randomUUID(), mailingId: `auto_${campaignId}`, state: 'failed' })
    await app.db.collection<{ _id: string }>('mailings').updateOne({ _id: `auto_${campaignId}` }, { $set: { 'counts.failed': 1 } })
    return campaignId
  }
  const ownReportFile = async (body: Uint8Array) =>
    (await owner.call('uploadReportFile', { body, contentType: 'application/pdf', idempotencyKey: key() })).id
  /** A campaign on the charity's own site, of before the review. */
  const ownUnconfirmed = async () => {
    const campaignId = await ownCampaign('published')
    await app.db.collection<{ _id: string }>('campaigns').updateOne({ _id: campaignId }, { $set: { channel: 'own_site' } })
    return campaignId
  }
  const ownInvite = async () => (await owner.call('createPatrolInvite', { body: { label: '王老师' }, idempotencyKey: key() })).id
  async function charityAgain() {
    const found = await app.db.collection<{ _id: string; rev: number }>('charities').findOne({ _id: place.charityId })
    if (!found) throw new Error('the charity is there')
    const { _id, demo: _demo, createdAt: _createdAt, ...fields } = found as typeof found & { demo: boolean; createdAt: Date }
    return fields
  }

  /** An accepted bank refund with money for it. */
  const ownPayableRefund = async () => {
    await banked(app, place, 100)
    return ownBankRefund()
  }
  const books = () => booksOf(place)
  const ownSpending = async (state: 'requested' | 'approved' | 'reversing') => {
    await Promise.all([banked(app, place, 100), tookOver(app, place, 100)])
    const asked = await books().request(finance)
    if (state === 'requested') return asked
    const approved = await books().decide(owner, asked)
    if (state === 'approved') return approved
    const params = { disbursementId: approved.id }
    return finance.call('requestReversal', { params, body: { rev: approved.rev, reason: '记重了' }, idempotencyKey: key() })
  }
  const ownSettlement = async (state: 'requested' | 'confirmed' | 'reversing' = 'requested') => {
    await bookedGift(app, place)
    const asked = await books().settle(finance)
    if (state === 'requested') return asked
    const params = { settlementId: asked.id }
    const { rev } = await owner.call('decideSettlement', { params, body: { rev: asked.rev, approve: true, note: '一致' } })
    if (state === 'confirmed') return { ...asked, rev }
    return finance.call('requestSettlementReversal', { params, body: { rev, reason: '金额记错' }, idempotencyKey: key() })
  }
  /** A campaign of its own that ended with something left. */
  const ownEndedCampaign = async () => {
    const campaignId = await ownCampaign('published')
    await tookOver(app, { ...place, campaignId }, 100)
    await owner.call('closeCampaign', { params: { campaignId }, body: { rev: 0 } })
    return campaignId
  }
  const surplusBody = async () => ({
    campaignId: await ownEndedCampaign(),
    toCampaignId: place.campaignId,
    basis: 'surplus_plan' as const,
    filedChange: null,
    note: '继续用于独居老人午餐',
  })
  /** A month long over, with one journal in it and nothing in the way. */
  const longAgo = '2019-05'
  async function ownMonth(state: 'open' | 'requested') {
    await app.db.collection('month_closings').deleteMany({})
    const postedAt = new Date('2019-05-20T04:00:00Z')
    await app.db
      .collection<{ _id: string }>('journals')
      .updateOne({ _id: 'suspense:long-ago' }, { $setOnInsert: { ...longAgoJournal(), postedAt } }, { upsert: true })
    const params = { charityId: place.charityId, month: longAgo }
    if (state === 'requested') await finance.call('requestClosing', { params, idempotencyKey: key() })
    return params
  }
  const longAgoJournal = () => {
    const { key: _key, ...rest } = suspenseJournal(
      { charityId: place.charityId, caseId: 'long-ago', amountFen: 1, direction: 'arrived' },
      new Date(0),
    )
    return { ...rest, outbox: [] }
  }
  /** Files are known again by their content, so each try brings its own. */
  const freshPicture = () =>
    sharp({ create: { width: 4, height: 4, channels: 3, background: { r: randomInt(256), g: randomInt(256), b: randomInt(256) } } })
      .png()
      .toBuffer()
  return {
    street,
    way,
    freshPicture,
    ownCampaign,
    ownCode,
    ownPost,
    ownReport,
    ownRequest,
    ownBankRefund,
    ownDay,
    ownDifference,
    ownMatching,
    ownMatchingPayment,
    ownTeam,
    ownInvite,
    ownUnthanked,
    ownUnconfirmed,
    ownReportFile,
    charityAgain,
    ownPayableRefund,
    books,
    ownSpending,
    ownSettlement,
    surplusBody,
    ownMonth,
  }
}
