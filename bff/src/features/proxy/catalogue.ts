import { sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { maskName, maskPhone } from '@minsheng/shared/units/secret'
import { catalogue } from '../../platform/protect/catalogue.ts'
import type { ProxyGrant } from './domain.ts'

/** What is kept of an authorisation. */
export const proxyFields = catalogue<ProxyGrant>()(
  'proxies',
  {
    elderAccountId: { title: '授权人账号', class: 'record', level: 2 },
    residentId: { title: '授权人居民编号', class: 'record', level: 2 },
    elderName: { title: '授权人称呼', class: 'identity', level: 3, mask: maskName },
    proxyName: { title: '代办人称呼', class: 'identity', level: 3, mask: maskName },
    proxyPhone: { title: '代办人电话', class: 'contact', level: 3, mask: maskPhone },
    phoneIndex: { title: '代办人电话索引', class: 'record', level: 2 },
    codeHash: { title: '代办码校验值', class: 'record', level: 2 },
    proxyAccountId: { title: '代办人账号', class: 'record', level: 2 },
    relation: { title: '关系', class: 'family', level: 2 },
    scopes: { title: '授权事项', class: 'record', level: 2 },
    until: { title: '截止日期', class: 'record', level: 2 },
    state: { title: '状态', class: 'record', level: 2 },
    openUntil: { title: '邀请有效期', class: 'record', level: 2 },
    consents: { title: '同意记录', class: 'record', level: 2 },
    channel: { title: '授权方式', class: 'record', level: 2 },
    createdAt: { title: '建立时间', class: 'record', level: 1 },
    acceptedAt: { title: '接受时间', class: 'record', level: 1 },
    endedAt: { title: '结束时间', class: 'record', level: 1 },
    endedBy: { title: '由谁结束', class: 'record', level: 2 },
    openKey: { title: '防重复索引', class: 'record', level: 2 },
    rev: { title: '版本', class: 'record', level: 1 },
  },
  {
    title: '亲情代办授权',
    period: sharingRecordYears,
    from: '授权结束之日',
    atEnd: 'delete',
    because: '谁同意谁办什么；《网络数据安全管理条例》第十二条',
    endedBy: 'retention',
  },
)
export type ProxyFields = typeof proxyFields.fields
