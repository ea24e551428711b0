import type { helpContract } from '../contracts/help.ts'
import { type GrantsOf, staff, visitor, visitorsOwn } from './grant.ts'

/** Whoever is sent, and those who see to it that somebody goes. */
const workers = ['grid_worker', 'community', 'street', 'district_office'] as const
const step = staff('own', ...workers)

/** 一键呼: who may do what. */
export const helpGrants = {
  pressHelp: visitor,
  reportHelp: visitor,
  listMyHelpCalls: visitor,
  getHelpCall: visitorsOwn,
  cancelHelp: visitorsOwn,
  addToHelp: visitorsOwn,
  rateHelp: visitorsOwn,
  watchHelpCalls: staff('part', ...workers),
  listHelpCalls: staff('part', ...workers),
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
  getMyDuty: staff('part', ...workers),
  startDuty: staff('part', ...workers),
  endDuty: staff('part', ...workers),
  tellPlace: staff('part', ...workers),
} satisfies GrantsOf<typeof helpContract>
