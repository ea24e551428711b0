import type { Contracts } from '../contracts/index.ts'
import { auditGrants } from './audit.ts'
import { donationGrants } from './donation.ts'
import type { GrantsOf } from './grant.ts'
import { helpGrants } from './help.ts'
import { identityGrants } from './identity.ts'
import { messageGrants } from './message.ts'
import { exchangeGrants, peopleGrants, qualityGrants } from './people.ts'
import { policyGrants } from './policy.ts'
import { privacyGrants } from './privacy.ts'
import { proxyGrants } from './proxy.ts'

/**
 * Who may do what, for every operation of the API. A new operation gets its row in the feature's file beside this one,
 * and, unless anyone may do it, an input in `bff/testing/access/` that the matrix test tries it with.
 */
export const grants: GrantsOf<Contracts> = {
  ...identityGrants,
  ...donationGrants,
  ...messageGrants,
  ...peopleGrants,
  ...privacyGrants,
  ...exchangeGrants,
  ...qualityGrants,
  ...proxyGrants,
  ...auditGrants,
  ...policyGrants,
  ...helpGrants,
}
