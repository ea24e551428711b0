import type { CampaignDocument } from '../../campaign/store.ts'
import type { CharityDocument } from '../../charity/store.ts'
import { type CodeKeys, makeLink, shortNumber } from '../domain.ts'
import type { CodeDocument, VenueDocument } from '../store.ts'
import type { SheetFacts } from './layout.ts'

/** What stands on the sheet of one code. */
export function sheetFacts(
  of: { code: CodeDocument; campaign: CampaignDocument; charity: CharityDocument; venue: VenueDocument },
  wxacode: SheetFacts['wxacode'],
  signing: { keys: CodeKeys; publicBaseUrl: string },
): SheetFacts {
  const { code, campaign, charity, venue } = of
  return {
    title: campaign.title,
    purpose: campaign.purpose,
    charityName: charity.name,
    uscc: charity.uscc,
    certificateNumber: charity.certificateNumber,
    filingNumber: campaign.filingNumber,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
    queryMethod: campaign.queryMethod,
    phone: charity.contactPhone,
    venueName: venue.name,
    shortNumber: shortNumber(code._id),
    expiresOn: code.expiresOn,
    demo: charity.demo || campaign.channel === 'demo',
    paysHere: campaign.channel === 'own_site' || campaign.channel === 'demo',
    link: makeLink(signing.keys, signing.publicBaseUrl, { codeId: code._id, uscc: charity.uscc, expiresOn: code.expiresOn }),
    wxacode,
  }
}
