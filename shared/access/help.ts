import type { helpContract } from '../contracts/help.ts'
import { type GrantsOf, staff, visitor, visitorsOwn } from './grant.ts'

/** Whoever is sent, and those who see to it that somebody goes. */
const workers = ['grid_worker', 'community', 'street', 'district_office'] as const
/** Figures, never whose: also whoever leads the bureau. */
const readers = staff('part', 'community', 'street', 'district_office', 'bureau', 'bureau_leader')
const step = staff('own', ...workers)

/** 一键呼: who may do what. */
export const helpGrants = {
  pressHelp: visitor,
  reportHelp: visitor,
  listMyHelpCalls: visitor,
  getHelpCall: visitorsOwn,
  watchHelpCall: visitorsOwn,
  openHelpLine: visitorsOwn,
  cancelHelp: visitorsOwn,
  addToHelp: visitorsOwn,
  rateHelp: visitorsOwn,
  addHelpPhoto: visitorsOwn,
  addHelpVoice: visitorsOwn,
  getHelpFile: visitorsOwn,
  watchHelpCalls: staff('part', ...workers),
  openDeskLine: staff('part', ...workers),
  listHelpCalls: staff('part', ...workers),
  getHelpReport: readers,
  listHelpReportCalls: readers,
  getHelpBoard: readers,
  listHelpTerms: staff('open', ...workers, 'bureau', 'bureau_leader'),
  proposeHelpTerms: staff('open', 'bureau'),
  decideHelpTerms: staff('open', 'bureau'),
  getDeskCall: step,
  acknowledgeHelp: step,
  refuseHelp: step,
  setOutHelp: step,
  arriveHelp: step,
  lowerHelp: step,
  transferHelp: step,
  feedbackHelp: step,
  markRiskyHelp: step,
  checkInHelp: step,
  mergeHelp: staff('own', 'community', 'street', 'district_office'),
  unmergeHelp: staff('own', 'community', 'street', 'district_office'),
  listColleagues: step,
  handOverHelp: step,
  keepHelp: step,
  takeOverHelp: step,
  turnDownHelp: step,
  resolveHelp: step,
  readCallerPhone: step,
  callBackHelp: step,
  listApiKeys: staff('open', 'district_office'),
  issueApiKey: staff('open', 'district_office'),
  withdrawApiKey: staff('open', 'district_office'),
  addWorkPhoto: step,
  getDeskHelpFile: step,
  getMyDuty: staff('part', ...workers),
  startDuty: staff('part', ...workers),
  endDuty: staff('part', ...workers),
  tellPlace: staff('part', ...workers),
} satisfies GrantsOf<typeof helpContract>
