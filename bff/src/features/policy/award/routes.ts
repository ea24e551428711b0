import { policyContract as contract, type DeskAward } from '@minsheng/shared/contracts/policy'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId, type Visitor } from '../../../platform/auth/actor.ts'
import { decodeTextCursor, toTextPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import {
  deskScope,
  mayApply,
  mayDecide,
  mayHandle,
  mayReadApplication,
  mayReadApplications,
  ownsApplication,
} from '../application/access.ts'
import type { AwardDesk } from './desk.ts'
import type { PayeeDesk } from './payee/desk.ts'
import { presentAward, presentAwardRow, presentDeskAward } from './present.ts'
import type { AwardRecord, AwardStore } from './store.ts'
import type { AwardSurroundings } from './surroundings.ts'

export interface AwardRouteParts {
  awards: AwardStore
  desk: AwardDesk
  payees: PayeeDesk
  around: AwardSurroundings
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

const COMMUNITY = 2
const MOST = 200

/** What stands, for whom it stands and for the desk: who may read and decide are those of applications. */
export function awardRoutes({ awards, desk, payees, around: surroundings, placeNames, clock }: AwardRouteParts): Route[] {
  const today = () => shanghaiDate(clock.now())
  const load = ({ params }: { params: { awardId: string } }) => awards.award(params.awardId)

  async function communityOf(rows: readonly AwardRecord[]) {
    const names = await placeNames(rows.flatMap(({ path }) => path.slice(COMMUNITY, COMMUNITY + 1)))
    return ({ path }: AwardRecord) => names.get(path[COMMUNITY] ?? '') ?? ''
  }
  async function detail(seen: AwardRecord, actor: Actor): Promise<DeskAward> {
    const [found, community, around, others] = await Promise.all([
      desk.caseOf(seen),
      communityOf([seen]),
      surroundings(),
      payees.others(seen),
    ])
    return presentDeskAward(seen, {
      ...around(seen),
      communityName: community(seen),
      found,
      others,
      reader: actorId(actor),
      today: today(),
      mayHandle: mayHandle(actor, seen),
      mayDecide: mayDecide(actor, seen),
    })
  }

  return [
    route({
      operation: contract.listMyAwards,
      load: ({ actor }): Visitor | null => (mayApply(actor) ? actor : null),
      allow: mayApply,
      audit: { none: "reading one's own benefits" },
      run: async (_, { ownerIds }) => {
        const around = await surroundings()
        return { items: (await awards.ofAccounts(ownerIds, MOST)).map((seen) => presentAward(seen, around(seen))) }
      },
    }),
    route({
      operation: contract.speakOnChange,
      load,
      allow: (actor, seen) => ownsApplication(actor, seen),
      audit: { action: 'my-award.speak', subject: (seen) => seen._id },
      run: async ({ body }, seen) => {
        const heard = await desk.speak(seen, body)
        return presentAward(heard, (await surroundings())(heard))
      },
    }),
    route({
      operation: contract.listAwards,
      load: nothing,
      allow: mayReadApplications,
      audit: { action: 'award.list', subject: () => 'policy_awards' },
      run: async ({ query, actor }) => {
        const scope = { ...deskScope(actor), changing: query.changing === 'yes', differs: query.differs, policyId: query.policyId }
        const page = toTextPage(await awards.list(scope, decodeTextCursor(query.cursor), query.limit), query.limit, ({ _id }) => _id)
        const [community, around] = await Promise.all([communityOf(page.rows), surroundings()])
        return {
          items: page.rows.map((seen) => presentAwardRow(seen, { ...around(seen), communityName: community(seen) })),
          nextCursor: page.nextCursor,
        }
      },
    }),
    route({
      operation: contract.getAward,
      load,
      allow: mayReadApplication,
      audit: { action: 'award.read', subject: (seen) => seen.residentId },
      run: ({ actor }, seen) => detail(seen, actor),
    }),
    route({
      operation: contract.giveChangeNotice,
      load,
      allow: mayHandle,
      audit: { action: 'award.notice', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => detail(await desk.notice(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.proposePayee,
      load,
      allow: mayHandle,
      audit: { action: 'award.propose-payee', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => detail(await payees.propose(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.decidePayee,
      load,
      allow: mayDecide,
      audit: { action: 'award.decide-payee', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => detail(await payees.decide(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.decideChange,
      load,
      allow: mayDecide,
      audit: { action: 'award.decide', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => detail(await desk.decide(seen, body, actorId(actor)), actor),
    }),
  ]
}
