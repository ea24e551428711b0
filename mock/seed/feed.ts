import { campaignInput } from '@minsheng/shared/contracts/donation'
import { type FeedLine, feedLine } from '@minsheng/shared/contracts/feed'
import { demoCampaigns } from './campaigns/demo.ts'
import { otherCampaigns } from './campaigns/others.ts'
import { charities } from './charities.ts'
import { codes } from './codes.ts'
import { automaticThanks } from './letters.ts'
import { seedFacts } from './people/facts.ts'
import { seedPlaces } from './people/places.ts'
import { seedResidents } from './people/residents.ts'
import { pictures } from './pictures/index.ts'
import { progress, projects } from './projects.ts'
import { demoResident } from './residents.ts'
import { scans } from './scans.ts'
import { shifts } from './shifts.ts'
import { moneyLines, papers } from './spending.ts'
import { staff } from './staff.ts'
import { matchings, teams } from './together.ts'
import { venues } from './venues.ts'

export interface Feed {
  lines: FeedLine[]
  /** File name to content. */
  pictures: Map<string, string>
  /** Files of vouchers, beside the pictures. */
  papers: Map<string, string>
}

/**
 * A small synthetic district as of `today`: the same every time for the same day.
 * @throws ZodError when a line breaks the feed's contract
 */
export function districtFeed(today: string): Feed {
  const drawn = pictures()
  // Lists show the newest first: what can be given to here and now is loaded last.
  const campaigns = [...otherCampaigns(today).reverse(), ...demoCampaigns(today).reverse()]
  for (const { type: _type, id: _id, state: _state, ...fields } of campaigns) campaignInput.parse(fields)
  const places = seedPlaces()
  const residents = seedResidents(places, today)
  const money = moneyLines(today)
  const lines = [
    ...drawn.map((picture) => picture.line),
    ...charities(today),
    ...venues(),
    ...projects(today),
    ...campaigns,
    ...progress(today),
    ...codes(today),
    ...scans(today),
    ...automaticThanks(),
    ...matchings(today),
    ...teams(today),
    ...places.lines,
    ...residents,
    ...seedFacts(residents, today),
    ...staff(),
    ...shifts(today),
    demoResident,
    ...money,
  ]
  return {
    lines: lines.map((line) => feedLine.parse(line)),
    pictures: new Map(drawn.map((picture) => [picture.line.file, picture.svg])),
    papers: papers(money),
  }
}
