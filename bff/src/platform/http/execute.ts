import { admits, type Grant } from '@minsheng/shared/access/grant'
import { ACTING_HEADER } from '@minsheng/shared/contracts/acting'
import type { FileAnswer, OperationSpec } from '@minsheng/shared/contracts/operation'
import { AppError } from '@minsheng/shared/errors'
import type { Context } from 'koa'
import type { AuditLog } from '../audit/index.ts'
import { type Actor, actorId } from '../auth/actor.ts'
import { fingerprintOf, type IdempotencyStore, type StoredAnswer } from '../db/idempotency.ts'
import type { Log } from '../log/index.ts'
import type { Acting } from './acting.ts'
import { readBody } from './body.ts'
import type { Input, RequestContext, Route } from './route.ts'
import { fieldIssues, parseParts } from './validation.ts'

export interface ExecuteParts {
  audit: AuditLog
  idempotency: IdempotencyStore
  actorOf(authorization: string | undefined): Promise<Actor>
  /** Lets one person act in another's name where the operation allows it. */
  acting: Acting
  /** Development and tests also check what goes out. */
  checkAnswers: boolean
  secureCookies: boolean
  log: Log
}

const KEY = /^[A-Za-z0-9_-]{8,64}$/

/** What was asked for, as the address named it; nothing is looked up, so it may not be there at all. */
function namedIn(params: unknown): string {
  const [first] = Object.values((params ?? {}) as Record<string, unknown>)
  return typeof first === 'string' ? first.slice(0, 100) : 'missing'
}

/** Turns away, before anything is read or looked up, whoever may not do this to anything; what staff tried is kept. */
async function requireGrant(route: Route, grant: Grant, actor: Actor, asked: unknown, requestId: string, audit: AuditLog): Promise<void> {
  if (admits(grant, actor)) return
  if (actor.kind === 'anonymous') throw new AppError('unauthenticated')
  if (actor.kind === 'staff' && 'action' in route.audit)
    await audit.record({ actor, action: route.audit.action, subject: namedIn(asked), outcome: 'refused', requestId })
  throw new AppError('forbidden')
}

function readKey(context: Context, operation: OperationSpec): string | undefined {
  if (operation.idempotency !== 'key') return undefined
  const key = context.get('Idempotency-Key')
  if (!key) throw new AppError('idempotency_key_missing')
  if (!KEY.test(key))
    throw new AppError('invalid_input', { issues: [{ path: 'header.Idempotency-Key', message: '编号应为 8–64 位字母、数字、- 或 _' }] })
  return key
}

function write(context: Context, operation: OperationSpec, result: unknown): string | null {
  context.status = operation.status
  if (operation.response.kind === 'empty') {
    context.body = null
    context.status = operation.status
    return null
  }
  if (operation.response.kind === 'file') {
    const answer = result as FileAnswer
    context.type = answer.contentType ?? operation.response.contentType
    if (answer.filename) context.attachment(answer.filename)
    context.set('Cache-Control', answer.cacheControl ?? 'private, no-store')
    if (answer.anyOrigin) context.set('Cross-Origin-Resource-Policy', 'cross-origin')
    context.body = answer.content
    // Half a file must look broken to the one who reads it, not like one that is still coming.
    if (!Buffer.isBuffer(answer.content)) answer.content.once('error', () => context.res.destroy())
    return null
  }
  const text = JSON.stringify(result)
  context.type = 'application/json'
  context.set('Cache-Control', 'no-store')
  context.body = text
  return text
}

function checked(operation: OperationSpec, result: unknown): unknown {
  if (operation.response.kind !== 'json') return result
  const outcome = operation.response.schema.safeParse(result)
  if (outcome.success) return outcome.data
  throw new Error(
    `the answer of ${operation.method} ${operation.path} breaks its contract: ${JSON.stringify(fieldIssues(outcome.error, 'answer'))}`,
  )
}

function replay(context: Context, stored: StoredAnswer): void {
  context.set('Idempotency-Replayed', 'true')
  context.set('Cache-Control', 'no-store')
  if (stored.answer !== '') context.type = 'application/json'
  context.body = stored.answer === '' ? null : stored.answer
  context.status = stored.status
}

function deedOf(route: Route, input: Input<OperationSpec>, loaded: unknown, result: unknown = null) {
  if (!('action' in route.audit)) return null
  return {
    actor: input.actor,
    action: route.audit.action,
    subject: route.audit.subject(loaded, result),
    requestId: input.context.requestId,
    ...(route.audit.reason ? { reason: route.audit.reason(loaded) } : {}),
  }
}

/** A look: told only when it is on record; an expected refusal (a wrong password, a wrong state) is kept as well. */
async function runLook(route: Route, input: Input<OperationSpec>, loaded: unknown, audit: AuditLog): Promise<unknown> {
  try {
    const result = await route.run(input, loaded)
    const deed = deedOf(route, input, loaded, result)
    if (deed) await audit.record({ ...deed, outcome: 'done' })
    return result
  } catch (error) {
    const deed = deedOf(route, input, loaded)
    if (deed && error instanceof AppError && error.status < 500) await audit.record({ ...deed, outcome: 'refused' })
    throw error
  }
}

/** A write: on record before it begins, so that none can happen without; how it ended stands in its row. */
async function runWrite(route: Route, input: Input<OperationSpec>, loaded: unknown, audit: AuditLog): Promise<unknown> {
  const deed = deedOf(route, input, loaded)
  if (!deed) return route.run(input, loaded)
  const intent = await audit.begin(deed)
  let result: unknown
  try {
    result = await route.run(input, loaded)
  } catch (error) {
    await intent.end(error instanceof AppError && error.status < 500 ? 'refused' : 'unknown')
    throw error
  }
  await intent.end('done', deedOf(route, input, loaded, result)?.subject)
  return result
}

/**
 * Runs one route for one request: session → role → in whose name → body and fields → key → load → allow → run → audit → answer.
 * What is done in another's name is on record before it begins; when the proxy ended meanwhile, what was read is not told.
 */
export async function execute(route: Route, grant: Grant, context: Context, requestId: string, parts: ExecuteParts): Promise<void> {
  const { operation } = route
  // A public operation serves everyone alike, so a stale token (a page left open over night) is no reason to refuse.
  const own: Actor =
    operation.audience === 'public' ? { kind: 'anonymous' } : await parts.actorOf(context.get('Authorization') || undefined)
  await requireGrant(route, grant, own, context.params, requestId, parts.audit)
  const proxyId = operation.audience === 'public' ? '' : context.get(ACTING_HEADER)
  if (!proxyId) return perform(route, context, requestId, parts, own)
  const deed = await parts.acting({ actor: own, proxyId, operation, name: String(context.state.operation), requestId })
  try {
    await perform(route, context, requestId, parts, deed.actor)
  } catch (error) {
    await deed.settle('refused')
    throw error
  }
  await deed.settle('done')
}

async function perform(route: Route, context: Context, requestId: string, parts: ExecuteParts, actor: Actor): Promise<void> {
  const { operation } = route
  const key = readKey(context, operation)
  const rawBody = await readBody(context.req, operation.body)
  const [params, query, parsedBody] = parseParts([
    { where: 'path', schema: operation.params, value: context.params },
    { where: 'query', schema: operation.query, value: { ...context.query } },
    { where: 'body', schema: operation.body?.kind === 'json' ? operation.body.schema : undefined, value: rawBody },
  ])
  const body = operation.body?.kind === 'raw' ? rawBody : parsedBody
  const seed = key === undefined ? undefined : `${actorId(actor)}|${key}`
  const requestContext: RequestContext = {
    requestId,
    ip: context.ip,
    idempotencySeed: seed,
    cookie: (name) => context.cookies.get(name),
    setCookie(name, value, maxAgeSeconds) {
      // TLS ends at the proxy in front: whether a cookie is Secure follows from our public address, not from this connection.
      context.cookies.secure = parts.secureCookies
      context.cookies.set(name, value, {
        httpOnly: true,
        sameSite: 'lax',
        secure: parts.secureCookies,
        path: '/api/v1/sessions',
        maxAge: maxAgeSeconds * 1000,
        overwrite: true,
      })
    },
    header: (name) => context.get(name) || undefined,
    log: parts.log.child({ requestId }),
  }
  const input: Input<OperationSpec> = { params, query, body, actor, context: requestContext } as Input<OperationSpec>

  let lock: string | undefined
  if (seed !== undefined) {
    const fingerprint = fingerprintOf(
      operation.method,
      context.path,
      Buffer.isBuffer(rawBody) ? rawBody.toString('base64') : JSON.stringify(rawBody ?? null),
    )
    const turn = await parts.idempotency.begin(seed, fingerprint)
    if (turn.kind === 'stored') return replay(context, turn.stored)
    lock = turn.lock
  }
  try {
    const loaded = await route.load(input)
    if (loaded === null || loaded === undefined || !route.allow(actor, loaded)) {
      if ('action' in route.audit && actor.kind !== 'anonymous')
        await parts.audit.record({
          actor,
          action: route.audit.action,
          subject: loaded ? route.audit.subject(loaded, null) : namedIn(params),
          outcome: 'refused',
          requestId,
          ...(loaded && route.audit.reason ? { reason: route.audit.reason(loaded) } : {}),
        })
      const hidden = operation.params !== undefined || operation.audience === 'session'
      throw new AppError(hidden ? 'not_found' : 'forbidden')
    }
    const result = await (operation.method === 'GET' ? runLook : runWrite)(route, input, loaded, parts.audit)
    const text = write(context, operation, parts.checkAnswers ? checked(operation, result) : result)
    if (seed !== undefined && lock) await parts.idempotency.finish(seed, lock, { status: operation.status, answer: text ?? '' })
  } catch (error) {
    if (seed !== undefined && lock)
      await (error instanceof AppError && error.status < 500 ? parts.idempotency.abandon(seed, lock) : parts.idempotency.unlock(seed, lock))
    throw error
  }
}
