import * as z from 'zod'

/** Where an observation comes from. */
export const observationSource = z.enum([
  'police',
  'civil_affairs',
  'disabled_federation',
  'human_resources',
  'medical_insurance',
  'health',
  'education',
  'veterans',
  'housing',
  'income_check',
  'assessment',
  'document',
  'visit',
  'declared',
  'import',
])
export type ObservationSource = z.output<typeof observationSource>

/** Who said it, in the words people read. */
export const observationSourceWords: Record<ObservationSource, string> = {
  police: '公安',
  civil_affairs: '民政',
  disabled_federation: '残联',
  human_resources: '人社',
  medical_insurance: '医保',
  health: '卫健',
  education: '教育',
  veterans: '退役军人事务',
  housing: '住建',
  income_check: '家庭经济状况核对',
  assessment: '能力评估',
  document: '证件材料',
  visit: '上门走访',
  declared: '本人或家属申报',
  import: '批量导入',
}

/** Whom a fact is about. */
export const subjectKind = z.enum(['person', 'household'])
export type SubjectKind = z.output<typeof subjectKind>
export interface FactSubject {
  kind: SubjectKind
  /** Id of the resident or household. */
  id: string
}

/** What kind of value a fact has; options map the code to the word people read. */
export type FactType =
  | { type: 'enum'; options: Readonly<Record<string, string>> }
  | { type: 'set'; options: Readonly<Record<string, string>> }
  | { type: 'bool' }
  | { type: 'int'; most: number; unit: string }
  | { type: 'moneyFen'; most: number }
  | { type: 'date' }

/** The value of a fact of this type: null is never one; “none” is an option, or an empty set. */
export type ValueOf<T> = T extends { type: 'enum'; options: infer O }
  ? keyof O & string
  : T extends { type: 'set'; options: infer O }
    ? (keyof O & string)[]
    : T extends { type: 'bool' }
      ? boolean
      : T extends { type: 'int' | 'moneyFen' }
        ? number
        : string
export type AnyValue = string | number | boolean | string[]

const oneOf = (options: Readonly<Record<string, string>>) => z.string().refine((code) => Object.hasOwn(options, code), '请从列出的选项里选')

/** What a value of this type has to look like; messages are for whoever fills it in. */
export function valueSchema(spec: FactType): z.ZodType<AnyValue> {
  switch (spec.type) {
    case 'enum':
      return oneOf(spec.options)
    case 'set':
      return z
        .array(oneOf(spec.options))
        .max(Object.keys(spec.options).length)
        .refine((codes) => new Set(codes).size === codes.length, '同一项只选一次')
        .transform((codes) => [...codes].sort())
    case 'bool':
      return z.boolean('请选“是”或“否”')
    case 'int':
      return z.number('请填写数字').int('请填写整数').min(0, '不能小于 0').max(spec.most, `不能大于 ${spec.most}`)
    case 'moneyFen':
      return z
        .number('请填写金额')
        .int('金额精确到分')
        .min(0, '金额不能小于 0')
        .max(spec.most, `金额不能大于 ${spec.most / 100} 元`)
    case 'date':
      return z.iso.date('请填写日期，如 2026-01-31')
  }
}

const yuan = (fen: number) => `${(fen / 100).toLocaleString('zh-CN', { maximumFractionDigits: 2 })} 元`

/** A value in the words people read. */
export function valueWords(spec: FactType, value: AnyValue): string {
  if (spec.type === 'enum') return spec.options[String(value)] ?? String(value)
  if (spec.type === 'set') {
    const codes = Array.isArray(value) ? value : []
    return codes.length === 0 ? '没有' : codes.map((code) => spec.options[code] ?? code).join('、')
  }
  if (spec.type === 'bool') return value === true ? '是' : '否'
  if (spec.type === 'moneyFen') return yuan(Number(value))
  return spec.type === 'int' ? `${value} ${spec.unit}` : String(value)
}
