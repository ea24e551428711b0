import Taro from '@tarojs/taro'
import { whenFetched } from './page-code'

export const pages = {
  home: '/pages/home/index',
  services: '/pages/services/index',
  messages: '/pages/messages/index',
  me: '/pages/me/index',
  projects: '/packages/donation/projects/index',
  giving: '/packages/donation/giving/index',
  myGifts: '/packages/donation/my-gifts/index',
  patrol: '/packages/patrol/round/index',
  seals: '/packages/trace/seals/index',
  helpCalls: '/packages/help/calls/index',
  helpReport: '/packages/help/report/index',
  workDesk: '/packages/duty/desk/index',
  signIn: '/packages/account/sign-in/index',
  settings: '/packages/account/settings/index',
  messageSettings: '/packages/account/message-settings/index',
  letters: '/packages/account/letters/index',
  myTeams: '/packages/together/mine/index',
  myMonthly: '/packages/together/monthly/index',
  proxies: '/packages/mine/proxies/index',
  inviteProxy: '/packages/mine/invite/index',
  proxyCode: '/packages/mine/code/index',
  acting: '/packages/mine/acting/index',
  proxyDeeds: '/packages/mine/deeds/index',
  household: '/packages/mine/household/index',
  myData: '/packages/mine/data/index',
  dataLooks: '/packages/mine/looks/index',
  consents: '/packages/mine/consents/index',
  dataCopy: '/packages/mine/copy/index',
  dataRequests: '/packages/mine/requests/index',
  closing: '/packages/mine/closing/index',
  benefits: '/packages/policy/list/index',
  applications: '/packages/policy/applications/index',
  awards: '/packages/policy/awards/index',
  payments: '/packages/policy/payments/index',
  devices: '/packages/mine/devices/index',
  realName: '/packages/mine/real-name/index',
} as const

/** 一键呼: what was pressed last on this phone, or where it is pressed. */
export const helpPage = '/packages/help/call/index'
export const helpCallPage = (id: string) => `${helpPage}?id=${encodeURIComponent(id)}`

/** A call in a worker's hand. */
export const workCallPage = (id: string) => `/packages/duty/call/index?id=${encodeURIComponent(id)}`

/** 幸福清单: one's own, or that of a trial. */
export const listPage = (of: 'mine' | 'trial') => `${pages.benefits}?of=${of}`
export const benefitPage = (of: 'mine' | 'trial', policyId: string) =>
  `/packages/policy/benefit/index?of=${of}&id=${encodeURIComponent(policyId)}`
export const askPage = (of: 'mine' | 'trial') => `/packages/policy/ask/index?of=${of}`
export const applyPage = (policyId: string) => `/packages/policy/apply/index?id=${encodeURIComponent(policyId)}`
export const applicationPage = (id: string) => `/packages/policy/application/index?id=${encodeURIComponent(id)}`
export const cardPage = (awardId: string) => `/packages/policy/card/index?id=${encodeURIComponent(awardId)}`
export const trialPage = askPage('trial')

export const projectPage = (id: string) => `/packages/donation/project/index?id=${encodeURIComponent(id)}`
export const progressPage = (projectId: string) => `/packages/donation/progress/index?id=${encodeURIComponent(projectId)}`
export const disclosuresPage = (projectId: string) => `/packages/donation/disclosures/index?id=${encodeURIComponent(projectId)}`
export const giveToProjectPage = (id: string) => `${pages.giving}?id=${encodeURIComponent(id)}`
export const giveThroughTeamPage = (projectId: string, teamId: string) =>
  `${giveToProjectPage(projectId)}&team=${encodeURIComponent(teamId)}`
export const giveForMonthPage = (projectId: string, monthlyId: string, amountFen: number) =>
  `${giveToProjectPage(projectId)}&amount=${amountFen}&monthly=${encodeURIComponent(monthlyId)}`
export const teamPage = (teamId: string) => `/packages/together/team/index?id=${encodeURIComponent(teamId)}`
export const startTeamPage = (projectId: string) => `/packages/together/start/index?id=${encodeURIComponent(projectId)}`
export const monthlyGiftPage = (monthlyId: string) => `/packages/together/monthly-gift/index?id=${encodeURIComponent(monthlyId)}`
export const startMonthlyPage = (projectId: string, amountFen: number | null) =>
  `/packages/together/monthly-start/index?id=${encodeURIComponent(projectId)}${amountFen === null ? '' : `&amount=${amountFen}`}`
export const thanksPage = (giftId: string) => `/packages/donation/thanks/index?id=${encodeURIComponent(giftId)}`
export const receiptPage = (giftId: string) => `/packages/donation/receipt/index?id=${encodeURIComponent(giftId)}`
export const patrolVisitPage = (charityId: string, venueId: string) =>
  `/packages/patrol/visit/index?c=${encodeURIComponent(charityId)}&v=${encodeURIComponent(venueId)}`
export const messagePage = (id: string) => `/packages/account/message/index?id=${encodeURIComponent(id)}`
export const tracePage = (giftId: string) => `/packages/trace/where/index?id=${encodeURIComponent(giftId)}`
export const proofPage = (giftId: string) => `/packages/trace/proof/index?id=${encodeURIComponent(giftId)}`
export const legalPage = (doc: 'privacy' | 'terms' | 'about') => `/packages/account/legal/index?doc=${doc}`

export const correctPage = (holding: string, field: string) =>
  `/packages/mine/correct/index?h=${encodeURIComponent(holding)}&f=${encodeURIComponent(field)}`
export const proxyPage = (id: string) => `/packages/mine/proxy/index?id=${encodeURIComponent(id)}`

export function go(url: string) {
  whenFetched(url, () => void Taro.navigateTo({ url }))
}
/** Goes on without a way back to this page. */
export function goInstead(url: string) {
  whenFetched(url, () => void Taro.redirectTo({ url }))
}
export function goTab(url: string) {
  whenFetched(url, () => void Taro.switchTab({ url }))
}
/** Goes where a message leads: a tab or any other page. */
export function follow(url: string) {
  const tabs: readonly string[] = [pages.home, pages.services, pages.messages, pages.me]
  if (tabs.includes(url)) goTab(url)
  else go(url)
}
/** Begins anew there: nothing that was loaded for another person stays behind it. */
export function beginAt(url: string) {
  whenFetched(url, () => void Taro.reLaunch({ url }))
}
/** One page back; a page that was opened by a link has none behind it and leads home. */
export function goBack() {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else goTab(pages.home)
}
