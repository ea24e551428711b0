import { randomUUID } from 'node:crypto'
import type { DisclosureKind } from '@minsheng/shared/contracts/donation'
import type { FeedLine } from '@minsheng/shared/contracts/feed'
import type { TestApp } from './app.ts'
import { campaignBody, dayFromToday } from './bodies.ts'
import type { District } from './district.ts'

export const reportWords = { text: '共收到棉被款 900 元，已送出 120 份。', pictureIds: [], fileId: null }

export const reportBody = (kind: DisclosureKind, subjectId: string) => ({ kind, subjectId, ...reportWords })

export const progressBody = (projectId: string) => ({
  projectId,
  title: '第一批送到了',
  text: '志愿者上门送了 20 户。',
  pictureIds: [] as string[],
  milestoneId: null as string | null,
})

/** A campaign of this charity with these dates, published; its project is its own. */
export async function campaignWith(
  app: TestApp,
  place: District,
  change: Partial<Extract<FeedLine, { type: 'campaign' }>>,
): Promise<string> {
  const id = `cmp_${randomUUID()}`
  await app.app.donation.loadFeedLine(
    { type: 'campaign', id, state: 'published', ...campaignBody(place.charityId), coverPictureId: null, ...change },
    () => Buffer.alloc(0),
  )
  return id
}

/** One that ended the day before yesterday, so that everything is to be told of it. */
export const endedCampaign = (app: TestApp, place: District) =>
  campaignWith(app, place, { startsOn: dayFromToday(-40), endsOn: dayFromToday(-2) })
