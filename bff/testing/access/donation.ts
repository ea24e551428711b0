import { randomUUID } from 'node:crypto'
import type { donationContract } from '@minsheng/shared/contracts/donation'
import { key } from '../actors.ts'
import { campaignBody, charityBody, charityProjectBody, dayFromToday, venueBody } from '../bodies.ts'
import { matchingBody } from '../companies.ts'
import { endedCampaign, progressBody, reportBody, reportWords } from '../disclosure.ts'
import { pastGift } from '../gifts.ts'
import { lettersOf } from '../letters.ts'
import { bookedGift } from '../refunds.ts'
import type { Rows } from './matrix.ts'
import { ownDonation } from './own-donation.ts'
import type { World } from './world.ts'

const PDF = Buffer.from('%PDF-1.4\n%%EOF')

/** 慈善捐赠: what each operation at the desk is tried with. */
export function donationRows(world: World): Rows<typeof donationContract> {
  const { app, place, owner, finance } = world
  const {
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
  } = ownDonation(world)
  const companyGift = async () => (await pastGift(app, place, { channel: 'bank', donorId: `org_${place.uscc}`, donorName: '演示公司' }))._id
  return {
    createCharity: async () => ({ body: charityBody() }),
    updateCharity: async () => ({ params: { charityId: place.charityId }, body: await charityAgain() }),
    getCampaign: async () => ({ params: { campaignId: place.campaignId } }),
    createCampaign: async () => ({ body: campaignBody(place.charityId) }),
    updateCampaign: async () => ({
      params: { campaignId: await ownCampaign('draft') },
      body: { rev: 0, campaign: campaignBody(place.charityId) },
    }),
    createCharityProject: async () => ({ body: charityProjectBody(place.charityId) }),
    updateCharityProject: async () => ({
      params: { projectId: (await way.project()).id },
      body: { rev: 0, project: charityProjectBody(place.charityId) },
    }),
    closeCharityProject: async () => ({ params: { projectId: (await way.project()).id }, body: { rev: 0 } }),
    submitCampaign: async () => ({ params: { campaignId: (await way.draft()).id }, body: { rev: 0 } }),
    withdrawCampaign: async () => {
      const { id, rev } = await way.submit(await way.draft())
      return { params: { campaignId: id }, body: { rev } }
    },
    decideCampaign: async () => {
      const { id, rev } = await way.submit(await way.draft())
      return { params: { campaignId: id }, body: { decision: 'return', rev, reasons: [{ field: 'use', reason: '请写清楚' }], note: null } }
    },
    confirmCounsel: async () => ({
      params: { campaignId: await ownUnconfirmed() },
      body: { rev: 0, counselApproval: '法意〔2026〕1号', original: true },
    }),
    correctCampaign: async () => ({
      params: { campaignId: await ownCampaign('published') },
      body: { rev: 0, field: 'story', text: '入冬后把棉被送到门口。', note: '写错了时间' },
    }),
    requestCampaignChange: async () => ({
      params: { campaignId: await ownCampaign('published') },
      body: { rev: 0, field: 'use', text: '棉被和电热毯', note: '老人更需要', filingNumber: null },
    }),
    decideCampaignChange: async () => {
      const campaignId = await ownCampaign('published')
      const body = { rev: 0, field: 'use' as const, text: '棉被和电热毯', note: '老人更需要', filingNumber: null }
      const { rev, changes } = await owner.call('requestCampaignChange', { params: { campaignId }, body })
      return { params: { campaignId, changeId: changes[0]?.id ?? '' }, body: { rev, approve: false, note: '备案还没有改' } }
    },
    createProgressPost: async () => ({ body: progressBody(place.projectId) }),
    updateProgressPost: async () => ({ params: { postId: (await ownPost()).id }, body: { rev: 0, post: progressBody(place.projectId) } }),
    publishProgressPost: async () => ({ params: { postId: (await ownPost()).id }, body: { rev: 0 } }),
    correctProgressPost: async () => {
      const { id } = await ownPost()
      const { rev } = await owner.call('publishProgressPost', { params: { postId: id }, body: { rev: 0 } })
      return { params: { postId: id }, body: { rev, title: '第一批送到了', text: '送了 21 户。', note: '少写了一户' } }
    },
    createReport: async () => ({ body: reportBody('campaign_final', await endedCampaign(app, place)) }),
    updateReport: async () => ({ params: { reportId: (await ownReport()).id }, body: { rev: 0, ...reportWords } }),
    publishReport: async () => ({ params: { reportId: (await ownReport()).id }, body: { rev: 0 } }),
    correctReport: async () => {
      const { id } = await ownReport()
      const { rev } = await owner.call('publishReport', { params: { reportId: id }, body: { rev: 0 } })
      return { params: { reportId: id }, body: { rev, text: '共送出 121 份。', note: '少写了一份' } }
    },
    readReportFile: async () => ({ params: { fileId: await ownReportFile(PDF) } }),
    uploadReportFile: async () => ({ body: PDF, contentType: 'application/pdf' }),
    closeCampaign: async () => ({ params: { campaignId: await ownCampaign('published') }, body: { rev: 0 } }),
    uploadPicture: async () => ({ body: await freshPicture(), contentType: 'image/png' }),
    createVenue: async () => ({ body: venueBody() }),
    placeVenue: async () => {
      const { venueId } = await ownCode()
      return { params: { venueId }, body: { rev: 0, position: { lat: 30.25, lng: 120.17, datum: 'wgs84' } } }
    },
    getCodeSheet: async () => ({ params: { codeId: place.codeId }, query: { paper: 'A6', format: 'svg' } }),
    getCodeSheets: {
      send: async () => ({ query: { venueId: place.venueId, paper: 'A6', format: 'svg' } }),
      // Whoever has no code at the venue gets none: a refusal of state, not of right.
      refused: [403, 409],
    },
    getVenueStatistics: async () => ({ params: { venueId: place.venueId } }),
    createPatrolInvite: async () => ({ body: { label: '王老师' } }),
    revokePatrolInvite: async () => ({ params: { inviteId: await ownInvite() } }),
    endPatrolVolunteer: async () => ({ params: { volunteerId: (await street.volunteer()).id }, body: { rev: 1 } }),
    getPatrolPhoto: async () => ({ params: { photoId: await street.photo() } }),
    takeCodeAlarm: async () => ({ params: { alarmId: await street.alarm() }, body: { rev: 0 } }),
    pauseAlarmedCode: async () => ({ params: { alarmId: await street.alarm() }, body: { rev: 0, reason: '码可能被换' } }),
    closeCodeAlarm: async () => ({ params: { alarmId: await street.alarm() }, body: { rev: 0, result: 'real', note: '已撕下假码' } }),
    getCode: async () => ({ params: { codeId: place.codeId } }),
    createCode: async () => ({ body: { campaignId: await ownCampaign('published'), venueId: place.venueId, expiresOn: dayFromToday(10) } }),
    changeCodeState: async () => ({ params: { codeId: (await ownCode()).id }, body: { rev: 0, to: 'paused', reason: '换展板' } }),
    getCodeImage: async () => ({ params: { codeId: place.codeId } }),
    requestRefund: async () => ({
      params: { giftId: (await bookedGift(app, place))._id },
      body: { amountFen: 100, reason: '重复捐了一笔' },
    }),
    decideRefund: async () => ({ params: { refundId: (await ownRequest()).id }, body: { rev: 0, approve: false, note: '未核实到捐赠人' } }),
    recordBankRefund: async () => {
      const { id, rev } = await ownPayableRefund()
      return { params: { refundId: id }, body: { rev, paidOn: dayFromToday(0), voucherNumber: '银回单 20260001' } }
    },
    requestRefundWithdrawal: async () => {
      const { id, rev } = await ownBankRefund()
      return { params: { refundId: id }, body: { rev, reason: '捐赠人不用退了' } }
    },
    decideRefundWithdrawal: async () => {
      const { id, rev } = await ownBankRefund()
      const params = { refundId: id }
      const asked = await finance.call('requestRefundWithdrawal', { params, body: { rev, reason: '不用退了' }, idempotencyKey: key() })
      return { params, body: { rev: asked.rev, approve: true, note: '已电话核实' } }
    },
    uploadVoucher: async () => ({ body: await freshPicture(), contentType: 'image/png' }),
    getCampaignFunds: async () => ({ params: { campaignId: place.campaignId } }),
    getDisbursement: async () => ({ params: { disbursementId: (await ownSpending('requested')).id } }),
    requestDisbursement: async () => ({ body: books().fields((await books().upload(finance)).id) }),
    decideDisbursement: async () => {
      const { id, rev } = await ownSpending('requested')
      return { params: { disbursementId: id }, body: { rev, approve: true, note: '票据齐全' } }
    },
    requestReversal: async () => {
      const { id, rev } = await ownSpending('approved')
      return { params: { disbursementId: id }, body: { rev, reason: '记重了' } }
    },
    decideReversal: async () => {
      const { id, rev } = await ownSpending('reversing')
      return { params: { disbursementId: id }, body: { rev, approve: true, note: '确认记重' } }
    },
    changeSpendingPicture: async () => {
      const { id, rev } = await ownSpending('requested')
      return { params: { disbursementId: id }, body: { rev, pictureId: null } }
    },
    readVoucher: async () => {
      const { id, vouchers } = await ownSpending('requested')
      return { params: { disbursementId: id, fileId: vouchers[0]?.fileId ?? '' } }
    },
    getCharityFunds: async () => ({ params: { charityId: place.charityId } }),
    requestSettlement: async () => {
      await bookedGift(app, place)
      const [charityId, settledOn, reference] = [place.charityId, dayFromToday(0), randomUUID()]
      return { body: { charityId, settledOn, reference, clearedFen: 1, feeFen: 0, bankReceiptNumber: '回单 001' } }
    },
    decideSettlement: async () => {
      const { id, rev } = await ownSettlement()
      return { params: { settlementId: id }, body: { rev, approve: true, note: '与银行流水一致' } }
    },
    requestSettlementReversal: async () => {
      const { id, rev } = await ownSettlement('confirmed')
      return { params: { settlementId: id }, body: { rev, reason: '金额记错' } }
    },
    decideSettlementReversal: async () => {
      const { id, rev } = await ownSettlement('reversing')
      return { params: { settlementId: id }, body: { rev, approve: true, note: '确认记错' } }
    },
    requestSurplus: async () => ({ body: await surplusBody() }),
    decideSurplus: async () => {
      const { id, rev } = await finance.call('requestSurplus', { body: await surplusBody(), idempotencyKey: key() })
      return { params: { surplusId: id }, body: { rev, approve: true, note: '符合结余方案' } }
    },
    listClosings: async () => ({ params: { charityId: place.charityId } }),
    getTrialBalance: async () => ({ params: await ownMonth('open') }),
    exportTrialBalance: async () => ({ params: await ownMonth('open') }),
    requestClosing: async () => ({ params: await ownMonth('open') }),
    decideClosing: async () => ({ params: await ownMonth('requested'), body: { rev: 1, approve: true, note: '与账簿一致' } }),
    getGiftReceipt: async () => ({ params: { giftId: await companyGift() } }),
    getGiftReceiptPdf: async () => ({ params: { giftId: await companyGift() } }),
    getReconciliation: async () => ({ params: { reconciliationId: await ownDay() } }),
    runReconciliation: async () => ({ body: { charityId: place.charityId, date: dayFromToday(-3) } }),
    resolveDifference: async () => ({
      params: { differenceId: await ownDifference('open') },
      body: { rev: 0, resolution: 'not_a_gift', note: '商户号的其他收款' },
    }),
    proposeBooking: async () => ({
      params: { differenceId: await ownDifference('open') },
      body: { rev: 0, amountFen: 100, campaignId: place.campaignId, voucherNumber: '交易单 4200', note: '已在商户平台查到' },
    }),
    confirmDifference: async () => ({ params: { differenceId: await ownDifference('explained') }, body: { rev: 0, decision: 'confirm' } }),
    listDonors: async () => ({ query: { charityId: place.charityId } }),
    listAnonymousGifts: async () => ({ query: { charityId: place.charityId } }),
    listDonorGifts: async () => ({ params: { giftId: (await pastGift(app, place))._id } }),
    getStatistics: async () => ({ query: { charityId: place.charityId } }),
    exportWorkbook: async () => ({
      body: { table: 'gifts', charityId: place.charityId, campaignId: null, from: null, to: null, reason: '年度审计' },
    }),
    previewLetter: async () => ({ body: lettersOf(app, place).draft('谢谢{{称呼}}') }),
    sendLetter: async () => {
      await pastGift(app, place, { createdAt: new Date(Date.now() - 1_000) })
      return { body: { ...lettersOf(app, place).draft('谢谢{{称呼}}'), asOf: new Date().toISOString() } }
    },
    getLetter: async () => ({ params: { letterId: await lettersOf(app, place).withFailures() } }),
    retryLetter: async () => ({ params: { letterId: await lettersOf(app, place).withFailures() } }),
    getAutomaticThanks: async () => ({ params: { campaignId: place.campaignId } }),
    setAutomaticThanks: async () => ({
      params: { campaignId: await ownCampaign('published') },
      body: { rev: 0, enabled: true, text: '谢谢{{称呼}}' },
    }),
    retryAutomaticThanks: async () => ({ params: { campaignId: await ownUnthanked() } }),
    getMatching: async () => ({ params: { matchingId: (await ownMatching('recorded')).id } }),
    recordMatching: async () => ({ body: matchingBody(place) }),
    decideMatching: async () => ({
      params: { matchingId: (await ownMatching('recorded')).id },
      body: { rev: 0, approve: true, note: '已核对协议' },
    }),
    endMatching: async () => ({ params: { matchingId: (await ownMatching('confirmed')).id }, body: { rev: 1, note: '企业提前结束' } }),
    exportMatchingStatement: async () => ({ params: { matchingId: (await ownMatching('confirmed')).id } }),
    listMatchingPayments: async () => ({ params: { matchingId: (await ownMatching('confirmed')).id } }),
    recordMatchingPayment: async () => ({
      params: { matchingId: (await ownMatching('confirmed')).id },
      body: { amountFen: 100, receivedOn: dayFromToday(0), bankReference: randomUUID() },
    }),
    decideMatchingPayment: async () => ({
      params: { paymentId: (await ownMatchingPayment()).id },
      body: { rev: 0, approve: true, note: '与回单一致' },
    }),
    decideTeam: async () => {
      const { id } = await ownTeam()
      return { params: { teamId: id }, body: { rev: 1, approve: true, note: '文字没有问题' } }
    },
  }
}
