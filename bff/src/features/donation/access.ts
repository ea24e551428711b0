import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { type Actor, hasRole, type Visitor } from '../../platform/auth/actor.ts'

/** Which charities' things a staff member may see: all, one, or none. */
export type CharityScope = { all: true } | { all: false; charityId: string }

/** The charity this actor has one of these roles in. */
function ownCharity(actor: Actor, ...roles: StaffRole[]): string | null {
  return actor.kind === 'staff' && hasRole(actor, ...roles) ? actor.charityId : null
}

/** The bureau and auditors see every charity, a charity's people their own. */
export function charityScope(actor: Actor): CharityScope | null {
  if (hasRole(actor, 'administrator', 'bureau', 'auditor')) return { all: true }
  const own = ownCharity(actor, 'charity_owner', 'charity_finance', 'charity_editor')
  return own === null ? null : { all: false, charityId: own }
}

export function inScope(actor: Actor, charityId: string): boolean {
  const scope = charityScope(actor)
  return scope !== null && (scope.all || scope.charityId === charityId)
}

/** Anyone may read what is published. */
export const mayReadPublic = (_actor: Actor) => true

/** Giving and scanning need only a visitor's session. */
export const mayGive = (actor: Actor): actor is Visitor => actor.kind === 'visitor'

/** A gift is seen by the person who gave it. */
export const ownsGift = (actor: Actor, gift: { donorId: string }) => actor.kind === 'visitor' && actor.ownerIds.includes(gift.donorId)

/** Lists at the desk are cut to what the reader may see. */
export const mayReadDesk = (actor: Actor) => charityScope(actor) !== null

export const mayReadOfCharity = (actor: Actor, thing: { charityId: string }) => inScope(actor, thing.charityId)

/** Charities are registered by the bureau. */
export const mayRegisterCharity = (actor: Actor) => hasRole(actor, 'administrator', 'bureau')

/** The bureau, or the charity's own owner. */
export const mayEditCharity = (actor: Actor, charity: { _id: string }) =>
  mayRegisterCharity(actor) || ownCharity(actor, 'charity_owner') === charity._id

/** Campaigns and codes are the charity's own; the bureau looks on. */
export const mayRunCampaigns = (actor: Actor, of: { charityId: string }) =>
  ownCharity(actor, 'charity_owner', 'charity_editor') === of.charityId

/** The bureau reviews what charities hand in and change; never someone who belongs to the charity itself. */
export const mayReviewCampaigns = (actor: Actor, of: { charityId: string }) =>
  hasRole(actor, 'administrator', 'bureau') && actor.kind === 'staff' && actor.charityId !== of.charityId

/** What a charity tells the public is answered for by its owner. */
export const mayPublishReports = (actor: Actor, of: { charityId: string }) => ownCharity(actor, 'charity_owner') === of.charityId

/** Attachments of reports come from those who write reports. */
export const mayUploadReportFile = (actor: Actor) => hasRole(actor, 'charity_owner', 'charity_editor')
/** The charity of those; null for everyone else. */
export const reportFileCharity = (actor: Actor): string | null => ownCharity(actor, 'charity_owner', 'charity_editor')

/** Anyone who runs campaigns somewhere may add a place for a code, and so may the bureau. */
export const mayAddVenue = (actor: Actor) => hasRole(actor, 'administrator', 'bureau', 'charity_owner', 'charity_editor')

/** A code on the street is stopped by its charity or, when something is wrong, by the bureau. */
export const mayChangeCode = (actor: Actor, of: { charityId: string }) =>
  mayRunCampaigns(actor, of) || hasRole(actor, 'administrator', 'bureau')

export const mayUploadPicture = (actor: Actor) =>
  hasRole(actor, 'charity_owner', 'charity_editor', 'charity_finance', 'bureau', 'administrator')

/** Lists of gifts leave the house only with those who answer for money. */
export const mayExportGifts = (actor: Actor) => hasRole(actor, 'charity_owner', 'charity_finance', 'auditor', 'bureau')

/** Quarantined money is seen by finance, auditors and the bureau. */
export const mayReadCases = (actor: Actor) => hasRole(actor, 'charity_owner', 'charity_finance', 'auditor', 'bureau', 'administrator')

/** Refunds are seen by finance and the owner, auditors and the bureau. */
export const mayReadRefunds = (actor: Actor) => mayReadCases(actor)

/** Finance of the gift's own charity asks for a refund, and records a bank transfer. */
export const mayRequestRefund = (actor: Actor, of: { charityId: string }) => ownCharity(actor, 'charity_finance') === of.charityId

/** The owner of the same charity decides; that it is a second person is the refund's own rule. */
export const mayDecideRefund = (actor: Actor, of: { charityId: string }) => ownCharity(actor, 'charity_owner') === of.charityId

/** What was compared with WeChat Pay's bill is seen by those who see cases, each in their own charity. */
export const mayReadReconciliation = (actor: Actor, of: { charityId: string }) => mayReadCases(actor) && inScope(actor, of.charityId)

/** The paper of a giver without an account is fetched by those who answer for the charity's money. */
export const mayReadGiftReceipt = (actor: Actor, of: { charityId: string }) => mayReadCases(actor) && inScope(actor, of.charityId)

/** Finance compares a day of its own charity again; the bureau of any. */
export const mayRunReconciliation = (actor: Actor, charity: { _id: string }) =>
  hasRole(actor, 'bureau') || ownCharity(actor, 'charity_finance') === charity._id

/** A difference is explained by the charity's finance. */
export const mayExplainDifference = (actor: Actor, of: { charityId: string }) => ownCharity(actor, 'charity_finance') === of.charityId

/** The charity's owner or the bureau confirms; that it is a second person is the case's own rule. */
export const mayConfirmDifference = (actor: Actor, of: { charityId: string }) =>
  hasRole(actor, 'bureau') || ownCharity(actor, 'charity_owner') === of.charityId

/** Volunteers are invited and let go by those who run the charity's campaigns. */
export const mayRunPatrols = (actor: Actor, of: { charityId: string }) => mayRunCampaigns(actor, of)

/** A volunteer patrols for the charities that took them in, with a phone number of their own. */
export const mayPatrol = (actor: Actor, of: { accountId: string }): actor is Visitor =>
  actor.kind === 'visitor' && actor.ownerIds.includes(of.accountId)

/** An alarm is read by the charity it concerns; those about codes of nobody by the bureau. */
export const mayReadAlarm = (actor: Actor, alarm: { charityId: string | null }) =>
  alarm.charityId === null ? charityScope(actor)?.all === true : inScope(actor, alarm.charityId)

/** Whoever may stop the code handles its alarm; the bureau handles those of nobody. */
export const mayHandleAlarm = (actor: Actor, alarm: { charityId: string | null }) =>
  hasRole(actor, 'administrator', 'bureau') || (alarm.charityId !== null && mayRunCampaigns(actor, { charityId: alarm.charityId }))

/** Donors are seen by whoever sees the charity's gifts. */
export const mayReadDonors = (actor: Actor, of: { charityId: string }) => inScope(actor, of.charityId)

/** Letters of thanks are written by those who run the charity's campaigns; finance, auditors and the bureau look on. */
export const mayWriteLetters = (actor: Actor, of: { charityId: string }) => mayRunCampaigns(actor, of)

/** Statistics of one charity are seen by its people, of all of them by the bureau and auditors. */
export const mayReadStatistics = (actor: Actor, of: { charityId: string | null }) =>
  of.charityId === null ? charityScope(actor)?.all === true : inScope(actor, of.charityId)

/** Tables leave the house only with those who answer for money, each from where they may look. */
export const mayExportOf = (actor: Actor, of: { charityId: string | null }) => mayExportGifts(actor) && mayReadStatistics(actor, of)
/** Spending, settlements and the months are seen by those who see cases, each in their own charity. */
export const mayReadBooks = (actor: Actor, of: { charityId: string }) => mayReadCases(actor) && inScope(actor, of.charityId)
/** Finance of the charity asks: for a spending, its taking back, a settlement, a surplus, the closing of a month. */
export const mayAskInBooks = (actor: Actor, of: { charityId: string }) => ownCharity(actor, 'charity_finance') === of.charityId
/** The owner of the same charity answers; that it is a second person is the request's own rule. */
export const mayDecideInBooks = (actor: Actor, of: { charityId: string }) => ownCharity(actor, 'charity_owner') === of.charityId
/** The charity of a finance clerk, whose vouchers may be uploaded; null for everyone else. */
export const voucherCharity = (actor: Actor): string | null => ownCharity(actor, 'charity_finance')
/** A voucher's public picture is the charity's; the bureau may take down one that shows too much. */
export const mayChangeSpendingPicture = (actor: Actor, of: { charityId: string }) =>
  hasRole(actor, 'bureau') || ownCharity(actor, 'charity_finance', 'charity_owner') === of.charityId
/** Whoever works for the charity writes an agreement with a company down. */
export const mayRecordMatching = (actor: Actor, of: { charityId: string }) =>
  ownCharity(actor, 'charity_owner', 'charity_finance', 'charity_editor') === of.charityId
/** The owner confirms agreements and transfers; that it is a second person is the desk's own rule. */
export const mayDecideMatching = (actor: Actor, of: { charityId: string }) => ownCharity(actor, 'charity_owner') === of.charityId
/** Finance records what came to the bank. */
export const mayRecordMatchingPayment = (actor: Actor, of: { charityId: string }) => ownCharity(actor, 'charity_finance') === of.charityId
/** A together page is its owner's. */
export const ownsTeam = (actor: Actor, team: { ownerId: string }) => ownsGift(actor, { donorId: team.ownerId })
/** Before its words were found good, a together page is seen by its owner alone. */
export const maySeeTeam = (actor: Actor, team: { ownerId: string; isPublic: boolean }) => team.isPublic || ownsTeam(actor, team)
/** A together page's words and reports are read by those who run its campaign; the bureau may take a page down. */
export const mayDecideTeam = (actor: Actor, of: { charityId: string }) =>
  mayRunCampaigns(actor, of) || hasRole(actor, 'administrator', 'bureau')
/** A monthly gift is seen and changed by the person who promised it. */
export const ownsMonthly = (actor: Actor, monthly: { donorId: string }) => ownsGift(actor, monthly)
