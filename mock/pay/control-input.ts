import type { Context } from 'koa'
import * as z from 'zod'
import { parseJson, readBody } from '../server/body.ts'
import { tamper } from './behaviour.ts'

export const sendInput = z.strictObject({ tamper: tamper.default('none'), times: z.number().int().min(1).max(200).default(1) })
/** Such a notice can be made by anyone; the others only WeChat Pay can send, and only about money that moved. */
export const FORGEABLE: readonly string[] = ['forged_signature', 'altered_body', 'unknown_serial', 'signtest_probe']

/** The body of a control call, or undefined after the call was answered 400. */
export async function input<S extends z.ZodType>(ctx: Context, schema: S): Promise<z.output<S> | undefined> {
  const bytes = await readBody(ctx.req)
  const parsed = schema.safeParse(bytes.length === 0 ? {} : parseJson(bytes))
  if (parsed.success) return parsed.data
  refuse(ctx, z.prettifyError(parsed.error), 400)
  return undefined
}

export function refuse(ctx: Context, problem: string, status = 409): void {
  ctx.status = status
  ctx.body = { problem }
}
