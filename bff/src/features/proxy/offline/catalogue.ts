import { sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { maskName, maskPhone } from '@minsheng/shared/units/secret'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { OfflineConsentFacts } from './domain.ts'

/** What is kept of a consent that was taken at the door. */
export const offlineFields = catalogue<OfflineConsentFacts>()(
  'offline_consents',
  {
    residentId: { title: '居民编号', class: 'record', level: 2 },
    path: { title: '所在地点', class: 'location', level: 2 },
    elderName: { title: '授权人姓名', class: 'identity', level: 3, mask: maskName },
    proxyName: { title: '代办人姓名', class: 'identity', level: 3, mask: maskName },
    proxyPhone: { title: '代办人电话', class: 'contact', level: 3, mask: maskPhone },
    relation: { title: '关系', class: 'family', level: 2 },
    scopes: { title: '授权事项', class: 'record', level: 2 },
    until: { title: '截止日期', class: 'record', level: 2 },
    way: { title: '怎么同意的', class: 'record', level: 2 },
    note: { title: '备注', class: 'identity', level: 3, mask: () => '（已隐去）' },
    photoId: { title: '照片编号', class: 'record', level: 2 },
    textVersion: { title: '说明版本', class: 'record', level: 2 },
    state: { title: '状态', class: 'record', level: 2 },
    recordedBy: { title: '登记人', class: 'record', level: 2 },
    decidedAt: { title: '核实时间', class: 'record', level: 2 },
    decidedBy: { title: '核实人', class: 'record', level: 2 },
    reason: { title: '理由', class: 'identity', level: 3, mask: () => '（已隐去）' },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '登记时间', class: 'record', level: 1 },
  },
  {
    title: '上门登记的代办授权',
    period: sharingRecordYears,
    from: '没有通过核实之日，或授权截止之日',
    atEnd: 'delete',
    because: '本人同意的凭据；《网络数据安全管理条例》第十二条',
    endedBy: 'retention',
  },
)
export type OfflineFields = typeof offlineFields.fields
