import { type DestinationStream, destination, type Logger, pino } from 'pino'

export type Log = Logger

const MOST_CAUSES = 3

/** MongoDB tells a duplicate key by its value, which may be a name, an openid or a number. */
const withoutValues = (text: string) => text.replace(/dup key: .*/g, 'dup key: (removed)')

interface PlainError {
  name: string
  message: string
  code?: string | number
  stack?: string
  cause?: PlainError
}

/** An upstream error may carry its whole request; only what a maintainer needs is kept. */
function plainError(error: unknown, causes: number): PlainError {
  if (!(error instanceof Error)) return { name: 'thrown', message: withoutValues(String(error)) }
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : undefined
  return {
    name: error.name,
    message: withoutValues(error.message),
    code,
    stack: error.stack === undefined ? undefined : withoutValues(error.stack),
    cause: error.cause === undefined || causes === 0 ? undefined : plainError(error.cause, causes - 1),
  }
}

/**
 * Structured logs without personal data: bodies, headers, addresses and tokens are never logged;
 * what slips into an object under these names is removed.
 */
export function createLog(level: string, output: DestinationStream = destination({ fd: 1, sync: false })): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'phone',
          '*.phone',
          'password',
          '*.password',
          'token',
          '*.token',
          'authorization',
          '*.authorization',
          'openid',
          '*.openid',
          'ip',
          '*.ip',
          'config',
          '*.config',
        ],
        remove: true,
      },
      serializers: {
        err: (error: unknown) => plainError(error, MOST_CAUSES),
      },
    },
    output,
  )
}
