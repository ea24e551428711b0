import { systemClock } from '@minsheng/shared/units/clock'
import { createApp } from './app.ts'
import { ConfigError, parseConfig } from './platform/config/index.ts'
import { connectDatabase } from './platform/db/index.ts'
import { listen } from './platform/http/server.ts'
import { createLog } from './platform/log/index.ts'

const KEYS_LOOKED_AT_MS = 2_000

async function main(): Promise<void> {
  const config = parseConfig(process.env)
  const log = createLog(config.LOG_LEVEL)
  const db = await connectDatabase(config.MONGODB_URI, config.MONGODB_DB)
  const app = createApp({ config, db, log, clock: systemClock })
  await app.prepare()
  await app.startWork()
  const listening = await listen(app.http, config.HOST, config.PORT, app.upgrade)
  log.info({ url: listening.url }, 'listening')

  const keysChanged = () => log.info('keys changed: the new ones are in use')
  const keysRefused = (error: unknown) => {
    app.metrics.events.inc({ event: 'keyring_refused' })
    log.error({ err: error }, 'the keyring file is not usable; the keys stay as they were')
  }
  const stopWatching = app.keyring.watch(KEYS_LOOKED_AT_MS, keysChanged, keysRefused)
  process.on('SIGHUP', () => {
    try {
      if (app.keyring.reload()) keysChanged()
    } catch (error) {
      keysRefused(error)
    }
  })

  let stopping = false
  async function stop(signal: string): Promise<void> {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    stopWatching()
    await app.hangUp()
    await listening.close()
    await app.stopWork()
    await db.close()
    log.info('stopped')
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal).then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'did not stop cleanly')
          process.exit(1)
        },
      )
    })
  }
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'unhandled rejection')
    process.exit(1)
  })
}

main().catch((error: unknown) => {
  const message =
    error instanceof ConfigError
      ? error.message
      : error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
        ? `The port is in use: ${error.message}`
        : error
  process.stderr.write(`${message instanceof Error ? (message.stack ?? message.message) : message}\n`)
  process.exit(1)
})
