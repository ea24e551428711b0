import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import type { AwardStore } from '../award/store.ts'
import type { FactsOf, RuleSubjects } from '../subject.ts'
import { createCases } from './case.ts'
import { type ApplicationFields, applicationFields } from './catalogue.ts'
import { createApplicationDesk } from './desk.ts'
import { applicationDeskRoutes, type DeskRouteParts } from './desk-routes.ts'
import type { ApplicationFacts } from './domain.ts'
import { type Applicant, createOwnApplications } from './own.ts'
import { type OwnRouteParts, ownApplicationRoutes } from './own-routes.ts'
import { createMaterialPhotos } from './photos.ts'
import { createApplicationStore } from './store.ts'

export interface ApplicationParts
  extends Pick<OwnRouteParts, 'homeOf' | 'grownUps' | 'isGrownUp'>,
    Pick<DeskRouteParts, 'placeNames' | 'staffNames'> {
  db: Database
  keys: KeyRing
  dataKeys: DataKeys
  catalogue: () => Promise<Catalogue>
  titleOf: (policyId: string) => string
  subjects: RuleSubjects
  factsOf: FactsOf
  awards: AwardStore
  applicantOf: (residentId: string) => Promise<Applicant | null>
  applied: Parameters<typeof createOwnApplications>[0]['applied']
  clock: Clock
}

/** Applying for a policy, and deciding on it. */
export function assembleApplications(parts: ApplicationParts) {
  const { db, keys, dataKeys, catalogue, titleOf, subjects, factsOf, awards, clock } = parts
  const applications = createApplicationStore(db, createProtector<ApplicationFacts, ApplicationFields>(applicationFields, dataKeys, keys))
  const photos = createMaterialPhotos(db, dataKeys)
  const cases = createCases({ catalogue, subjects, factsOf, givenTo: awards.givenTo })
  const own = createOwnApplications({
    cases,
    applications,
    photos,
    applicantOf: parts.applicantOf,
    awardedTo: subjects.awardedTo,
    applied: parts.applied,
    clock,
  })
  const desk = createApplicationDesk({ cases, applications, awards, grownUps: parts.grownUps, clock })
  return {
    async prepare() {
      await applications.prepare()
      await photos.prepare()
    },
    store: applications,
    cases,
    routes: [
      ...ownApplicationRoutes({
        own,
        applications,
        photos,
        homeOf: parts.homeOf,
        grownUps: parts.grownUps,
        isGrownUp: parts.isGrownUp,
        titleOf,
        clock,
      }),
      ...applicationDeskRoutes({ desk, applications, photos, titleOf, placeNames: parts.placeNames, staffNames: parts.staffNames, clock }),
    ],
  }
}
