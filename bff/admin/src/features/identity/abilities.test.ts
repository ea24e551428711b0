import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { expect, test } from 'vitest'
import { can, seesAllCharities } from './abilities.ts'
import { closedPage, firstPageOf, menuOf } from './menu.ts'
import { roleWords } from './role-words.ts'

const writing = ['campaign.write', 'code.create', 'code.change', 'venue.write', 'charity.create', 'charity.write'] as const

test.each<[StaffRole, (typeof writing)[number][]]>([
  ['administrator', ['code.change', 'venue.write', 'charity.create', 'charity.write']],
  ['bureau', ['code.change', 'venue.write', 'charity.create', 'charity.write']],
  ['charity_owner', ['campaign.write', 'code.create', 'code.change', 'venue.write', 'charity.write']],
  ['charity_editor', ['campaign.write', 'code.create', 'code.change', 'venue.write']],
  ['charity_finance', []],
  ['auditor', []],
])('%s is offered exactly these changes', (role, offered) => {
  expect(writing.filter((ability) => can([role], ability))).toEqual(offered)
})

test('lists of gifts leave with those who answer for money', () => {
  const exporting = (['administrator', 'bureau', 'charity_owner', 'charity_finance', 'charity_editor', 'auditor'] as const).filter((role) =>
    can([role], 'gift.export'),
  )
  expect(exporting).toEqual(['bureau', 'charity_owner', 'charity_finance', 'auditor'])
})

test('without a role there is nothing to open', () => {
  expect(menuOf([])).toEqual([])
  expect(seesAllCharities([])).toBe(false)
  expect(roleWords([])).toBe('还没有分配岗位')
})

test('the menu leaves out what the role may not open', () => {
  const labels = (role: StaffRole) => menuOf([role]).flatMap((group) => group.items.map((item) => item.label))
  expect(labels('charity_editor')).toEqual([
    '捐赠记录',
    '募捐活动',
    '慈善项目',
    '项目进展',
    '信息公开',
    '公益码',
    '点位',
    '扫码情况',
    '巡码',
    '码警',
    '慈善组织',
    '企业配捐',
    '一起捐',
    '月捐约定',
    '捐赠人',
    '感谢信',
    '统计',
  ])
  expect(labels('auditor')).toEqual([
    '捐赠记录',
    '募捐活动',
    '慈善项目',
    '项目进展',
    '信息公开',
    '公益码',
    '点位',
    '扫码情况',
    '巡码',
    '码警',
    '慈善组织',
    '企业配捐',
    '一起捐',
    '月捐约定',
    '退款',
    '到账差异',
    '每日对账',
    '捐赠人',
    '感谢信',
    '统计',
    '支出',
    '结算',
    '结余转用',
    '月结',
    '网格地图',
    '资料申请',
    '政策目录',
    '政策参数',
    '政策草稿',
    '待遇发放',
    '多发追回',
    '审计记录',
    '导出审批',
    '数据目录',
    '消息发送',
    '账号与角色',
  ])
})

test.each<[StaffRole, string[]]>([
  [
    'data_steward',
    [
      '网格地图',
      '居民',
      '家庭',
      '排班',
      '重复人员',
      '去世核实',
      '数据交换',
      '数据质量',
      '事实冲突',
      '批量导入',
      '上门授权',
      '资料申请',
      '数据目录',
    ],
  ],
  [
    'district_office',
    [
      '网格地图',
      '居民',
      '家庭',
      '排班',
      '重复人员',
      '事实冲突',
      '批量导入',
      '上门授权',
      '资料申请',
      '一键呼',
      '一键呼报表',
      '一键呼时限',
      '对外接口',
      '联动驾驶舱',
      '救助申请',
      '待遇',
      '政策目录',
      '政策参数',
      '政策试算',
      '政策覆盖',
      '数据目录',
    ],
  ],
  [
    'street',
    [
      '网格地图',
      '居民',
      '家庭',
      '排班',
      '重复人员',
      '去世核实',
      '事实冲突',
      '批量导入',
      '上门授权',
      '一键呼',
      '一键呼报表',
      '一键呼时限',
      '联动驾驶舱',
      '救助申请',
      '待遇',
      '政策上门名单',
      '政策覆盖',
    ],
  ],
  [
    'community',
    [
      '网格地图',
      '居民',
      '家庭',
      '排班',
      '去世核实',
      '事实冲突',
      '批量导入',
      '上门授权',
      '一键呼',
      '一键呼报表',
      '一键呼时限',
      '联动驾驶舱',
      '政策上门名单',
    ],
  ],
  ['grid_worker', ['网格地图', '居民', '家庭', '排班', '去世核实', '批量导入', '上门授权', '一键呼', '政策上门名单']],
])('%s works with places and people, and sees nothing of gifts', (role, labels) => {
  expect(menuOf([role]).flatMap((group) => group.items.map((item) => item.label))).toEqual(labels)
})

test('the address of a page that is not in the own menu is closed, and leads to the first page that is', () => {
  expect(closedPage(['administrator'], '/audit')?.label).toBe('审计记录')
  expect(closedPage(['security_officer'], '/audit')).toBeNull()
  expect(closedPage(['administrator'], '/security')).toBeNull()
  expect(closedPage(['administrator'], '/nowhere')).toBeNull()
  expect(firstPageOf(['security_officer'])?.label).toBe('审计记录')
  expect(firstPageOf([])).toBeNull()
})

test('charity people see their own charity only', () => {
  expect(seesAllCharities(['charity_owner', 'charity_finance'])).toBe(false)
  expect(seesAllCharities(['auditor'])).toBe(true)
})

test('what the books are asked is asked by finance and decided by the owner', () => {
  const roles = ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'charity_editor', 'auditor'] as const
  const offered = (ability: 'books.ask' | 'books.decide' | 'books.read') => roles.filter((role) => can([role], ability))
  expect(offered('books.ask')).toEqual(['charity_finance'])
  expect(offered('books.decide')).toEqual(['charity_owner'])
  expect(offered('books.read')).toEqual(['administrator', 'bureau', 'charity_owner', 'charity_finance', 'auditor'])
})

test('a refund is asked for by finance and decided by the owner', () => {
  const roles = ['administrator', 'bureau', 'charity_owner', 'charity_finance', 'charity_editor', 'auditor'] as const
  const offered = (ability: 'refund.request' | 'refund.decide') => roles.filter((role) => can([role], ability))
  expect(offered('refund.request')).toEqual(['charity_finance'])
  expect(offered('refund.decide')).toEqual(['charity_owner'])
})
