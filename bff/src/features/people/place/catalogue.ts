import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { NewPlace } from './domain.ts'

const reason = { title: '变更原因', class: 'record', level: 3 } as const

/** What is kept of a place: open to everyone, but for the words somebody typed when it was changed. */
export const placeFields = catalogue<NewPlace>()(
  'places',
  {
    placeId: { title: '地点编号', class: 'location', level: 1 },
    kind: { title: '种类', class: 'location', level: 1 },
    code: { title: '编号', class: 'location', level: 1 },
    name: { title: '名称', class: 'location', level: 1 },
    parentId: { title: '上级', class: 'location', level: 1 },
    path: { title: '所在各级', class: 'location', level: 1 },
    boundary: { title: '边界', class: 'location', level: 1 },
    validFrom: { title: '从哪天起', class: 'location', level: 1 },
    validTo: { title: '到哪天止', class: 'location', level: 1 },
    state: { title: '状态', class: 'record', level: 1 },
    rev: { title: '版本', class: 'record', level: 1 },
    reason: { ...reason, mask: () => '（已隐去）' },
    recordedBy: { title: '登记人', class: 'record', level: 2 },
    recordedAt: { title: '登记时间', class: 'record', level: 1 },
    searchKeys: { title: '查找用的名称和拼音', class: 'location', level: 1 },
    ended: { title: '撤销登记', class: 'record', level: 2, words: { reason } },
  },
  {
    title: '地点和网格',
    period: null,
    from: '长期保存；不涉及个人',
    atEnd: 'archive',
    because: '历史查询要用当时的边界',
    endedBy: 'nobody',
  },
)
export type PlaceFields = typeof placeFields.fields
