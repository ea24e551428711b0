import { maskAddress } from '@minsheng/shared/units/secret'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { Household } from './domain.ts'

/** What is kept of a household; which flat it is lies sealed, for the flats themselves are known to everyone. */
export const householdFields = catalogue<Household>()(
  'households',
  {
    code: { title: '户号', class: 'family', level: 2 },
    path: { title: '所在区、街道、社区、网格', class: 'location', level: 2 },
    placeId: { title: '户室编号', class: 'location', level: 3, mask: () => '****' },
    address: { title: '居住地址', class: 'location', level: 3, mask: maskAddress },
    homeTokens: { title: '地址索引', class: 'record', level: 2 },
    homeSince: { title: '住进现址的日期', class: 'location', level: 2 },
    formerHomes: { title: '以前的住址（仍为密文）', class: 'record', level: 2 },
    closedOn: { title: '注销日期', class: 'record', level: 2 },
    state: { title: '状态', class: 'record', level: 2 },
    history: { title: '变更记录', class: 'record', level: 2, words: { why: { title: '变更原因', class: 'family', level: 3 } } },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '登记时间', class: 'record', level: 1 },
  },
  {
    title: '家庭档案',
    period: null,
    from: '住在这里期间',
    atEnd: 'archive',
    because: '户本身不是个人信息；成员迁出后按居民档案处理',
    endedBy: 'owner',
  },
)
export type HouseholdFields = typeof householdFields.fields
