import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import * as z from 'zod'

/** Plain words for what zod finds; a schema's own message wins. */
function words(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '请填写这一项' : '格式不对，请按要求填写'
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? `至少 ${issue.minimum} 个` : `不能小于 ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? `最多 ${issue.maximum} 个` : `不能大于 ${issue.maximum}`
    case 'invalid_value':
    case 'invalid_union':
      return '请从给出的选项中选择'
    case 'unrecognized_keys':
      return '没有这一项，请去掉'
    default:
      return '格式不对，请按要求填写'
  }
}

z.config({ customError: (issue) => words(issue) })

/** Every issue with its path; an unknown field is named itself, not its parent. */
export function fieldIssues(error: z.ZodError, where: string): FieldIssue[] {
  return error.issues.flatMap((issue) => {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return fields.map((path) => ({ path: [where, ...path].map(String).join('.'), message: issue.message }))
  })
}

/** Parses the parts of a request and reports all their issues at once. */
export function parseParts(parts: { where: string; schema: z.ZodType | undefined; value: unknown }[]): unknown[] {
  const issues: FieldIssue[] = []
  const parsed = parts.map(({ where, schema, value }) => {
    if (!schema) return undefined
    const result = schema.safeParse(value)
    if (result.success) return result.data
    issues.push(...fieldIssues(result.error, where))
    return undefined
  })
  if (issues.length > 0) throw new AppError('invalid_input', { issues })
  return parsed
}
