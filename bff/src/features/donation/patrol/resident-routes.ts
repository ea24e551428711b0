import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId, type Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayGive, mayPatrol } from '../access.ts'
import type { CharityStore } from '../charity/store.ts'
import type { CodeKeys } from '../code/domain.ts'
import type { CodeStore } from '../code/store.ts'
import { redraw } from '../picture/routes.ts'
import { inviteStateAt, readInviteToken } from './domain.ts'
import type { Inspect } from './inspection.ts'
import type { PhotoStore } from './photo/store.ts'
import { presentPatrol } from './present.ts'
import type { PatrolRecords } from './records.ts'
import type { PlanRound } from './round.ts'
import type { PatrolStore } from './store.ts'
import type { Volunteers } from './volunteers.ts'

interface ResidentPatrolParts {
  store: PatrolStore
  photos: PhotoStore
  volunteers: Volunteers
  records: PatrolRecords
  inspect: Inspect
  planRound: PlanRound
  codes: CodeStore
  charities: CharityStore
  keys: CodeKeys
  clock: Clock
}

const ownerIds = (actor: Actor) => (actor.kind === 'visitor' ? actor.ownerIds : [])

/** What a volunteer does on the street. */
export function residentPatrolRoutes(parts: ResidentPatrolParts): Route[] {
  const { store, photos, volunteers, records, inspect, planRound, codes, charities, keys, clock } = parts
  const inviteLimit = createRateLimit(30, 60)
  const workLimit = createRateLimit(120, 60)

  const membership = ({ actor, body }: { actor: Actor; body: { charityId: string } }) => store.membership(ownerIds(actor), body.charityId)
  async function inviteOf(token: string) {
    const id = readInviteToken(keys, token)
    return id === null ? null : store.invite(id)
  }
  async function charityName(id: string): Promise<string> {
    return (await charities.get(id))?.name ?? ''
  }

  return [
    route({
      operation: contract.readPatrolInvite,
      load: async ({ params, actor }) => {
        await inviteLimit.spend(actorId(actor))
        return inviteOf(params.token)
      },
      allow: mayGive,
      audit: { none: 'reading an invitation that one was sent' },
      run: async ({ actor }, invite) => ({
        charityName: await charityName(invite.charityId),
        state: inviteStateAt(invite, clock.now()),
        mine: invite.acceptedBy !== null && ownerIds(actor).includes(invite.acceptedBy),
        expiresAt: invite.expiresAt.toISOString(),
      }),
    }),
    route({
      operation: contract.acceptPatrolInvite,
      load: async ({ params, actor }) => {
        await inviteLimit.spend(actorId(actor))
        return inviteOf(params.token)
      },
      allow: mayGive,
      audit: { action: 'patrol-invite.accept', subject: (invite) => invite._id },
      run: async ({ actor, body }, invite) => {
        await volunteers.accept(invite, actor as Visitor, body.name)
        return { charityId: invite.charityId, charityName: await charityName(invite.charityId) }
      },
    }),
    route({
      operation: contract.getMyPatrol,
      load: ({ actor }) => ({ accountIds: ownerIds(actor) }),
      allow: mayGive,
      audit: { none: 'one’s own memberships' },
      run: async (_, { accountIds }) => {
        const mine = await store.memberships(accountIds)
        const names = await charities.many(mine.map((volunteer) => volunteer.charityId))
        return {
          memberships: mine.map((volunteer) => ({
            charityId: volunteer.charityId,
            charityName: names.find(({ _id }) => _id === volunteer.charityId)?.name ?? '',
            name: volunteers.nameOf(volunteer),
            since: volunteer.createdAt.toISOString(),
          })),
        }
      },
    }),
    route({
      operation: contract.planPatrol,
      load: membership,
      allow: mayPatrol,
      audit: { none: 'venues are public; the place is not kept' },
      run: ({ body }, { charityId }) => planRound(charityId, body.place),
    }),
    route({
      operation: contract.checkPatrolScan,
      load: membership,
      allow: mayPatrol,
      audit: { none: 'a check changes nothing' },
      run: async ({ body, actor }) => {
        await workLimit.spend(actorId(actor))
        return (await inspect(body.scanned, body)).check
      },
    }),
    route({
      operation: contract.uploadPatrolPhoto,
      load: async ({ actor }) => (await store.memberships(ownerIds(actor)))[0] ?? null,
      allow: mayPatrol,
      audit: { none: 'the record that shows it is kept' },
      run: async ({ body, actor, context }) => {
        await workLimit.spend(actorId(actor), 5)
        const content = await redraw(body)
        const id = derivedId('pho', context.idempotencySeed ?? '')
        await photos.put({ _id: id, accountId: actorId(actor), charityId: null, bytes: content.length, createdAt: clock.now() }, content)
        return { id }
      },
    }),
    route({
      operation: contract.recordPatrol,
      load: membership,
      allow: mayPatrol,
      audit: { none: 'the record is itself kept' },
      run: async ({ body, actor, context }, volunteer) => {
        await workLimit.spend(actorId(actor))
        const venue = await codes.venue(body.venueId)
        if (!venue) throw new AppError('invalid_input', { issues: [{ path: 'body.venueId', message: '没有这个点位' }] })
        const { patrol, check } = await records.record(volunteer, venue, body, ownerIds(actor), context.idempotencySeed ?? '')
        return { record: presentPatrol(patrol), check }
      },
    }),
    route({
      operation: contract.listMyPatrols,
      load: ({ actor }) => ({ accountIds: ownerIds(actor) }),
      allow: mayGive,
      audit: { none: 'one’s own records' },
      run: async ({ query }, { accountIds }) => {
        const { rows, nextCursor } = toPage(await store.listOwn(accountIds, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: rows.map(presentPatrol), nextCursor }
      },
    }),
  ]
}
