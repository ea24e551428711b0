import { policyContract as contract } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Actor, Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { redrawPrivatePhoto } from '../../../platform/protect/private-photo.ts'
import type { GrownUp } from '../award/domain.ts'
import type { RegisteredHome } from '../subject.ts'
import { mayApply, ownsApplication } from './access.ts'
import type { OwnApplications } from './own.ts'
import type { MaterialPhotos } from './photos.ts'
import { presentOwn, presentOwnDetail } from './present.ts'
import type { ApplicationRecord, ApplicationStore } from './store.ts'

export interface OwnRouteParts {
  own: OwnApplications
  applications: ApplicationStore
  photos: MaterialPhotos
  /** Whether somebody is a grown-up of their home. */
  isGrownUp: (home: RegisteredHome) => Promise<boolean>
  /** The visitor's home, once it is proven who they are. */
  homeOf: (visitor: Visitor) => Promise<{ home: RegisteredHome | null; realNameNeeded: boolean }>
  /** Grown-ups of a household it was applied for; nobody of what is one person's own. */
  grownUps: (seen: ApplicationRecord) => Promise<readonly GrownUp[]>
  titleOf: (policyId: string) => string
  clock: Clock
}

const applying = ({ actor }: { actor: Actor }): Visitor | null => (mayApply(actor) ? actor : null)

/** What a person does about their applications; in another's name too, where that was given. */
export function ownApplicationRoutes({ own, applications, photos, homeOf, grownUps, isGrownUp, titleOf, clock }: OwnRouteParts): Route[] {
  const photoLimit = createRateLimit(60, 3_600)
  const limit = createRateLimit(60, 60)
  const today = () => shanghaiDate(clock.now())
  const around = ({ policyId }: ApplicationRecord) => ({ title: titleOf(policyId), today: today() })
  const detail = (seen: ApplicationRecord, reader = seen.residentId) => presentOwnDetail(seen, { ...around(seen), reader })

  /** @throws AppError `record_needed` | `real_name_needed` */
  async function provenHome(visitor: Visitor): Promise<RegisteredHome> {
    await limit.spend(visitor.accountId)
    const { home, realNameNeeded } = await homeOf(visitor)
    if (!home) throw new AppError(realNameNeeded ? 'real_name_needed' : 'record_needed')
    return home
  }

  /** Somebody else's is answered like none. */
  const mine = async ({ params, actor }: { params: { applicationId: string }; actor: Actor }) => {
    const seen = await applications.application(params.applicationId)
    return seen && ownsApplication(actor, seen) ? { seen, visitor: actor } : null
  }

  /** Theirs, or decided about the household they are a grown-up of; by whom it is read stands beside it. */
  const known = async (input: { params: { applicationId: string }; actor: Actor }) => {
    const own = await mine(input)
    if (own) return { ...own, by: { residentId: own.seen.residentId, nameMasked: own.seen.applicantName.masked } }
    const seen = mayApply(input.actor) ? await applications.application(input.params.applicationId) : null
    if (!seen?.dossier.decision || seen.subjectKind !== 'household' || !mayApply(input.actor)) return null
    const { home } = await homeOf(input.actor)
    const by = home?.householdId === seen.subjectId ? (await grownUps(seen)).find(({ residentId }) => residentId === home.me) : undefined
    return by ? { seen, visitor: input.actor, by } : null
  }

  return [
    route({
      operation: contract.getApplicationForm,
      load: applying,
      allow: mayApply,
      audit: { action: 'my-application.form', subject: ({ accountId }) => accountId },
      run: async ({ params }, visitor) => own.form(params.policyId, await provenHome(visitor), visitor),
    }),
    route({
      operation: contract.uploadMaterialPhoto,
      load: applying,
      allow: mayApply,
      audit: { action: 'application-photo.upload', subject: (_, made) => made?.id ?? 'none' },
      run: async ({ body, context }, visitor) => {
        await photoLimit.spend(visitor.accountId)
        await provenHome(visitor)
        const id = derivedId('aph', context.idempotencySeed ?? '')
        await photos.put({ _id: id, accountId: visitor.accountId, createdAt: clock.now() }, await redrawPrivatePhoto(body))
        return { id }
      },
    }),
    route({
      operation: contract.submitApplication,
      load: applying,
      allow: mayApply,
      audit: { action: 'my-application.submit', subject: (_, made) => made?.id ?? 'none' },
      run: async ({ body, context }, visitor) => {
        const { truthful: _, ...wish } = body
        const { _id, dueOn } = await own.submit(wish, await provenHome(visitor), visitor, context.idempotencySeed ?? '')
        return { id: _id, dueOn: dueOn ?? today() }
      },
    }),
    route({
      operation: contract.listMyApplications,
      load: applying,
      allow: mayApply,
      audit: { none: "reading one's own applications" },
      run: async ({ query }, visitor) => {
        const { home } = await homeOf(visitor)
        const householdId = home && (await isGrownUp(home)) ? home.householdId : null
        const rows = await applications.ofAccounts(visitor.ownerIds, householdId, decodeCursor(query.cursor), query.limit)
        const page = toPage(rows, query.limit)
        const isOwn = (seen: ApplicationRecord) => ownsApplication(visitor, seen)
        return {
          items: page.rows.map((seen) => ({ ...presentOwn(seen, around(seen)), asHousehold: !isOwn(seen) })),
          nextCursor: page.nextCursor,
        }
      },
    }),
    route({
      operation: contract.getMyApplication,
      load: known,
      // Whoever is found by it may read it.
      allow: mayApply,
      audit: { none: "reading one's own application" },
      run: async (_, { seen, by }) => detail(await own.sawDecision(seen, by.residentId), by.residentId),
    }),
    route({
      operation: contract.supplementApplication,
      load: mine,
      allow: (_, { seen, visitor }) => ownsApplication(visitor, seen),
      audit: { action: 'my-application.supplement', subject: ({ seen }) => seen._id },
      run: async ({ body }, { seen, visitor }) => detail(await own.supplement(seen, body, visitor)),
    }),
    route({
      operation: contract.withdrawApplication,
      load: mine,
      allow: (_, { seen, visitor }) => ownsApplication(visitor, seen),
      audit: { action: 'my-application.withdraw', subject: ({ seen }) => seen._id },
      run: async ({ body }, { seen, visitor }) => detail(await own.withdraw(seen, body.rev, visitor)),
    }),
    route({
      operation: contract.objectToDecision,
      load: known,
      allow: mayApply,
      audit: { action: 'my-application.object', subject: ({ seen }) => seen._id },
      run: async ({ body }, { seen, visitor, by }) => detail(await own.object(seen, body, visitor, by), by.residentId),
    }),
  ]
}
