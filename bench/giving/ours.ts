import { systemClock } from '@minsheng/shared/units/clock'
import { createApp } from '../../bff/src/app.ts'
import { parseConfig } from '../../bff/src/platform/config/index.ts'
import { connectDatabase } from '../../bff/src/platform/db/index.ts'
import { listen } from '../../bff/src/platform/http/server.ts'
import { createLog } from '../../bff/src/platform/log/index.ts'
import { answerBench } from './measured.ts'
import { plantCampaign } from './planted.ts'

// The BFF as production runs it, but for the addresses of the outside: a production configuration refuses loopback.
const config = { ...parseConfig(process.env), NODE_ENV: 'production' as const }
const db = await connectDatabase(config.MONGODB_URI, config.MONGODB_DB)
const app = createApp({ config, db, log: createLog(config.LOG_LEVEL), clock: systemClock })
await app.prepare()
const planted = await plantCampaign(db, (line) => app.donation.loadFeedLine(line, () => Buffer.alloc(0)))
await app.startWork()
const listening = await listen(app.http, '127.0.0.1', 0, app.upgrade)
answerBench({ url: listening.url, ...planted }, async () => {
  await app.hangUp()
  await listening.close()
  await app.stopWork()
  await db.close()
})
