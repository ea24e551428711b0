import type { proxyContract } from '../contracts/proxy.ts'
import { anyone, type GrantsOf, type StaffReach, staff, visitor, visitorsOwn } from './grant.ts'

const writing = ['data_steward', 'grid_worker', 'community', 'street'] as const
const reader = (reach: StaffReach) => staff(reach, ...writing, 'district_office')

/** 亲情代办: who may do what. */
export const proxyGrants = {
  getProxyCatalogue: anyone,
  inviteProxy: visitor,
  listMyProxies: visitor,
  getMyProxy: visitorsOwn,
  findProxyInvitation: visitor,
  // Whoever was invited, which only the invitation tells.
  acceptProxy: visitor,
  declineProxy: visitor,
  withdrawProxy: visitorsOwn,
  listProxyDeeds: visitor,
  listOfflineConsents: reader('part'),
  uploadConsentPhoto: staff('open', ...writing),
  getConsentPhoto: reader('own'),
  recordOfflineConsent: staff('own', ...writing),
  decideOfflineConsent: staff('own', 'community', 'street', 'district_office'),
  withdrawOfflineConsent: reader('own'),
} satisfies GrantsOf<typeof proxyContract>
