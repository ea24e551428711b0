import { ACTING_HEADER } from '@minsheng/shared/contracts/acting'
import type { Media, OperationSpec } from '@minsheng/shared/contracts/operation'
import { type ErrorCode, errorTable } from '@minsheng/shared/errors'
import * as z from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi'

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string().optional(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details; `code` is stable, `title` is for people' })

const always: readonly ErrorCode[] = ['too_many_requests', 'internal', 'unavailable']

/** Every failure an operation can answer with, the ones common to its form included. */
export function errorsOf(operation: OperationSpec): ErrorCode[] {
  const codes = new Set<ErrorCode>([...operation.errors, ...always])
  if (operation.params || operation.query || operation.body || operation.idempotency === 'key') codes.add('invalid_input')
  if (operation.body?.kind === 'json')
    for (const code of ['malformed_body', 'body_too_large', 'unsupported_media_type'] as const) codes.add(code)
  if (operation.body?.kind === 'raw') for (const code of ['body_too_large', 'unsupported_media_type'] as const) codes.add(code)
  if (operation.audience !== 'public')
    for (const code of ['unauthenticated', 'token_expired', 'session_revoked', 'forbidden'] as const) codes.add(code)
  if (operation.audience === 'session' || operation.audience === 'any_session')
    for (const code of ['proxy_ended', 'proxy_not_allowed'] as const) codes.add(code)
  if (operation.params || operation.method !== 'GET') codes.add('not_found')
  if (operation.idempotency === 'key')
    for (const code of ['idempotency_key_missing', 'request_in_flight', 'idempotency_key_reused'] as const) codes.add(code)
  return [...codes]
}

/** Readers of OpenAPI take YAML for what it says, as they take JSON, and no file of bytes. */
const isDocument = (contentType: string) => contentType === 'application/yaml'

function content(
  media: Media,
): Record<string, { schema: z.ZodType | { type: 'string'; format: 'binary' } | Record<string, never> }> | undefined {
  switch (media.kind) {
    case 'json':
      return { 'application/json': { schema: media.schema } }
    case 'raw':
      return Object.fromEntries(media.contentTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } as const }]))
    case 'file':
      return { [media.contentType]: { schema: isDocument(media.contentType) ? {} : { type: 'string', format: 'binary' } } }
    case 'empty':
      return undefined
  }
}

/** Headers besides the bearer: the key of a submission, and in whose name it is done. */
function headerOf({ idempotency, actingFor, guardian }: OperationSpec): z.ZodObject | undefined {
  const isForOthers = actingFor !== undefined || guardian !== undefined
  if (idempotency !== 'key' && !isForOthers) return undefined
  return z.object({
    ...(idempotency === 'key'
      ? {
          'Idempotency-Key': z
            .string()
            .regex(/^[A-Za-z0-9_-]{8,64}$/)
            .meta({ description: '本次提交的编号；重试时不变' }),
        }
      : {}),
    ...(isForOthers
      ? {
          [ACTING_HEADER]: z
            .string()
            .regex(/^[A-Za-z0-9_-]{1,64}$/)
            .optional()
            .meta({ description: '代办授权的编号：以对方的名义办这件事；监护人替孩子办的，写 `ward-` 加孩子的编号' }),
        }
      : {}),
  })
}

function describe(name: string, operation: OperationSpec): ZodOpenApiOperationObject {
  const responses: ZodOpenApiResponsesObject = {}
  const success = content(operation.response)
  responses[`${operation.status}`] = { description: '成功', ...(success ? { content: success } : {}) }
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of errorsOf(operation)) byStatus.set(errorTable[code].status, [...(byStatus.get(errorTable[code].status) ?? []), code])
  for (const [status, codes] of byStatus) {
    responses[`${status as 400}`] = {
      description: codes.map((code) => `${code}: ${errorTable[code].title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: problem } },
    }
  }
  const body = operation.body && content(operation.body)
  const header = headerOf(operation)
  return {
    operationId: name,
    summary: operation.summary,
    tags: [operation.tag],
    security: operation.audience === 'public' ? [] : [{ bearer: [] }],
    requestParams: {
      ...(operation.params ? { path: operation.params } : {}),
      ...(operation.query ? { query: operation.query } : {}),
      ...(header ? { header } : {}),
    },
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses,
  }
}

/** OpenAPI 3.1 of everything the contracts declare. */
export function openApiDocument(operations: Record<string, OperationSpec>, serverUrl: string) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const [name, operation] of Object.entries(operations)) {
    const path = operation.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(name, operation) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: '民生直达 · 上城 API',
      version: '0.1.0',
      description: '居民端、工作端与管理后台共用的接口。金额一律为整数分，时刻为 UTC。',
    },
    servers: [{ url: serverUrl }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  })
}
