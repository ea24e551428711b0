import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { CampaignStore } from './campaign/store.ts'
import type { CharityStore } from './charity/store.ts'
import type { CodeStore } from './code/store.ts'
import type { Automatic } from './mailing/automatic.ts'
import type { PictureStore } from './picture/store.ts'

type DonationLine = Extract<FeedLine, { type: 'picture' | 'charity' | 'venue' | 'campaign' | 'code' | 'automatic_thanks' }>

const pictureTypes: Record<string, string> = { svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' }

/** Loads one line of a feed; what is already there stays as it is, so that loading twice changes nothing. */
export function createFeedLoader(parts: {
  charities: CharityStore
  campaigns: CampaignStore
  codes: CodeStore
  pictures: PictureStore
  automatic: Automatic
  clock: Clock
}) {
  const { charities, campaigns, codes, pictures, automatic, clock } = parts
  return async function loadLine(line: DonationLine, readPicture: (file: string) => Buffer): Promise<void> {
    const createdAt = clock.now()
    switch (line.type) {
      case 'picture': {
        const content = readPicture(line.file)
        const contentType = pictureTypes[line.file.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
        await pictures.put({ _id: line.id, contentType, bytes: content.length, alt: line.alt, createdAt }, content)
        return
      }
      case 'charity': {
        const { type: _, id, ...fields } = line
        await charities.insert({ _id: id, ...fields, rev: 0, createdAt })
        return
      }
      case 'venue': {
        const { type: _, id, ...fields } = line
        await codes.insertVenue({ _id: id, ...fields, rev: 0, createdAt })
        return
      }
      case 'campaign': {
        const { type: _, id, ...fields } = line
        await campaigns.insert({
          _id: id,
          ...fields,
          rev: 0,
          createdAt,
          publishedAt: fields.state === 'draft' ? null : createdAt,
          history: [],
        })
        return
      }
      case 'automatic_thanks': {
        const campaign = await campaigns.get(line.campaignId)
        if (!campaign) throw new Error(`automatic thanks name campaign ${line.campaignId}, which is not loaded`)
        await automatic.put(campaign, { rev: 0, enabled: true, text: line.text }, 'feed').catch((error: unknown) => {
          // Set up before, and perhaps changed by its charity since.
          if (!(error instanceof AppError) || error.code !== 'conflict') throw error
        })
        return
      }
      case 'code': {
        const campaign = await campaigns.get(line.campaignId)
        if (!campaign) throw new Error(`code ${line.id} names campaign ${line.campaignId}, which is not loaded`)
        await codes.insert({
          _id: line.id,
          campaignId: line.campaignId,
          charityId: campaign.charityId,
          venueId: line.venueId,
          state: line.state,
          stateReason: line.reason,
          expiresOn: line.expiresOn,
          rev: 0,
          createdAt,
          history: [],
        })
      }
    }
  }
}
