import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { dayFrom } from './calendar.ts'

export type CampaignLine = Extract<FeedLine, { type: 'campaign' }>

/** What differs from campaign to campaign; the rest of the filing has the same words. */
export interface CampaignSketch
  extends Omit<
    CampaignLine,
    | 'type'
    | 'startsOn'
    | 'endsOn'
    | 'goalFen'
    | 'designatedUrl'
    | 'counselApproval'
    | 'story'
    | 'filingNumber'
    | 'budget'
    | 'projectId'
    | 'emergency'
    | 'filedOn'
  > {
  /** Days from today; negative lies behind. */
  startsIn: number
  endsIn: number
  paragraphs: string[]
  budgetYuan: Array<[label: string, yuan: number]>
  filingNumber?: string | null
  designatedUrl?: string | null
  counselApproval?: string | null
  /** None: a project of its own is made. */
  projectId?: string | null
  filedOn?: string | null
}

/** Shown under every story, because the people in it are invented. */
const NOTE = '（演示项目：故事里的人物和数字都是虚构的，付款走演示收银台，不会真的扣款。）'

export function campaignLine(today: string, sketch: CampaignSketch): CampaignLine {
  const { startsIn, endsIn, paragraphs, budgetYuan, ...rest } = sketch
  const budget = budgetYuan.map(([label, yuan]) => ({ label, amountFen: yuan * 100 }))
  return {
    type: 'campaign',
    filingNumber: null,
    designatedUrl: null,
    counselApproval: null,
    projectId: null,
    emergency: false,
    filedOn: null,
    ...rest,
    startsOn: dayFrom(today, startsIn),
    endsOn: dayFrom(today, endsIn),
    story: [...paragraphs, NOTE].join('\n\n'),
    budget,
    goalFen: budget.reduce((sum, line) => sum + line.amountFen, 0),
  }
}
