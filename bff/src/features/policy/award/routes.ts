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
import type { RegisteredHome } from '../subject.ts'
import type { AwardDesk } from './desk.ts'
import type { GrownUp } from './domain.ts'
import type { PayeeDesk } from './payee/desk.ts'
import { presentAward, presentAwardRow, presentDeskAward } from './present.ts'
import type { Speaker } from './spoken/domain.ts'
import type { AwardRecord, AwardStore } from './store.ts'
import type { AwardSurroundings } from './surroundings.ts'

export interface AwardRouteParts {
  awards: AwardStore
  desk: AwardDesk
  payees: PayeeDesk
  /** The visitor's home, once it is proven who they are. */
  homeOf: (visitor: Visitor) => Promise<{ home: RegisteredHome | null }>
  grownUps: (seen: AwardRecord) => Promise<readonly GrownUp[]>
  speakersOf: (seen: AwardRecord) => Promise<readonly Speaker[]>
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  around: AwardSurroundings
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

const COMMUNITY = 2
const MOST = 200

/** What stands, for whom it stands and for the desk: who may read and decide are those of applications. */
export function awardRoutes({
  awards,
  desk,
  payees,
  homeOf,
  grownUps,
  speakersOf,
  staffNames,
  around: surroundings,
  placeNames,
  clock,
}: AwardRouteParts): Route[] {
  const today = () => shanghaiDate(clock.now())
  const load = ({ params }: { params: { awardId: string } }) => awards.award(params.awardId)

  /** As whom somebody may speak: as whom is paid, or as another grown-up of the household; null: not at all. */
  async function speakerOf(actor: Actor, seen: AwardRecord): Promise<string | null> {
    if (ownsApplication(actor, seen)) return seen.residentId
    if (!mayApply(actor) || seen.subjectKind !== 'household') return null
    const { home } = await homeOf(actor)
    if (home?.householdId !== seen.subjectId) return null
    return (await grownUps(seen)).some(({ residentId }) => residentId === home.me) ? home.me : null
  }
  /** What is paid to them, and what their household has. */
  async function ofVisitor(visitor: Visitor): Promise<[AwardRecord, string][]> {
    const [own, { home }] = await Promise.all([awards.ofAccounts(visitor.ownerIds, MOST), homeOf(visitor)])
    const shared = home?.householdId ? await awards.ofHousehold(home.householdId, MOST) : []
    const more = shared.filter(({ _id }) => !own.some((one) => one._id === _id))
    const asWhom = await Promise.all(more.map(async (seen) => [seen, await speakerOf(visitor, seen)] as const))
    return [
      ...own.map((seen): [AwardRecord, string] => [seen, seen.residentId]),
      ...asWhom.flatMap(([seen, by]): [AwardRecord, string][] => (by === null ? [] : [[seen, by]])),
    ]
  }

  async function communityOf(rows: readonly AwardRecord[]) {
    const names = await placeNames(rows.flatMap(({ path }) => path.slice(COMMUNITY, COMMUNITY + 1)))
    return ({ path }: AwardRecord) => names.get(path[COMMUNITY] ?? '') ?? ''
  }
  async function detail(seen: AwardRecord, actor: Actor): Promise<DeskAward> {
    const wrote = seen.dossier.changes.at(-1)?.spoken?.map(({ recordedBy }) => recordedBy) ?? []
    const [found, community, around, others, speakers, names] = await Promise.all([
      desk.caseOf(seen),
      communityOf([seen]),
      surroundings(),
      payees.others(seen),
      seen.changeState === 'none' ? [] : speakersOf(seen),
      staffNames([...new Set(wrote)]),
    ])
    return presentDeskAward(seen, {
      ...around(seen),
      communityName: community(seen),
      found,
      others,
      speakers,
      nameOf: (staffId) => names.get(staffId) ?? '已离开的同事',
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
      run: async (_, visitor) => {
        const around = await surroundings()
        return { items: (await ofVisitor(visitor)).map(([seen, by]) => presentAward(seen, around(seen), by)) }
      },
    }),
    route({
      operation: contract.speakOnChange,
      load: async ({ params, actor }) => {
        const seen = await load({ params })
        const by = seen && (await speakerOf(actor, seen))
        return seen && by !== null ? { seen, by } : null
      },
      allow: mayApply,
      audit: { action: 'my-award.speak', subject: ({ seen }) => seen._id },
      run: async ({ body }, { seen, by }) => {
        const heard = await desk.speak(seen, body, by)
        return presentAward(heard, (await surroundings())(heard), by)
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
      operation: contract.recordSpokenOnChange,
      load,
      allow: mayHandle,
      audit: { action: 'award.record-spoken', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => detail(await desk.recordSpoken(seen, body, actorId(actor)), actor),
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
