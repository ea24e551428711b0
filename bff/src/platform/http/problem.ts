import { AppError, toProblem } from '@minsheng/shared/errors'
import type { Context } from 'koa'
import type { Log } from '../log/index.ts'

/** Turns what was thrown into a problem document; anything unexpected is logged and answered as `internal`. */
export function answerProblem(context: Context, thrown: unknown, requestId: string, log: Log): AppError {
  const error = thrown instanceof AppError ? thrown : new AppError('internal', { cause: thrown })
  if (!(thrown instanceof AppError)) log.error({ err: thrown, requestId }, 'unexpected fault')
  else if (error.status >= 500) log.warn({ err: error, requestId, code: error.code }, 'answered with a fault')
  context.status = error.status
  if (error.retryAfterSeconds !== undefined) context.set('Retry-After', String(error.retryAfterSeconds))
  if (error.status === 401) context.set('WWW-Authenticate', 'Bearer')
  context.type = 'application/problem+json'
  context.body = JSON.stringify(toProblem(error, requestId))
  return error
}
