import { randomInt, randomUUID } from 'node:crypto'
import { fillPath } from '@minsheng/shared/client'
import { donationContract } from '@minsheng/shared/contracts/donation'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../testing/app.ts'
import { campaignBody, charityBody, charityProjectBody, dayFromToday, venueBody } from '../../../testing/bodies.ts'
import { banked, booksOf, tookOver } from '../../../testing/books.ts'
import { decideMatching, matchingBody, recordMatching, recordPayment } from '../../../testing/companies.ts'
import { standingDifference } from '../../../testing/differences.ts'
import { campaignWith, endedCampaign, progressBody, reportBody, reportWords } from '../../../testing/disclosure.ts'
import { type District, district } from '../../../testing/district.ts'
import { pastGift } from '../../../testing/gifts.ts'
import { lettersOf } from '../../../testing/letters.ts'
import { bookedDaysAgo, bookedGift, refundsOf } from '../../../testing/refunds.ts'
import { reviewAt } from '../../../testing/review.ts'
import { streetAt } from '../../../testing/street.ts'
import { startTeam, teamBecomes } from '../../../testing/teams.ts'
import { suspenseJournal } from './ledger/domain.ts'

let app: TestApp
let place: District
let elsewhere: District
let picture: Buffer
let finance: SignedIn
let owner: SignedIn
let way: ReturnType<typeof reviewAt>
const PDF = Buffer.from('%PDF-1.4\n%%EOF')
let street: ReturnType<typeof streetAt>
const people = ['signedOut', 'visitor', 'auditor', 'bureau', 'administrator', 'owner', 'otherOwner', 'finance', 'editor'] as const
type Person = (typeof people)[number]
const tokens = {} as Record<Person, string | null>

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  elsewhere = await district(app)
  picture = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  tokens.signedOut = null
  tokens.visitor = (await guestH5(app)).token
  for (const role of ['auditor', 'bureau', 'administrator'] as const) tokens[role] = (await staff(app, [role])).token
  finance = await staff(app, ['charity_finance'], place.charityId)
  owner = await staff(app, ['charity_owner'], place.charityId)
  street = streetAt(app, place, owner)
  tokens.finance = finance.token
  tokens.owner = owner.token
  const editor = await staff(app, ['charity_editor'], place.charityId)
  tokens.editor = editor.token
  way = reviewAt(place, editor, await staff(app, ['bureau']))
  tokens.otherOwner = (await staff(app, ['charity_owner'], elsewhere.charityId)).token
})
afterAll(() => app.close())

interface Sent {
  query?: Record<string, unknown>
  params?: Record<string, string>
  body?: unknown
}
/** Something of the own charity's that the operation will do its work on, new for every try. */
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

const desk: readonly Person[] = ['auditor', 'bureau', 'administrator', 'owner', 'otherOwner', 'finance', 'editor']
const ofOwnCharity: readonly Person[] = ['auditor', 'bureau', 'administrator', 'owner', 'finance', 'editor']
const readsBooks: readonly Person[] = ['auditor', 'bureau', 'administrator', 'owner', 'finance']
const running: readonly Person[] = ['owner', 'editor']
/** Files are known again by their content, so each try brings its own. */
const freshPicture = () =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: { r: randomInt(256), g: randomInt(256), b: randomInt(256) } } })
    .png()
    .toBuffer()
const none = async (): Promise<Sent> => ({})

const staffOperations = Object.entries(donationContract).filter(([, operation]) => operation.audience === 'staff')
type StaffOperation = {
  [N in keyof typeof donationContract]: (typeof donationContract)[N]['audience'] extends 'staff' ? N : never
}[keyof typeof donationContract]

/** Who may; everyone else is refused. `satisfies` and the test below both fail when an operation has no row. */
const matrix = {
  listCharities: [desk, none],
  createCharity: [['bureau', 'administrator'], async () => ({ body: charityBody() })],
  updateCharity: [
    ['bureau', 'administrator', 'owner'],
    async () => ({ params: { charityId: place.charityId }, body: await charityAgain() }),
  ],
  listCampaigns: [desk, none],
  getCampaign: [ofOwnCharity, async () => ({ params: { campaignId: place.campaignId } })],
  createCampaign: [running, async () => ({ body: campaignBody(place.charityId) })],
  updateCampaign: [
    running,
    async () => ({ params: { campaignId: await ownCampaign('draft') }, body: { rev: 0, campaign: campaignBody(place.charityId) } }),
  ],
  listCharityProjects: [desk, none],
  createCharityProject: [running, async () => ({ body: charityProjectBody(place.charityId) })],
  updateCharityProject: [
    running,
    async () => ({ params: { projectId: (await way.project()).id }, body: { rev: 0, project: charityProjectBody(place.charityId) } }),
  ],
  closeCharityProject: [running, async () => ({ params: { projectId: (await way.project()).id }, body: { rev: 0 } })],
  submitCampaign: [running, async () => ({ params: { campaignId: (await way.draft()).id }, body: { rev: 0 } })],
  withdrawCampaign: [
    running,
    async () => {
      const { id, rev } = await way.submit(await way.draft())
      return { params: { campaignId: id }, body: { rev } }
    },
  ],
  decideCampaign: [
    ['bureau', 'administrator'],
    async () => {
      const { id, rev } = await way.submit(await way.draft())
      return { params: { campaignId: id }, body: { decision: 'return', rev, reasons: [{ field: 'use', reason: '请写清楚' }], note: null } }
    },
  ],
  correctCampaign: [
    running,
    async () => ({
      params: { campaignId: await ownCampaign('published') },
      body: { rev: 0, field: 'story', text: '入冬后把棉被送到门口。', note: '写错了时间' },
    }),
  ],
  requestCampaignChange: [
    running,
    async () => ({
      params: { campaignId: await ownCampaign('published') },
      body: { rev: 0, field: 'use', text: '棉被和电热毯', note: '老人更需要', filingNumber: null },
    }),
  ],
  decideCampaignChange: [
    ['bureau', 'administrator'],
    async () => {
      const campaignId = await ownCampaign('published')
      const body = { rev: 0, field: 'use' as const, text: '棉被和电热毯', note: '老人更需要', filingNumber: null }
      const { rev, changes } = await owner.call('requestCampaignChange', { params: { campaignId }, body })
      return { params: { campaignId, changeId: changes[0]?.id ?? '' }, body: { rev, approve: false, note: '备案还没有改' } }
    },
  ],
  listProgressPosts: [desk, none],
  createProgressPost: [running, async () => ({ body: progressBody(place.projectId) })],
  updateProgressPost: [
    running,
    async () => ({ params: { postId: (await ownPost()).id }, body: { rev: 0, post: progressBody(place.projectId) } }),
  ],
  publishProgressPost: [running, async () => ({ params: { postId: (await ownPost()).id }, body: { rev: 0 } })],
  correctProgressPost: [
    running,
    async () => {
      const { id } = await ownPost()
      const { rev } = await owner.call('publishProgressPost', { params: { postId: id }, body: { rev: 0 } })
      return { params: { postId: id }, body: { rev, title: '第一批送到了', text: '送了 21 户。', note: '少写了一户' } }
    },
  ],
  listDuties: [desk, none],
  listReports: [desk, none],
  createReport: [running, async () => ({ body: reportBody('campaign_final', await endedCampaign(app, place)) })],
  updateReport: [running, async () => ({ params: { reportId: (await ownReport()).id }, body: { rev: 0, ...reportWords } })],
  publishReport: [['owner'], async () => ({ params: { reportId: (await ownReport()).id }, body: { rev: 0 } })],
  correctReport: [
    ['owner'],
    async () => {
      const { id } = await ownReport()
      const { rev } = await owner.call('publishReport', { params: { reportId: id }, body: { rev: 0 } })
      return { params: { reportId: id }, body: { rev, text: '共送出 121 份。', note: '少写了一份' } }
    },
  ],
  uploadReportFile: [['owner', 'otherOwner', 'editor'], async () => ({ body: PDF })],
  closeCampaign: [running, async () => ({ params: { campaignId: await ownCampaign('published') }, body: { rev: 0 } })],
  uploadPicture: [['bureau', 'administrator', 'owner', 'otherOwner', 'finance', 'editor'], async () => ({ body: picture })],
  listVenues: [desk, none],
  createVenue: [['bureau', 'administrator', 'owner', 'otherOwner', 'editor'], async () => ({ body: venueBody() })],
  placeVenue: [
    ['bureau', 'administrator', 'owner', 'otherOwner', 'editor'],
    async () => {
      const { venueId } = await ownCode()
      return { params: { venueId }, body: { rev: 0, position: { lat: 30.25, lng: 120.17, datum: 'wgs84' } } }
    },
  ],
  getCodeSheet: [ofOwnCharity, async () => ({ params: { codeId: place.codeId }, query: { paper: 'A6', format: 'svg' } })],
  // Whoever has no code at the venue gets none: a refusal of state, not of right.
  getCodeSheets: [
    desk.filter((person) => person !== 'otherOwner'),
    async () => ({ query: { venueId: place.venueId, paper: 'A6', format: 'svg' } }),
  ],
  listVenueStatistics: [desk, none],
  getVenueStatistics: [ofOwnCharity, async () => ({ params: { venueId: place.venueId } })],
  listPatrolInvites: [desk, none],
  createPatrolInvite: [['owner', 'otherOwner', 'editor'], async () => ({ body: { label: '王老师' } })],
  revokePatrolInvite: [running, async () => ({ params: { inviteId: await ownInvite() } })],
  listPatrolVolunteers: [desk, none],
  endPatrolVolunteer: [running, async () => ({ params: { volunteerId: (await street.volunteer()).id }, body: { rev: 1 } })],
  listPatrols: [desk, none],
  getPatrolPhoto: [ofOwnCharity, async () => ({ params: { photoId: await street.photo() } })],
  listCodeAlarms: [desk, none],
  countCodeAlarms: [desk, none],
  takeCodeAlarm: [
    ['bureau', 'administrator', 'owner', 'editor'],
    async () => ({ params: { alarmId: await street.alarm() }, body: { rev: 0 } }),
  ],
  pauseAlarmedCode: [
    ['bureau', 'administrator', 'owner', 'editor'],
    async () => ({ params: { alarmId: await street.alarm() }, body: { rev: 0, reason: '码可能被换' } }),
  ],
  closeCodeAlarm: [
    ['bureau', 'administrator', 'owner', 'editor'],
    async () => ({ params: { alarmId: await street.alarm() }, body: { rev: 0, result: 'real', note: '已撕下假码' } }),
  ],
  listCodes: [desk, none],
  getCode: [ofOwnCharity, async () => ({ params: { codeId: place.codeId } })],
  createCode: [
    running,
    async () => ({ body: { campaignId: await ownCampaign('published'), venueId: place.venueId, expiresOn: dayFromToday(10) } }),
  ],
  changeCodeState: [
    ['bureau', 'administrator', 'owner', 'editor'],
    async () => ({ params: { codeId: (await ownCode()).id }, body: { rev: 0, to: 'paused', reason: '换展板' } }),
  ],
  getCodeImage: [ofOwnCharity, async () => ({ params: { codeId: place.codeId } })],
  listGifts: [desk, none],
  exportGifts: [['auditor', 'bureau', 'owner', 'otherOwner', 'finance'], none],
  listPaymentCases: [['auditor', 'bureau', 'administrator', 'owner', 'otherOwner', 'finance'], none],
  listRefunds: [['auditor', 'bureau', 'administrator', 'owner', 'otherOwner', 'finance'], none],
  requestRefund: [
    ['finance'],
    async () => ({ params: { giftId: (await bookedGift(app, place))._id }, body: { amountFen: 100, reason: '重复捐了一笔' } }),
  ],
  decideRefund: [
    ['owner'],
    async () => ({ params: { refundId: (await ownRequest()).id }, body: { rev: 0, approve: false, note: '未核实到捐赠人' } }),
  ],
  recordBankRefund: [
    ['finance'],
    async () => {
      const { id, rev } = await ownPayableRefund()
      return { params: { refundId: id }, body: { rev, paidOn: dayFromToday(0), voucherNumber: '银回单 20260001' } }
    },
  ],
  requestRefundWithdrawal: [
    ['finance'],
    async () => {
      const { id, rev } = await ownBankRefund()
      return { params: { refundId: id }, body: { rev, reason: '捐赠人不用退了' } }
    },
  ],
  decideRefundWithdrawal: [
    ['owner'],
    async () => {
      const { id, rev } = await ownBankRefund()
      const params = { refundId: id }
      const asked = await finance.call('requestRefundWithdrawal', { params, body: { rev, reason: '不用退了' }, idempotencyKey: key() })
      return { params, body: { rev: asked.rev, approve: true, note: '已电话核实' } }
    },
  ],
  uploadVoucher: [['finance'], async () => ({ body: await freshPicture() })],
  getCampaignFunds: [readsBooks, async () => ({ params: { campaignId: place.campaignId } })],
  listDisbursements: [['auditor', 'bureau', 'administrator', 'owner', 'otherOwner', 'finance'], none],
  getDisbursement: [readsBooks, async () => ({ params: { disbursementId: (await ownSpending('requested')).id } })],
  requestDisbursement: [['finance'], async () => ({ body: books().fields((await books().upload(finance)).id) })],
  decideDisbursement: [
    ['owner'],
    async () => {
      const { id, rev } = await ownSpending('requested')
      return { params: { disbursementId: id }, body: { rev, approve: true, note: '票据齐全' } }
    },
  ],
  requestReversal: [
    ['finance'],
    async () => {
      const { id, rev } = await ownSpending('approved')
      return { params: { disbursementId: id }, body: { rev, reason: '记重了' } }
    },
  ],
  decideReversal: [
    ['owner'],
    async () => {
      const { id, rev } = await ownSpending('reversing')
      return { params: { disbursementId: id }, body: { rev, approve: true, note: '确认记重' } }
    },
  ],
  changeSpendingPicture: [
    ['bureau', 'owner', 'finance'],
    async () => {
      const { id, rev } = await ownSpending('requested')
      return { params: { disbursementId: id }, body: { rev, pictureId: null } }
    },
  ],
  readVoucher: [
    readsBooks,
    async () => {
      const { id, vouchers } = await ownSpending('requested')
      return { params: { disbursementId: id, fileId: vouchers[0]?.fileId ?? '' } }
    },
  ],
  getCharityFunds: [readsBooks, async () => ({ params: { charityId: place.charityId } })],
  listSettlements: [['auditor', 'bureau', 'administrator', 'owner', 'otherOwner', 'finance'], none],
  requestSettlement: [
    ['finance'],
    async () => {
      await bookedGift(app, place)
      const [charityId, settledOn, reference] = [place.charityId, dayFromToday(0), randomUUID()]
      return { body: { charityId, settledOn, reference, clearedFen: 1, feeFen: 0, bankReceiptNumber: '回单 001' } }
    },
  ],
  decideSettlement: [
    ['owner'],
    async () => {
      const { id, rev } = await ownSettlement()
      return { params: { settlementId: id }, body: { rev, approve: true, note: '与银行流水一致' } }
    },
  ],
  requestSettlementReversal: [
    ['finance'],
    async () => {
      const { id, rev } = await ownSettlement('confirmed')
      return { params: { settlementId: id }, body: { rev, reason: '金额记错' } }
    },
  ],
  decideSettlementReversal: [
    ['owner'],
    async () => {
      const { id, rev } = await ownSettlement('reversing')
      return { params: { settlementId: id }, body: { rev, approve: true, note: '确认记错' } }
    },
  ],
  listSurpluses: [['auditor', 'bureau', 'administrator', 'owner', 'otherOwner', 'finance'], none],
  requestSurplus: [['finance'], async () => ({ body: await surplusBody() })],
  decideSurplus: [
    ['owner'],
    async () => {
      const { id, rev } = await finance.call('requestSurplus', { body: await surplusBody(), idempotencyKey: key() })
      return { params: { surplusId: id }, body: { rev, approve: true, note: '符合结余方案' } }
    },
  ],
  listClosings: [readsBooks, async () => ({ params: { charityId: place.charityId } })],
  getTrialBalance: [readsBooks, async () => ({ params: await ownMonth('open') })],
  exportTrialBalance: [readsBooks, async () => ({ params: await ownMonth('open') })],
  requestClosing: [['finance'], async () => ({ params: await ownMonth('open') })],
  decideClosing: [['owner'], async () => ({ params: await ownMonth('requested'), body: { rev: 1, approve: true, note: '与账簿一致' } })],
  listReconciliations: [['auditor', 'bureau', 'administrator', 'owner', 'otherOwner', 'finance'], none],
  getReconciliation: [
    ['auditor', 'bureau', 'administrator', 'owner', 'finance'],
    async () => ({ params: { reconciliationId: await ownDay() } }),
  ],
  runReconciliation: [['bureau', 'finance'], async () => ({ body: { charityId: place.charityId, date: dayFromToday(-3) } })],
  listDifferences: [['auditor', 'bureau', 'administrator', 'owner', 'otherOwner', 'finance'], none],
  resolveDifference: [
    ['finance'],
    async () => ({
      params: { differenceId: await ownDifference('open') },
      body: { rev: 0, resolution: 'not_a_gift', note: '商户号的其他收款' },
    }),
  ],
  confirmDifference: [
    ['bureau', 'owner'],
    async () => ({ params: { differenceId: await ownDifference('explained') }, body: { rev: 0, decision: 'confirm' } }),
  ],
  listDonors: [ofOwnCharity, async () => ({ query: { charityId: place.charityId } })],
  listAnonymousGifts: [ofOwnCharity, async () => ({ query: { charityId: place.charityId } })],
  listDonorGifts: [ofOwnCharity, async () => ({ params: { giftId: (await pastGift(app, place))._id } })],
  getStatistics: [ofOwnCharity, async () => ({ query: { charityId: place.charityId } })],
  exportWorkbook: [
    ['auditor', 'bureau', 'owner', 'finance'],
    async () => ({
      body: { table: 'gifts', charityId: place.charityId, campaignId: null, from: null, to: null, reason: '年度审计' },
    }),
  ],
  previewLetter: [running, async () => ({ body: lettersOf(app, place).draft('谢谢{{称呼}}') })],
  sendLetter: [
    running,
    async () => {
      await pastGift(app, place, { createdAt: new Date(Date.now() - 1_000) })
      return { body: { ...lettersOf(app, place).draft('谢谢{{称呼}}'), asOf: new Date().toISOString() } }
    },
  ],
  listLetters: [desk, none],
  getLetter: [ofOwnCharity, async () => ({ params: { letterId: await lettersOf(app, place).withFailures() } })],
  retryLetter: [running, async () => ({ params: { letterId: await lettersOf(app, place).withFailures() } })],
  getAutomaticThanks: [ofOwnCharity, async () => ({ params: { campaignId: place.campaignId } })],
  setAutomaticThanks: [
    running,
    async () => ({ params: { campaignId: await ownCampaign('published') }, body: { rev: 0, enabled: true, text: '谢谢{{称呼}}' } }),
  ],
  listMatchings: [desk, none],
  getMatching: [ofOwnCharity, async () => ({ params: { matchingId: (await ownMatching('recorded')).id } })],
  recordMatching: [['owner', 'finance', 'editor'], async () => ({ body: matchingBody(place) })],
  decideMatching: [
    ['owner'],
    async () => ({ params: { matchingId: (await ownMatching('recorded')).id }, body: { rev: 0, approve: true, note: '已核对协议' } }),
  ],
  endMatching: [
    ['owner'],
    async () => ({ params: { matchingId: (await ownMatching('confirmed')).id }, body: { rev: 1, note: '企业提前结束' } }),
  ],
  exportMatchingStatement: [ofOwnCharity, async () => ({ params: { matchingId: (await ownMatching('confirmed')).id } })],
  listMatchingPayments: [ofOwnCharity, async () => ({ params: { matchingId: (await ownMatching('confirmed')).id } })],
  recordMatchingPayment: [
    ['finance'],
    async () => ({
      params: { matchingId: (await ownMatching('confirmed')).id },
      body: { amountFen: 100, receivedOn: dayFromToday(0), bankReference: randomUUID() },
    }),
  ],
  decideMatchingPayment: [
    ['owner'],
    async () => ({ params: { paymentId: (await ownMatchingPayment()).id }, body: { rev: 0, approve: true, note: '与回单一致' } }),
  ],
  listTeams: [desk, none],
  decideTeam: [
    ['bureau', 'administrator', 'owner', 'editor'],
    async () => {
      const { id } = await ownTeam()
      return { params: { teamId: id }, body: { rev: 1, approve: true, note: '文字没有问题' } }
    },
  ],
  listMonthlyPromises: [desk, none],
} satisfies Record<StaffOperation, [readonly Person[], () => Promise<Sent>]>

async function attempt(name: string, person: Person, sent: Sent) {
  const operation = donationContract[name as StaffOperation]
  const token = tokens[person]
  const raw = Buffer.isBuffer(sent.body)
  return send(app.url, {
    method: operation.method,
    url: fillPath(operation.path, { params: sent.params, query: sent.query }),
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(sent.body === undefined
        ? {}
        : { 'Content-Type': raw ? (sent.body === PDF ? 'application/pdf' : 'image/png') : 'application/json' }),
      ...(operation.idempotency === 'key' ? { 'Idempotency-Key': key() } : {}),
    },
    body: sent.body === undefined ? undefined : raw ? (sent.body as Buffer) : JSON.stringify(sent.body),
  })
}

test('every staff operation has a row, and no row is left over', () => {
  expect(Object.keys(matrix).sort()).toEqual(staffOperations.map(([name]) => name).sort())
})

describe.each(Object.entries(matrix))('%s', (name, [allowed, prepare]) => {
  test.each(people)('%s', async (person) => {
    const answer = await attempt(name, person, await prepare())
    if (person === 'signedOut') expect(answer.status).toBe(401)
    else if (person === 'visitor') expect(answer.status).toBe(403)
    else if ((allowed as readonly Person[]).includes(person)) expect(answer.status).toBe(donationContract[name as StaffOperation].status)
    else expect(name === 'getCodeSheets' ? [403, 409] : [403, 404]).toContain(answer.status)
  })
})

describe('what a list shows', () => {
  test("a charity's people see their own charity's things alone, the bureau sees all", async () => {
    await Promise.all([pastGift(app, place), pastGift(app, elsewhere), campaignWith(app, elsewhere, {})])
    for (const name of ['listCharities', 'listCampaigns', 'listCodes', 'listGifts'] as const) {
      const of = async (person: Person) =>
        ((await attempt(name, person, { query: { limit: 100 } })).data as { items: { id: string; charityId?: string }[] }).items
      const charityOf = (item: { id: string; charityId?: string }) => (name === 'listCharities' ? item.id : item.charityId)
      if (name === 'listCodes') {
        expect((await of('owner')).map((code) => code.id)).toContain(place.codeId)
        expect((await of('otherOwner')).map((code) => code.id)).not.toContain(place.codeId)
      } else {
        for (const person of ['owner', 'finance', 'editor'] as const)
          expect((await of(person)).every((item) => charityOf(item) === place.charityId)).toBe(true)
        expect(new Set((await of('bureau')).map(charityOf)).size).toBeGreaterThan(1)
      }
    }
  })

  test('a refusal is kept in the audit log with who and what', async () => {
    await attempt('submitCampaign', 'otherOwner', { params: { campaignId: place.campaignId }, body: { rev: 0 } })
    const row = await app.db.collection('audit_log').findOne({ action: 'campaign.submit', outcome: 'refused', subject: place.campaignId })
    expect(row).not.toBeNull()
  })
})
