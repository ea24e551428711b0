import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { type Ability, can } from './abilities.ts'

export type MenuIcon =
  | 'gift'
  | 'campaign'
  | 'code'
  | 'venue'
  | 'charity'
  | 'refund'
  | 'paymentCase'
  | 'reconciliation'
  | 'place'
  | 'resident'
  | 'duplicate'

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
      { path: '/codes', label: '公益码', icon: 'code', ability: 'code.read' },
      { path: '/venues', label: '点位', icon: 'venue', ability: 'venue.read' },
      { path: '/charities', label: '慈善组织', icon: 'charity', ability: 'charity.read' },
      { path: '/refunds', label: '退款', icon: 'refund', ability: 'refund.read' },
      { path: '/payment-cases', label: '到账差异', icon: 'paymentCase', ability: 'paymentCase.read' },
      { path: '/reconciliations', label: '每日对账', icon: 'reconciliation', ability: 'reconciliation.read' },
    ],
  },
  {
    title: '一库集',
    items: [
      { path: '/places', label: '网格地图', icon: 'place', ability: 'place.read' },
      { path: '/residents', label: '居民', icon: 'resident', ability: 'resident.read' },
      { path: '/resident-duplicates', label: '重复人员', icon: 'duplicate', ability: 'resident.merge' },
    ],
  },
]

/** The menu of a person: only what their roles may open, no empty group. */
export function menuOf(roles: readonly StaffRole[]) {
  return groups
    .map((group) => ({ ...group, items: group.items.filter((item) => can(roles, item.ability)) }))
    .filter((group) => group.items.length > 0)
}
