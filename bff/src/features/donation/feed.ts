import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type CampaignDocument, type CampaignStore, newCampaign } from './campaign/store.ts'
import type { CharityStore } from './charity/store.ts'
import { makeOwnProject } from './charity-project/adopt.ts'
import type { CharityProjectStore } from './charity-project/store.ts'
import type { CodeStore } from './code/store.ts'
import type { MoneyLine } from './feed-money.ts'
import type { Automatic } from './mailing/automatic.ts'
import type { MatchingStore } from './matching/store.ts'
import type { PictureStore } from './picture/store.ts'
import type { ProgressStore } from './progress/store.ts'
import { dayStart } from './scan/domain.ts'
import type { ScanStore } from './scan/store.ts'
import type { TeamStore } from './together/store.ts'

type DonationType =
  | 'picture'
  | 'charity'
  | 'venue'
  | 'project'
  | 'campaign'
  | 'progress'
  | 'code'
  | 'scans'
  | 'automatic_thanks'
  | 'matching'
  | 'team'
type DonationLine = Extract<FeedLine, { type: DonationType }> | MoneyLine

const pictureTypes: Record<string, string> = { svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' }

/** Loads one line of a feed; what is already there stays as it is, so that loading twice changes nothing. */
export function createFeedLoader(parts: {
  charities: CharityStore
  campaigns: CampaignStore
  charityProjects: CharityProjectStore
  progress: ProgressStore
  codes: CodeStore
  pictures: PictureStore
  scans: ScanStore
  automatic: Automatic
  loadMoney: (line: MoneyLine, readFile: (file: string) => Buffer) => Promise<void>
  matchings: MatchingStore
  teams: TeamStore
  clock: Clock
}) {
  const { charities, campaigns, charityProjects, progress, codes, pictures, scans, automatic, loadMoney, matchings, teams, clock } = parts
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
      case 'project': {
        const { type: _, id, ...fields } = line
        await charityProjects.insert({ _id: id, ...fields, state: 'open', endedOn: null, rev: 0, createdAt, history: [] })
        return
      }
      case 'campaign': {
        const { type: _, id, ...fields } = line
        const isShown = fields.state === 'published' || fields.state === 'closed'
        const document = fields.channel === 'own_site' ? fields.counselApproval : null
        const campaign: CampaignDocument = {
          ...newCampaign(),
          _id: id,
          ...fields,
          createdAt,
          submittedAt: fields.state === 'in_review' ? createdAt : null,
          publishedAt: isShown ? createdAt : null,
          // A feed is loaded by the bureau: what it publishes, it has seen.
          counselConfirmed: isShown && document !== null ? { by: 'feed', at: createdAt, document } : null,
        }
        const projectId = fields.projectId ?? (fields.state !== 'draft' ? await makeOwnProject(campaign, charityProjects, createdAt) : null)
        await campaigns.insert({ ...campaign, projectId })
        return
      }
      case 'progress': {
        const project = await charityProjects.get(line.projectId)
        if (!project) throw new Error(`post ${line.id} names project ${line.projectId}, which is not loaded`)
        const { type: _, id, publishedAt, ...fields } = line
        await progress.insert({
          _id: id,
          ...fields,
          charityId: project.charityId,
          state: 'published',
          publishedAt: new Date(publishedAt),
          corrections: [],
          rev: 0,
          createdAt: new Date(publishedAt),
          createdBy: 'feed',
          history: [],
          outbox: [],
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
        return
      }
      case 'scans': {
        const code = await codes.get(line.codeId)
        if (!code) throw new Error(`scans of code ${line.codeId}, which is not loaded`)
        const hourOf = (hour: number) => new Date(dayStart(line.date).getTime() + hour * 3_600_000)
        const hours = Object.keys(line.hours).map(Number)
        const { codeId, date } = line
        await scans.putDay(
          {
            codeId,
            charityId: code.charityId,
            venueId: code.venueId,
            date,
            scans: Object.values(line.hours).reduce((sum, count) => sum + count, 0),
            hours: line.hours,
          },
          { firstScanAt: hourOf(Math.min(...hours)), lastScanAt: hourOf(Math.max(...hours)), nextCheckAt: createdAt },
        )
        return
      }
      case 'matching': {
        const { type: _, id, ...fields } = line
        const campaign = await campaigns.get(line.campaignId)
        if (!campaign) throw new Error(`matching ${id} names campaign ${line.campaignId}, which is not loaded`)
        await matchings.insert({
          _id: id,
          ...fields,
          charityId: campaign.charityId,
          campaignTitle: campaign.title,
          state: 'confirmed',
          recordedBy: 'feed',
          decision: { by: 'feed', at: createdAt, note: '随演示数据载入' },
          endedOn: null,
          rev: 0,
          createdAt,
          history: [],
        })
        return
      }
      case 'team': {
        const { type: _, id, projectId, ...fields } = line
        const campaign = await campaigns.get(projectId)
        const charity = campaign ? await charities.get(campaign.charityId) : null
        if (!campaign || !charity) throw new Error(`team ${id} names project ${projectId}, which is not loaded`)
        await teams.insert({
          _id: id,
          ...fields,
          ownerId: 'feed',
          wechatAccountId: null,
          campaignId: campaign._id,
          charityId: charity._id,
          projectTitle: campaign.title,
          charityName: charity.name,
          state: 'open',
          stateReason: null,
          openedAt: createdAt,
          checks: 0,
          nextCheckAt: null,
          waitsSince: null,
          decision: null,
          rev: 0,
          createdAt,
          history: [],
          outbox: [],
        })
        return
      }
      default:
        return loadMoney(line, readPicture)
    }
  }
}
