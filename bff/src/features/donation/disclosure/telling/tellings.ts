import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { EventHandler } from '../../../../platform/events/outbox.ts'
import type { Send } from '../../../message/index.ts'
import type { CampaignStore } from '../../campaign/store.ts'
import type { Duties } from '../duties.ts'
import { disclosurePage, dueWords, pausedWords, reminderOf, resumedWords } from './domain.ts'

/** The accounts of a charity's people with one of these roles. */
export type CharityStaff = (charityId: string, roles: readonly StaffRole[]) => Promise<string[]>

/** Whoever writes reports, gives their figures, or publishes them. */
const dutyRoles = ['charity_owner', 'charity_finance', 'charity_editor'] as const satisfies readonly StaffRole[]

/** A charity's people are told of what they have to publish: before it is due, when codes pause for want of it, and when they work again. */
export function createDeskTellings(parts: {
  duties: Pick<Duties, 'all'>
  campaigns: Pick<CampaignStore, 'get'>
  charityStaff: CharityStaff
  send: Send
  clock: Clock
}) {
  const { duties, campaigns, charityStaff, send, clock } = parts

  /** One key is one message to each of them, however often it is told. */
  async function tell(charityId: string, key: string, words: { title: string; body: string }): Promise<void> {
    for (const to of await charityStaff(charityId, dutyRoles))
      await send({ id: `${key}:${to}`, to, kind: 'desk', ...words, link: disclosurePage })
  }

  async function titleOf(campaignId: string): Promise<string> {
    const campaign = await campaigns.get(campaignId)
    if (!campaign) throw new Error(`campaign ${campaignId} is missing`)
    return campaign.title
  }

  const handlers: EventHandler[] = [
    {
      name: 'charity-told-of-pause',
      types: ['disclosure.paused'],
      async handle({ id, payload }) {
        const words = pausedWords(await titleOf(String(payload.campaignId)), String(payload.reason))
        await tell(String(payload.charityId), `disclosure-paused:${id}`, words)
      },
    },
    {
      name: 'charity-told-of-resuming',
      types: ['disclosure.resumed'],
      async handle({ id, payload }) {
        await tell(String(payload.charityId), `disclosure-resumed:${id}`, resumedWords(await titleOf(String(payload.campaignId))))
      },
    },
  ]

  return {
    handlers,
    /** Harmless to repeat: each duty is reminded of once for each of its days. */
    async remind(signal: AbortSignal): Promise<void> {
      const today = shanghaiDate(clock.now())
      for (const { duty, name, charity } of await duties.all(null)) {
        if (signal.aborted) return
        const rung = reminderOf(duty, today)
        if (rung === null) continue
        const key = `disclosure-due:${duty.kind}:${duty.subjectId}:${duty.dueOn}:${rung}`
        await tell(charity._id, key, dueWords(duty, name, today))
      }
    },
  }
}
