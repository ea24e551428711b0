import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import type { Database } from '../../../platform/db/index.ts'
import { createLease } from '../../../platform/events/lease.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { Send } from '../../message/index.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { GivingStore } from '../giving/store.ts'
import { createAutomatic } from './automatic.ts'
import { createLetters } from './letters.ts'
import { createMuteStore } from './mute/store.ts'
import { createReceiverStore } from './receiver/store.ts'
import { mailingRoutes } from './routes.ts'
import { createSending } from './sending.ts'
import { createMailingStore } from './store.ts'

const LEASE_MS = 60_000

/** 感谢信: what goes to many donors is written down first, then sent by a job that goes on where it stopped. */
export function createMailingPart(parts: {
  db: Database
  gifts: GivingStore
  campaigns: CampaignStore
  charities: CharityStore
  personsOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  send: Send
  log: Log
  clock: Clock
}) {
  const { db, gifts, campaigns, charities, personsOf, send, log, clock } = parts
  const mailings = createMailingStore(db)
  const mutes = createMuteStore(db)
  const letters = createLetters({ mailings, receivers: createReceiverStore(db), campaigns, charities, personsOf, clock })
  const automatic = createAutomatic({ mailings, gifts, campaigns, charities, personsOf, clock })
  const lease = createLease(db.collection('leases'), 'mailings', newId('mailer'), LEASE_MS, clock)
  return {
    async prepare() {
      await db.ensureIndexes('leases', [])
      await mailings.prepare()
      await mutes.prepare()
    },
    routes: mailingRoutes({ mailings, letters, automatic, mutes, campaigns, clock }),
    automatic,
    handlers: automatic.handlers,
    job: createSending({ mailings, mutes, letters, campaigns, gifts, send, lease, log, clock }),
    /** When a letter last reached each of these donors under their name. */
    async thankedAt(charityId: string, donorIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
      const found = await mailings.thankedTo(charityId, donorIds)
      return new Map([...found].flatMap(([donorId, { sentAt }]) => (sentAt ? [[donorId, sentAt] as const] : [])))
    },
  }
}
