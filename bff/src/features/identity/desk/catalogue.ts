import { usageRecordYears } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { RoleRequestDocument } from './domain.ts'

const hidden = () => '（已隐去）'

/** What is kept of a wish for more rights: why may be told in words about a person. */
export const roleRequestFields = catalogue<RoleRequestDocument>()(
  'role_requests',
  {
    staffId: { title: '给谁', class: 'record', level: 2 },
    requestedById: { title: '申请人', class: 'record', level: 2 },
    state: { title: '状态', class: 'record', level: 1 },
    position: { title: '角色和范围', class: 'record', level: 1 },
    zzdAccountId: { title: '要关联的浙政钉账号', class: 'record', level: 2 },
    reason: { title: '申请理由', class: 'record', level: 3, mask: hidden },
    note: { title: '答复说明', class: 'record', level: 3, mask: hidden },
    decidedById: { title: '答复人', class: 'record', level: 2 },
    createdAt: { title: '申请时间', class: 'record', level: 1 },
    decidedAt: { title: '答复时间', class: 'record', level: 1 },
  },
  {
    title: '权限申请',
    period: usageRecordYears,
    from: '答复之日',
    atEnd: 'delete',
    because: '谁给了谁什么权限要说得清',
    endedBy: 'retention',
  },
)
export type RoleRequestFields = typeof roleRequestFields.fields
