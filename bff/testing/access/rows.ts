import type { Contracts } from '@minsheng/shared/contracts/index'
import { auditRows } from './audit.ts'
import { donationRows } from './donation.ts'
import { exchangeRows } from './exchange.ts'
import { helpRows } from './help.ts'
import { identityRows } from './identity.ts'
import type { Rows } from './matrix.ts'
import { messageRows } from './message.ts'
import { peopleRows } from './people.ts'
import { policyRows } from './policy.ts'
import { populationRows } from './population.ts'
import { privacyRows } from './privacy.ts'
import { publishingRows } from './publishing.ts'
import { visitorRows } from './visitors.ts'
import type { World } from './world.ts'

/**
 * What every operation is tried with: add a new one to its feature's file. Without a row it is tried with no input, which is
 * right for a list and for what asks for nothing, and fails for anything else.
 */
export const rowsOf = (world: World): Rows<Contracts> => ({
  ...identityRows(world),
  ...donationRows(world),
  ...messageRows(world),
  ...peopleRows(world),
  ...exchangeRows(world),
  ...privacyRows(world),
  ...visitorRows(world),
  ...auditRows(world),
  ...policyRows(world),
  ...populationRows(world),
  ...publishingRows(world),
  ...helpRows(world),
})
