import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { type Ability, can } from './abilities.ts'

export type MenuIcon =
  | 'gift'
  | 'campaign'
  | 'charityProject'
  | 'progress'
  | 'disclosure'
  | 'code'
  | 'venue'
  | 'charity'
  | 'refund'
  | 'paymentCase'
  | 'reconciliation'
  | 'streetFigures'
  | 'patrol'
  | 'codeAlarm'
  | 'donor'
  | 'letter'
  | 'statistics'
  | 'spending'
  | 'settlement'
  | 'surplus'
  | 'closing'
  | 'matching'
  | 'team'
  | 'monthly'
  | 'place'
  | 'resident'
  | 'duplicate'
  | 'death'
  | 'exchange'
  | 'quality'
  | 'dispatch'
  | 'staff'
  | 'conflict'
  | 'audit'
  | 'exportRequest'
  | 'catalogue'
  | 'import'
  | 'dataRequest'
  | 'application'
  | 'award'
  | 'payout'
  | 'policyVisit'
  | 'help'
  | 'helpReport'
  | 'helpWall'
  | 'apiKey'
  | 'offlineConsent'
  | 'household'
  | 'shift'
  | 'policy'
  | 'parameter'
  | 'policyDraft'
  | 'whatIf'
  | 'coverage'

interface MenuItem {
  path: string
  label: string
  icon: MenuIcon
  ability: Ability
}

const groups: { title: string; items: MenuItem[] }[] = [
  {
    title: '慈善捐赠',
    items: [
      { path: '/gifts', label: '捐赠记录', icon: 'gift', ability: 'gift.read' },
      { path: '/campaigns', label: '募捐活动', icon: 'campaign', ability: 'campaign.read' },
      { path: '/charity-projects', label: '慈善项目', icon: 'charityProject', ability: 'campaign.read' },
      { path: '/progress', label: '项目进展', icon: 'progress', ability: 'campaign.read' },
      { path: '/disclosures', label: '信息公开', icon: 'disclosure', ability: 'campaign.read' },
      { path: '/codes', label: '公益码', icon: 'code', ability: 'code.read' },
      { path: '/venues', label: '点位', icon: 'venue', ability: 'venue.read' },
      { path: '/venue-statistics', label: '扫码情况', icon: 'streetFigures', ability: 'venue.read' },
      { path: '/patrols', label: '巡码', icon: 'patrol', ability: 'venue.read' },
      { path: '/code-alarms', label: '码警', icon: 'codeAlarm', ability: 'code.read' },
      { path: '/charities', label: '慈善组织', icon: 'charity', ability: 'charity.read' },
      { path: '/matchings', label: '企业配捐', icon: 'matching', ability: 'matching.read' },
      { path: '/teams', label: '一起捐', icon: 'team', ability: 'team.read' },
      { path: '/monthly-promises', label: '月捐约定', icon: 'monthly', ability: 'monthly.read' },
      { path: '/refunds', label: '退款', icon: 'refund', ability: 'refund.read' },
      { path: '/payment-cases', label: '到账差异', icon: 'paymentCase', ability: 'paymentCase.read' },
      { path: '/reconciliations', label: '每日对账', icon: 'reconciliation', ability: 'reconciliation.read' },
      { path: '/donors', label: '捐赠人', icon: 'donor', ability: 'donor.read' },
      { path: '/letters', label: '感谢信', icon: 'letter', ability: 'letter.read' },
      { path: '/statistics', label: '统计', icon: 'statistics', ability: 'statistics.read' },
    ],
  },
  {
    title: '善款账务',
    items: [
      { path: '/spending', label: '支出', icon: 'spending', ability: 'books.read' },
      { path: '/settlements', label: '结算', icon: 'settlement', ability: 'books.read' },
      { path: '/surpluses', label: '结余转用', icon: 'surplus', ability: 'books.read' },
      { path: '/months', label: '月结', icon: 'closing', ability: 'books.read' },
    ],
  },
  {
    title: '一库集',
    items: [
      { path: '/places', label: '网格地图', icon: 'place', ability: 'place.read' },
      { path: '/residents', label: '居民', icon: 'resident', ability: 'resident.read' },
      { path: '/households', label: '家庭', icon: 'household', ability: 'resident.read' },
      { path: '/shifts', label: '排班', icon: 'shift', ability: 'resident.read' },
      { path: '/resident-duplicates', label: '重复人员', icon: 'duplicate', ability: 'resident.merge' },
      { path: '/death-reports', label: '去世核实', icon: 'death', ability: 'death.decide' },
      { path: '/exchange', label: '数据交换', icon: 'exchange', ability: 'exchange.run' },
      { path: '/data-quality', label: '数据质量', icon: 'quality', ability: 'quality.read' },
      { path: '/fact-conflicts', label: '事实冲突', icon: 'conflict', ability: 'fact.decide' },
      { path: '/imports', label: '批量导入', icon: 'import', ability: 'people.import' },
      { path: '/offline-consents', label: '上门授权', icon: 'offlineConsent', ability: 'offlineConsent.read' },
      { path: '/data-requests', label: '资料申请', icon: 'dataRequest', ability: 'dataRequest.read' },
    ],
  },
  {
    title: '智慧社区',
    items: [
      { path: '/help-calls', label: '一键呼', icon: 'help', ability: 'help.work' },
      { path: '/help-report', label: '一键呼报表', icon: 'helpReport', ability: 'help.report' },
      { path: '/help-terms', label: '一键呼时限', icon: 'parameter', ability: 'help.terms.read' },
      { path: '/api-keys', label: '对外接口', icon: 'apiKey', ability: 'help.keys' },
      { path: '/help-wall', label: '联动驾驶舱', icon: 'helpWall', ability: 'help.report' },
    ],
  },
  {
    title: '政策找人',
    items: [
      { path: '/applications', label: '救助申请', icon: 'application', ability: 'application.read' },
      { path: '/awards', label: '待遇', icon: 'award', ability: 'application.read' },
      { path: '/policy-visits', label: '政策上门名单', icon: 'policyVisit', ability: 'policyVisit.read' },
      { path: '/policies', label: '政策目录', icon: 'policy', ability: 'policy.read' },
      { path: '/policy-parameters', label: '政策参数', icon: 'parameter', ability: 'policy.read' },
      { path: '/policy-drafts', label: '政策草稿', icon: 'policyDraft', ability: 'policy.draft' },
      { path: '/payouts', label: '待遇发放', icon: 'payout', ability: 'payout.read' },
      { path: '/recoveries', label: '多发追回', icon: 'payout', ability: 'payout.read' },
      { path: '/policy-what-if', label: '政策试算', icon: 'whatIf', ability: 'policy.try' },
      { path: '/policy-coverage', label: '政策覆盖', icon: 'coverage', ability: 'coverage.read' },
    ],
  },
  {
    title: '安全审计',
    items: [
      { path: '/audit', label: '审计记录', icon: 'audit', ability: 'audit.read' },
      { path: '/export-requests', label: '导出审批', icon: 'exportRequest', ability: 'export.list' },
      { path: '/field-catalogue', label: '数据目录', icon: 'catalogue', ability: 'catalogue.read' },
    ],
  },
  {
    title: '运行',
    items: [{ path: '/message-dispatches', label: '消息发送', icon: 'dispatch', ability: 'message.read' }],
  },
  {
    title: '账号安全',
    items: [{ path: '/staff', label: '账号与角色', icon: 'staff', ability: 'staff.read' }],
  },
]

/** The menu of a person: only what their roles may open, no empty group. */
export function menuOf(roles: readonly StaffRole[]) {
  return groups
    .map((group) => ({ ...group, items: group.items.filter((item) => can(roles, item.ability)) }))
    .filter((group) => group.items.length > 0)
}

/** Where a person begins: the first page of their own menu; null without any. */
export const firstPageOf = (roles: readonly StaffRole[]): MenuItem | null => menuOf(roles)[0]?.items[0] ?? null

/** The page of the menu at this address, when this person may not open it; null for all else. */
export function closedPage(roles: readonly StaffRole[], path: string): MenuItem | null {
  const there = groups.flatMap((group) => group.items).filter((item) => item.path === path)
  return there.some((item) => can(roles, item.ability)) ? null : (there[0] ?? null)
}
