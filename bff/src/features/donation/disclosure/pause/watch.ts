import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Metrics } from '../../../../platform/http/metrics.ts'
import type { Log } from '../../../../platform/log/index.ts'
import type { CampaignDocument, CampaignStore } from '../../campaign/store.ts'
import type { CharityStore } from '../../charity/store.ts'
import { pauseReason } from '../domain.ts'
import type { Duties } from '../duties.ts'
import type { PauseStore } from './store.ts'

export type PauseWatch = ReturnType<typeof createPauseWatch>

/**
 * Writes down when the codes of a campaign began to pause and when they worked again, once each, with an event, by which the
 * charity's people are told. They see it on their desk as well, beside their duties, campaigns and codes.
 */
export function createPauseWatch(parts: {
  pauses: PauseStore
  duties: Duties
  campaigns: CampaignStore
  charities: CharityStore
  metrics: Metrics
  log: Log
  clock: Clock
}) {
  const { pauses, duties, campaigns, charities, metrics, log, clock } = parts

  async function look(found: readonly CampaignDocument[]): Promise<void> {
    const now = clock.now()
    const owners = new Map(
      (await charities.many([...new Set(found.map(({ charityId }) => charityId))])).map((charity) => [charity._id, charity]),
    )
    const bearing = await duties.bearing(found, owners)
    const recorded = new Map((await pauses.many(found.map(({ _id }) => _id))).map((pause) => [pause._id, pause.reason]))
    for (const { _id, charityId } of found) {
      const reason = pauseReason(bearing.get(_id)?.open ?? [], shanghaiDate(now))
      if ((reason === null) === ((recorded.get(_id) ?? null) === null)) continue
      if (!(await pauses.record({ id: _id, charityId }, reason, now))) continue
      metrics.events.inc({ event: reason === null ? 'disclosure_resumed' : 'disclosure_paused' })
      log.info({ campaignId: _id, reason }, 'codes of a campaign pause or work again')
    }
  }

  return {
    /** Looks at every campaign the public may see. */
    runDue: async (): Promise<void> => look(await campaigns.publicOf(null)),
    /** Looks at one charity's at once, after it told something. */
    lookAt: async (charityId: string): Promise<void> => look(await campaigns.publicOf(charityId)),
  }
}
