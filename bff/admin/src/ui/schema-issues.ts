import type { FieldIssue } from '@minsheng/shared/errors'
import * as z from 'zod'
import { zhCN } from 'zod/locales'

// Compiled checks need `Function`, which our content security policy forbids.
z.config({ ...zhCN(), jitless: true })

/** Checks a body by the contract's own schema before it is sent; paths are those of the server. */
export function schemaIssues(schema: z.ZodType, body: unknown): FieldIssue[] {
  const result = schema.safeParse(body)
  if (result.success) return []
  return result.error.issues.map((issue) => ({ path: ['body', ...issue.path].join('.'), message: issue.message }))
}
