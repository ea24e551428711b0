import type { FactName, ObservationSource, SubjectKind } from '@minsheng/shared/contracts/people'
import { factChangeDays } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import { declareKeeping, type Keeping } from '../../../platform/protect/keeping.ts'

/** One observation as it is kept; only ever inserted. */
export interface KeptObservation {
  _id: string
  subjectKey: string
  subjectKind: SubjectKind
  subjectId: string
  fact: FactName
  /** The value of a fact below level 3; null when it is sealed beside. */
  openText: string | null
  sealedText: string | null
  source: ObservationSource
  observedAt: Date
  recordedAt: Date
  expiresAt: Date | null
  confidence: number
  note: string | null
  recordedBy: string
}

/** One decision between sources as it is kept; only ever inserted. */
export interface KeptResolution {
  _id: string
  subjectKey: string
  fact: FactName
  observationId: string
  heard: string[]
  reason: string
  by: string
  at: Date
}

const hidden = () => '****'

/** What is known of a person goes with the person's record; of a household, as long as it is one. */
const withTheRecord: Keeping = {
  title: '居民和家庭的情况',
  period: null,
  from: '与居民档案一同保存，居民档案匿名化时删除',
  atEnd: 'delete',
  because: '《个人信息保护法》第十九条',
  endedBy: 'owner',
}
declareKeeping(['fact_heads', 'fact_conflicts'], withTheRecord)
declareKeeping(['fact_changes', 'register_changes'], {
  title: '情况和登记变化的内部通知',
  period: factChangeDays,
  from: '变化之日',
  atEnd: 'delete',
  because: '只用来告诉其他功能有变化，不含内容',
  endedBy: 'index',
})

export const observationFields = catalogue<KeptObservation>()(
  'fact_observations',
  {
    subjectKey: { title: '对象', class: 'record', level: 2 },
    subjectKind: { title: '对象类别', class: 'record', level: 1 },
    subjectId: { title: '对象编号', class: 'record', level: 2 },
    fact: { title: '事实名称', class: 'record', level: 1 },
    openText: { title: '一般事实的值', class: 'welfare', level: 2 },
    sealedText: { title: '敏感事实的值', class: 'welfare', level: 4, mask: hidden },
    source: { title: '来源', class: 'record', level: 2 },
    observedAt: { title: '情况发生时间', class: 'record', level: 2 },
    recordedAt: { title: '记录时间', class: 'record', level: 1 },
    expiresAt: { title: '有效期', class: 'record', level: 2 },
    confidence: { title: '可信程度', class: 'record', level: 2 },
    note: { title: '记录说明', class: 'welfare', level: 3, mask: hidden },
    recordedBy: { title: '记录人', class: 'record', level: 2 },
  },
  withTheRecord,
)
export type ObservationFields = typeof observationFields.fields

export const resolutionFields = catalogue<KeptResolution>()(
  'fact_resolutions',
  {
    subjectKey: { title: '对象', class: 'record', level: 2 },
    fact: { title: '事实名称', class: 'record', level: 1 },
    observationId: { title: '核定采用的记录', class: 'record', level: 2 },
    heard: { title: '核定时的各方记录', class: 'record', level: 2 },
    reason: { title: '核定理由', class: 'welfare', level: 3, mask: hidden },
    by: { title: '核定人', class: 'record', level: 2 },
    at: { title: '核定时间', class: 'record', level: 1 },
  },
  withTheRecord,
)
export type ResolutionFields = typeof resolutionFields.fields
