import { policyContract as contract, type DeskRecovery } from '@minsheng/shared/contracts/policy'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId, type Visitor } from '../../../../platform/auth/actor.ts'
import { decodeCursor, decodeTextCursor, encodeTextCursor, toPage } from '../../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../../platform/http/route.ts'
import { mayApply, ownsApplication } from '../../application/access.ts'
import type { AwardStore } from '../../award/store.ts'
import type { RuleSubjects } from '../../subject.ts'
import { mayApprovePayouts, mayPay, mayReadPayouts } from '../access.ts'
import type { SetOffStore } from '../row/set-off-store.ts'
import type { RecoveryDesk } from './desk.ts'
import type { createOverpaid } from './overpaid.ts'
import { presentDeskRecovery, presentRecovery, presentRecoveryRow } from './present.ts'
import type { Repaying } from './repaying.ts'
import type { RecoveryRecord, RecoveryStore } from './store.ts'

export interface RecoveryRouteParts {
  store: RecoveryStore
  desk: RecoveryDesk
  repaying: Repaying
  overpaid: ReturnType<typeof createOverpaid>
  setOffs: Pick<SetOffStore, 'sumsOf'>
  awards: Pick<AwardStore, 'award'>
  subjects: Pick<RuleSubjects, 'home'>
  titleOf: (policyId: string) => string
  namesOf: (staffIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

const COMMUNITY = 2
const MOST = 200
const none = { doneFen: 0, onItsWayFen: 0 }
const communityOf = ({ path }: { path: readonly string[] }) => path[COMMUNITY] ?? ''

/** Taking back what was paid too much: for the bureau, and for whom it is about. */
export function recoveryRoutes(parts: RecoveryRouteParts): Route[] {
  const { store, desk, repaying, overpaid, setOffs, awards, subjects, titleOf, namesOf, placeNames, clock } = parts
  const load = ({ params }: { params: { recoveryId: string } }) => store.recovery(params.recoveryId)
  const subject = ({ _id }: RecoveryRecord) => _id

  async function around(rows: readonly RecoveryRecord[]) {
    const [sums, today] = [await setOffs.sumsOf(rows.map(({ _id }) => _id)), shanghaiDate(clock.now())]
    return ({ _id, policyId }: RecoveryRecord) => ({ title: titleOf(policyId), sums: sums.get(_id) ?? none, today })
  }
  const mine = async (seen: RecoveryRecord) => presentRecovery(seen, (await around([seen]))(seen))

  async function detail(seen: RecoveryRecord, actor: Actor): Promise<DeskRecovery> {
    const people = [
      seen.proposedBy,
      seen.decidedBy,
      ...seen.dossier.repayments.flatMap(({ by, confirmedBy }) => [by, confirmedBy]),
      ...(seen.dossier.spoken ?? []).map(({ recordedBy }) => recordedBy),
    ]
    const isHeard = seen.state === 'notice' && seen.hearUntil !== null
    const [names, places, home, beside, speakers] = await Promise.all([
      namesOf([...new Set(people.flatMap((staffId) => staffId ?? []))]),
      placeNames([communityOf(seen)]),
      subjects.home(seen.residentId),
      around([seen]),
      isHeard ? desk.speakers(seen) : [],
    ])
    return presentDeskRecovery(seen, {
      speakers,
      ...beside(seen),
      communityName: places.get(communityOf(seen)) ?? '',
      personState: home?.state ?? 'present',
      nameOf: (staffId) => names.get(staffId) ?? '已离开的同事',
      reader: actorId(actor),
      may: { propose: mayPay(actor), decide: mayApprovePayouts(actor) },
    })
  }

  return [
    route({
      operation: contract.listOverpaid,
      load: nothing,
      allow: mayReadPayouts,
      audit: { action: 'recovery.overpaid', subject: () => 'payout_lines' },
      run: async ({ query }) => {
        const { items, after } = await overpaid(decodeTextCursor(query.cursor), query.limit)
        const places = await placeNames([...new Set(items.map(communityOf))])
        return {
          items: items.map(({ policyId, path, ...row }) => ({
            ...row,
            title: titleOf(policyId),
            communityName: places.get(communityOf({ path })) ?? '',
          })),
          nextCursor: after === null ? null : encodeTextCursor(after),
        }
      },
    }),
    route({
      operation: contract.listRecoveries,
      load: nothing,
      allow: mayReadPayouts,
      audit: { action: 'recovery.list', subject: () => 'payout_recoveries' },
      run: async ({ query }) => {
        const page = toPage(await store.list(decodeCursor(query.cursor), query.limit), query.limit)
        const [places, beside] = await Promise.all([placeNames([...new Set(page.rows.map(communityOf))]), around(page.rows)])
        return {
          items: page.rows.map((seen) => presentRecoveryRow(seen, { ...beside(seen), communityName: places.get(communityOf(seen)) ?? '' })),
          nextCursor: page.nextCursor,
        }
      },
    }),
    route({
      operation: contract.proposeRecovery,
      load: ({ params }) => awards.award(params.awardId),
      allow: mayPay,
      audit: { action: 'recovery.propose', subject: (award) => award._id },
      run: async ({ body, actor, context }, award) =>
        detail(await desk.propose(award, body, actorId(actor), context.idempotencySeed ?? ''), actor),
    }),
    route({
      operation: contract.getRecovery,
      load,
      allow: mayReadPayouts,
      audit: { action: 'recovery.read', subject },
      run: ({ actor }, seen) => detail(seen, actor),
    }),
    route({
      operation: contract.recordSpokenOnRecovery,
      load,
      allow: mayPay,
      audit: { action: 'recovery.record-spoken', subject },
      run: async ({ body, actor }, seen) => detail(await desk.recordSpoken(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.decideRecovery,
      load,
      allow: mayApprovePayouts,
      audit: { action: 'recovery.decide', subject },
      run: async ({ body, actor }, seen) => detail(await desk.decide(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.recordRepayment,
      load,
      allow: mayPay,
      audit: { action: 'recovery.record', subject },
      run: async ({ body, actor }, seen) => detail(await repaying.record(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.confirmRepayment,
      load,
      allow: mayApprovePayouts,
      audit: { action: 'recovery.confirm', subject },
      run: async ({ body, actor }, seen) => {
        const word = { rev: body.rev, confirm: body.confirm, words: body.confirm ? null : body.words }
        return detail(await repaying.confirm(seen, word, actorId(actor)), actor)
      },
    }),
    route({
      operation: contract.listMyRecoveries,
      load: ({ actor }): Visitor | null => (mayApply(actor) ? actor : null),
      allow: mayApply,
      audit: { none: 'reading what was paid too much to oneself' },
      run: async (_, { ownerIds }) => {
        const found = await store.ofAccounts(ownerIds, MOST)
        const beside = await around(found)
        return { items: found.map((seen) => presentRecovery(seen, beside(seen))) }
      },
    }),
    route({
      operation: contract.speakOnRecovery,
      load,
      allow: (actor, seen) => ownsApplication(actor, seen),
      audit: { action: 'my-recovery.speak', subject },
      run: async ({ body }, seen) => mine(await desk.speak(seen, body)),
    }),
  ]
}
