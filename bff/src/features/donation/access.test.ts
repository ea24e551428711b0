import { describe, expect, test } from 'vitest'
import type { Actor } from '../../platform/auth/actor.ts'
import * as access from './access.ts'

const own = { charityId: 'chr_own', _id: 'chr_own' }
const other = { charityId: 'chr_other', _id: 'chr_other' }
const staff = (
  role: 'administrator' | 'bureau' | 'auditor' | 'charity_owner' | 'charity_finance' | 'charity_editor',
  charityId: string | null,
): Actor => ({
  kind: 'staff',
  accountId: 'stf_1',
  sessionId: 's',
  roles: [role],
  charityId,
})
const actors: Record<string, Actor> = {
  anonymous: { kind: 'anonymous' },
  visitor: {
    kind: 'visitor',
    accountId: 'acc_1',
    sessionId: 's',
    channel: 'h5',
    ownerIds: ['acc_1', 'acc_claimed'],
    wechatAccountId: null,
  },
  administrator: staff('administrator', null),
  bureau: staff('bureau', null),
  auditor: staff('auditor', null),
  owner: staff('charity_owner', 'chr_own'),
  finance: staff('charity_finance', 'chr_own'),
  editor: staff('charity_editor', 'chr_own'),
  'owner of none': staff('charity_owner', null),
  'finance of none': staff('charity_finance', null),
  'editor of none': staff('charity_editor', null),
}
const names = Object.keys(actors)
const everyone = names
const desk = ['administrator', 'bureau', 'auditor', 'owner', 'finance', 'editor']
const seesAll = ['administrator', 'bureau', 'auditor']

const table: [string, (actor: Actor) => boolean, readonly string[]][] = [
  ['reads what is public', access.mayReadPublic, everyone],
  ['gives and scans', access.mayGive, ['visitor']],
  ['reads the desk', access.mayReadDesk, desk],
  ['reads its charity', (actor) => access.mayReadOfCharity(actor, own), desk],
  ['reads another charity', (actor) => access.mayReadOfCharity(actor, other), seesAll],
  ['registers a charity', access.mayRegisterCharity, ['administrator', 'bureau']],
  ['edits its charity', (actor) => access.mayEditCharity(actor, own), ['administrator', 'bureau', 'owner']],
  ['edits another charity', (actor) => access.mayEditCharity(actor, other), ['administrator', 'bureau']],
  ['runs its campaigns', (actor) => access.mayRunCampaigns(actor, own), ['owner', 'editor']],
  ["runs another's campaigns", (actor) => access.mayRunCampaigns(actor, other), []],
  ['reviews a campaign', (actor) => access.mayReviewCampaigns(actor, own), ['administrator', 'bureau']],
  ['publishes its reports', (actor) => access.mayPublishReports(actor, own), ['owner']],
  ["publishes another's reports", (actor) => access.mayPublishReports(actor, other), []],
  ['uploads the attachment of a report', access.mayUploadReportFile, ['owner', 'editor', 'owner of none', 'editor of none']],
  ['adds a place', access.mayAddVenue, ['administrator', 'bureau', 'owner', 'editor', 'owner of none', 'editor of none']],
  ['changes its codes', (actor) => access.mayChangeCode(actor, own), ['administrator', 'bureau', 'owner', 'editor']],
  ["changes another's codes", (actor) => access.mayChangeCode(actor, other), ['administrator', 'bureau']],
  [
    'uploads a picture',
    access.mayUploadPicture,
    ['administrator', 'bureau', 'owner', 'finance', 'editor', 'owner of none', 'finance of none', 'editor of none'],
  ],
  ['exports gifts', access.mayExportGifts, ['bureau', 'auditor', 'owner', 'finance', 'owner of none', 'finance of none']],
  ['reads cases', access.mayReadCases, ['administrator', 'bureau', 'auditor', 'owner', 'finance', 'owner of none', 'finance of none']],
  [
    'reads the reconciliation of its charity',
    (actor) => access.mayReadReconciliation(actor, own),
    ['administrator', 'bureau', 'auditor', 'owner', 'finance'],
  ],
  ['reads the reconciliation of another', (actor) => access.mayReadReconciliation(actor, other), seesAll],
  [
    "reads a company's receipt of its charity",
    (actor) => access.mayReadGiftReceipt(actor, own),
    ['administrator', 'bureau', 'auditor', 'owner', 'finance'],
  ],
  ["reads a company's receipt of another", (actor) => access.mayReadGiftReceipt(actor, other), seesAll],
  ['compares a day of its charity', (actor) => access.mayRunReconciliation(actor, own), ['bureau', 'finance']],
  ['compares a day of another', (actor) => access.mayRunReconciliation(actor, other), ['bureau']],
  ['explains a difference of its charity', (actor) => access.mayExplainDifference(actor, own), ['finance']],
  ['explains a difference of another', (actor) => access.mayExplainDifference(actor, other), []],
  ['confirms a difference of its charity', (actor) => access.mayConfirmDifference(actor, own), ['bureau', 'owner']],
  ['confirms a difference of another', (actor) => access.mayConfirmDifference(actor, other), ['bureau']],
  ['reads refunds', access.mayReadRefunds, ['administrator', 'bureau', 'auditor', 'owner', 'finance', 'owner of none', 'finance of none']],
  ['asks for a refund of its own', (actor) => access.mayRequestRefund(actor, own), ['finance']],
  ["asks for a refund of another's", (actor) => access.mayRequestRefund(actor, other), []],
  ['decides a refund of its own', (actor) => access.mayDecideRefund(actor, own), ['owner']],
  ["decides a refund of another's", (actor) => access.mayDecideRefund(actor, other), []],
  ['invites volunteers of its own', (actor) => access.mayRunPatrols(actor, own), ['owner', 'editor']],
  ["invites another's volunteers", (actor) => access.mayRunPatrols(actor, other), []],
  ['patrols as the one taken in', (actor) => access.mayPatrol(actor, { accountId: 'acc_1' }), ['visitor']],
  ['patrols as someone else', (actor) => access.mayPatrol(actor, { accountId: 'acc_2' }), []],
  ['reads an alarm of its own', (actor) => access.mayReadAlarm(actor, own), desk],
  ["reads another's alarm", (actor) => access.mayReadAlarm(actor, other), seesAll],
  ["reads nobody's alarm", (actor) => access.mayReadAlarm(actor, { charityId: null }), seesAll],
  ['handles an alarm of its own', (actor) => access.mayHandleAlarm(actor, own), ['administrator', 'bureau', 'owner', 'editor']],
  ["handles another's alarm", (actor) => access.mayHandleAlarm(actor, other), ['administrator', 'bureau']],
  ["handles nobody's alarm", (actor) => access.mayHandleAlarm(actor, { charityId: null }), ['administrator', 'bureau']],
  [
    'reads its own donors',
    (actor) => access.mayReadDonors(actor, own),
    ['administrator', 'bureau', 'auditor', 'owner', 'finance', 'editor'],
  ],
  ["reads another's donors", (actor) => access.mayReadDonors(actor, other), ['administrator', 'bureau', 'auditor']],
  ['writes letters of its own', (actor) => access.mayWriteLetters(actor, own), ['owner', 'editor']],
  ["writes letters of another's", (actor) => access.mayWriteLetters(actor, other), []],
  [
    'reads its own statistics',
    (actor) => access.mayReadStatistics(actor, own),
    ['administrator', 'bureau', 'auditor', 'owner', 'finance', 'editor'],
  ],
  ["reads everyone's statistics", (actor) => access.mayReadStatistics(actor, { charityId: null }), ['administrator', 'bureau', 'auditor']],
  ['takes away tables of its own', (actor) => access.mayExportOf(actor, own), ['bureau', 'auditor', 'owner', 'finance']],
  ["takes away another's tables", (actor) => access.mayExportOf(actor, other), ['bureau', 'auditor']],
  ["takes away everyone's tables", (actor) => access.mayExportOf(actor, { charityId: null }), ['bureau', 'auditor']],
  [
    'reads the books of its charity',
    (actor) => access.mayReadBooks(actor, own),
    ['administrator', 'bureau', 'auditor', 'owner', 'finance'],
  ],
  ['reads the books of another', (actor) => access.mayReadBooks(actor, other), seesAll],
  ['asks in the books of its charity', (actor) => access.mayAskInBooks(actor, own), ['finance']],
  ['asks in the books of another', (actor) => access.mayAskInBooks(actor, other), []],
  ['decides in the books of its charity', (actor) => access.mayDecideInBooks(actor, own), ['owner']],
  ['decides in the books of another', (actor) => access.mayDecideInBooks(actor, other), []],
  ["uploads its charity's vouchers", (actor) => access.voucherCharity(actor) === own._id, ['finance']],
  ['changes the picture of a spending of its own', (actor) => access.mayChangeSpendingPicture(actor, own), ['bureau', 'owner', 'finance']],
  ["changes the picture of another's spending", (actor) => access.mayChangeSpendingPicture(actor, other), ['bureau']],
  ['sees the gift it gave', (actor) => access.ownsGift(actor, { donorId: 'acc_1' }), ['visitor']],
  ['sees the gift of a claimed account', (actor) => access.ownsGift(actor, { donorId: 'acc_claimed' }), ['visitor']],
  ["sees a stranger's gift", (actor) => access.ownsGift(actor, { donorId: 'acc_2' }), []],
  ["records its charity's matching agreements", (actor) => access.mayRecordMatching(actor, own), ['owner', 'finance', 'editor']],
  ["records another's agreements", (actor) => access.mayRecordMatching(actor, other), []],
  ["confirms its charity's agreements", (actor) => access.mayDecideMatching(actor, own), ['owner']],
  ["confirms another's agreements", (actor) => access.mayDecideMatching(actor, other), []],
  ["records companies' transfers", (actor) => access.mayRecordMatchingPayment(actor, own), ['finance']],
  ['records transfers to another', (actor) => access.mayRecordMatchingPayment(actor, other), []],
  ['judges together pages of its campaigns', (actor) => access.mayDecideTeam(actor, own), ['administrator', 'bureau', 'owner', 'editor']],
  ["judges together pages of another's", (actor) => access.mayDecideTeam(actor, other), ['administrator', 'bureau']],
  ['owns a together page', (actor) => access.ownsTeam(actor, { ownerId: 'acc_claimed' }), ['visitor']],
  ["sees another's page before it is public", (actor) => access.maySeeTeam(actor, { ownerId: 'acc_x', isPublic: false }), []],
  ['sees a public page', (actor) => access.maySeeTeam(actor, { ownerId: 'acc_x', isPublic: true }), everyone],
  ['owns a monthly gift', (actor) => access.ownsMonthly(actor, { donorId: 'acc_1' }), ['visitor']],
  ["owns another's monthly gift", (actor) => access.ownsMonthly(actor, { donorId: 'acc_x' }), []],
]

describe.each(table)('%s', (_, may, allowed) => {
  test.each(names)('%s', (name) => {
    expect(may(actors[name] as Actor)).toBe(allowed.includes(name))
  })
})

test('every decision of the feature has its row', () => {
  const decisions = Object.keys(access).filter((name) => name.startsWith('may') || name.startsWith('owns'))
  const asked = table.map(([, may]) => may.toString() + may.name).join('\n')
  expect(decisions.filter((name) => !asked.includes(name))).toEqual([])
})

test('whose lists a reader gets: the bureau all, a charity its own, a charity role without charity none', () => {
  const scopes = Object.fromEntries(names.map((name) => [name, access.charityScope(actors[name] as Actor)]))
  const all = { all: true }
  const one = { all: false, charityId: 'chr_own' }
  expect(scopes).toEqual({
    anonymous: null,
    visitor: null,
    administrator: all,
    bureau: all,
    auditor: all,
    owner: one,
    finance: one,
    editor: one,
    'owner of none': null,
    'finance of none': null,
    'editor of none': null,
  })
})
