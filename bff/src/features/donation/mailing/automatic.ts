import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { EventHandler } from '../../../platform/events/outbox.ts'
import { isPublic } from '../campaign/domain.ts'
import type { CampaignDocument, CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import { hasReader } from '../giving/domain.ts'
import type { GivingStore } from '../giving/store.ts'
import { UNDO_WINDOW_MS } from '../refund/domain.ts'
import { projectPage } from '../telling/domain.ts'
import { letterFault } from './domain.ts'
import { deliveryOf } from './sending.ts'
import { type MailingDocument, type MailingStore, noCounts } from './store.ts'

interface AutomaticParts {
  mailings: MailingStore
  gifts: Pick<GivingStore, 'giftForMoney'>
  campaigns: Pick<CampaignStore, 'ofProjects'>
  charities: Pick<CharityStore, 'get'>
  personsOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

export const automaticId = (campaignId: string) => `auto_${campaignId}`

export type Automatic = ReturnType<typeof createAutomatic>

/** What goes by itself: thanks to who gave, when the gift can no longer be taken back, and news to who gave before. */
export function createAutomatic({ mailings, gifts, campaigns, charities, personsOf, clock }: AutomaticParts) {
  const everyone = (campaignId: string) => ({ campaignId, from: null, to: null, minFen: null, notYetThanked: false })

  async function ofCampaign(campaign: CampaignDocument) {
    const charity = await charities.get(campaign.charityId)
    if (!charity) throw new Error(`charity ${campaign.charityId} is missing`)
    const now = clock.now()
    return {
      charityId: charity._id,
      charityName: charity.name,
      receivers: everyone(campaign._id),
      campaignTitle: campaign.title,
      link: projectPage(campaign._id),
      asOf: now,
      counts: { ...noCounts },
      createdAt: now,
      finishedAt: null,
      rev: 0,
    }
  }

  const thanks: EventHandler = {
    name: 'automatic-thanks',
    types: ['gift.paid'],
    async handle(entry) {
      const mailing = await mailings.mailing(automaticId(String(entry.payload.campaignId)))
      if (mailing?.state !== 'standing') return
      const gift = await gifts.giftForMoney(String(entry.payload.outTradeNo))
      if (!gift?.paidAt) throw new Error(`gift ${entry.payload.outTradeNo} is not marked as paid yet`)
      if (!hasReader(gift)) return
      const { donorId, paidAt, campaignId, amountFen, donorName } = gift
      const to = (await personsOf([donorId])).get(donorId) ?? donorId
      const part = { giftCount: 1, amountFen, campaignIds: [campaignId] }
      const receiver = {
        to,
        accounts: [donorId],
        named: gift.anonymous ? null : { ...part, name: donorName },
        anonymous: gift.anonymous ? part : null,
      }
      // Several gifts of one person on one day are thanked for with one message.
      const key = `thanks:${campaignId}:${to}:${shanghaiDate(paidAt)}`
      const at = new Date(paidAt.getTime() + UNDO_WINDOW_MS)
      await mailings.addDeliveries([deliveryOf(mailing, receiver, { key, at, thankedTo: paidAt, giftId: gift._id })])
    },
  }

  const news: EventHandler = {
    name: 'donors-told-of-progress',
    types: ['project.progressed'],
    async handle(entry) {
      const { projectId, postId, title } = entry.payload
      for (const campaign of (await campaigns.ofProjects([String(projectId)])).filter(isPublic))
        await mailings.insert({
          _id: `progress_${postId}_${campaign._id}`,
          kind: 'progress',
          ...(await ofCampaign(campaign)),
          projectId: String(projectId),
          title: '您捐过的项目有新进展',
          text: `“${campaign.title}”：${title}`,
          asOf: entry.at,
          state: 'collecting',
          createdBy: 'event',
        })
    },
  }

  return {
    handlers: [thanks, news],
    get: (campaignId: string) => mailings.mailing(automaticId(campaignId)),
    /** @throws AppError `invalid_input` | `conflict` when somebody changed it meanwhile */
    async put(campaign: CampaignDocument, wish: { rev: number; enabled: boolean; text: string }, by: string): Promise<MailingDocument> {
      const fault = letterFault(wish.text)
      if (fault) throw new AppError('invalid_input', { issues: [{ path: 'body.text', message: fault }] })
      const put = await mailings.putAutomatic(
        {
          _id: automaticId(campaign._id),
          kind: 'automatic',
          ...(await ofCampaign(campaign)),
          title: '自动感谢',
          text: wish.text,
          state: wish.enabled ? 'standing' : 'off',
          createdBy: by,
        },
        wish.rev,
      )
      if (!put) throw new AppError('conflict')
      return put
    },
  }
}
