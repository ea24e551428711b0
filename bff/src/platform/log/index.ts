import { destination, type Logger, pino } from 'pino'

export type Log = Logger

/**
 * Structured logs without personal data: bodies, headers, addresses and tokens are never logged;
 * what slips into an object under these names is removed.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['phone', '*.phone', 'password', '*.password', 'token', '*.token', 'authorization', '*.authorization', 'openid', '*.openid', 'ip', '*.ip', 'config', '*.config'],
        remove: true,
      },
      serializers: {
        // An upstream error may carry its whole request; only what a maintainer needs is kept.
        err: (error: unknown) =>
          error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : { message: String(error) },
      },
    },
    destination({ fd: 1, sync: false }),
  )
}
