import type { FieldEntry, KeepingEntry } from '@minsheng/shared/contracts/audit'
import { declaredCatalogues, type FieldSpec } from '../../../platform/protect/catalogue.ts'
import { declaredKeepings, type Keeping, keepingWords } from '../../../platform/protect/keeping.ts'
import { deciders } from '../access.ts'

/** A made-up value of each kind, to show what masking leaves. */
const examples: Record<FieldSpec['class'], string> = {
  identity: '王小明',
  contact: '13812345678',
  location: '演示路 8 号 2 幢 301 室',
  family: '演示',
  welfare: '演示',
  record: '演示',
}
const roleWords: Record<string, string> = { charity_owner: '慈善组织负责人', bureau: '民政局', security_officer: '安全管理员' }

const enders: Record<Keeping['endedBy'], string> = {
  retention: '到期自动处理（保存期限任务，留有记录）',
  index: '数据库到期自动删除',
  job: '功能自己的任务到期删除',
  owner: '随所属的账号或档案一同处理',
  people: '到期由档案管理人员鉴定处理',
  nobody: '不涉及个人信息，不处理',
}

function exportWords(spec: FieldSpec): string {
  if (spec.level < 3) return '不需审批'
  const who = deciders({ table: 'residents', level: spec.level, charityId: null }).map((role) => roleWords[role] ?? role)
  return `须另一人同意：${who.join('或')}`
}

function example(field: string, spec: FieldSpec): string | null {
  if (!('mask' in spec)) return null
  return spec.mask(/idNumber/i.test(field) ? '330102194001011234' : examples[spec.class])
}

/** How long everything is kept, what tells of people first. @param today yyyy-mm-dd */
export function keepingEntries(today: string): KeepingEntry[] {
  return declaredKeepings()
    .map(({ keeping, collections }) => ({
      title: keeping.title,
      collections,
      keptWords: keepingWords(keeping, today),
      because: keeping.because,
      endedWords: enders[keeping.endedBy],
    }))
    .sort((one, other) => Number(one.endedWords === enders.nobody) - Number(other.endedWords === enders.nobody))
}

/** 数据目录, made of what the features declared: what has no entry can't be written. @param today yyyy-mm-dd */
export function fieldEntries(today: string): FieldEntry[] {
  return declaredCatalogues().flatMap(({ catalogue: { collection, fields }, keeping }) =>
    Object.entries(fields).map(([field, spec]) => ({
      collection,
      collectionTitle: keeping.title,
      field,
      title: spec.title,
      class: spec.class,
      level: spec.level,
      sealed: spec.level >= 3,
      maskedExample: example(field, spec),
      indexed: Object.keys(fields).some((other) => other !== field && new RegExp(`^${field}.*(Index|Tokens?)$`).test(other)),
      keptWords: keepingWords(keeping, today),
      exportWords: exportWords(spec),
    })),
  )
}
