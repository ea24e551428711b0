import type { FieldEntry } from '@minsheng/shared/contracts/audit'
import { declaredCatalogues, type FieldSpec, type Keeping } from '../../../platform/protect/catalogue.ts'
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
const thens: Record<Keeping['atEnd'], string> = { delete: '删除', anonymise: '匿名化', archive: '留存' }
const roleWords: Record<string, string> = { charity_owner: '慈善组织负责人', bureau: '民政局', security_officer: '安全管理员' }

function keptWords(keeping: Keeping | null): string {
  if (!keeping) return '没有声明期限'
  const span = keeping.months === null ? keeping.from : `${keeping.from}起 ${keeping.months} 个月，之后${thens[keeping.atEnd]}`
  return keeping.illustrative ? `${span}（示例，待区局确认）` : span
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

/** 数据目录, made of what the features declared: what has no entry can't be written. */
export function fieldEntries(): FieldEntry[] {
  return declaredCatalogues().flatMap(({ catalogue: { collection, fields }, keeping }) =>
    Object.entries(fields).map(([field, spec]) => ({
      collection,
      collectionTitle: keeping?.title ?? collection,
      field,
      title: spec.title,
      class: spec.class,
      level: spec.level,
      sealed: spec.level >= 3,
      maskedExample: example(field, spec),
      indexed: Object.keys(fields).some((other) => other !== field && new RegExp(`^${field}.*(Index|Tokens?)$`).test(other)),
      keptWords: keptWords(keeping),
      exportWords: exportWords(spec),
    })),
  )
}
