import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayReadDesk, mayReadOfCharity, mayRunPatrols } from '../access.ts'
import type { CodeKeys } from '../code/domain.ts'
import { inviteRules, inviteStateAt, inviteToken } from './domain.ts'
import type { PhotoStore } from './photo/store.ts'
import { presentInvite, presentPatrolRow, presentVolunteer } from './present.ts'
import type { InviteDocument, PatrolStore } from './store.ts'
import type { Volunteers } from './volunteers.ts'

const DAY_MS = 24 * 3_600_000

interface DeskPatrolParts {
  store: PatrolStore
  photos: PhotoStore
  volunteers: Volunteers
  keys: CodeKeys
  clock: Clock
  publicBaseUrl: string
}

/** A charity's desk: who is invited, who patrols, and what they saw. */
export function deskPatrolRoutes({ store, photos, volunteers, keys, clock, publicBaseUrl }: DeskPatrolParts): Route[] {
  /** The link lets whoever has it patrol, so only those who may invite see it. */
  const shown = (invite: InviteDocument, actor: Actor) =>
    presentInvite(invite, mayRunPatrols(actor, invite) ? `${publicBaseUrl}/p/${inviteToken(keys, invite._id)}` : null, clock.now())
  const inFull = (actor: Actor, of: { charityId: string }) => actor.kind === 'staff' && actor.charityId === of.charityId

  return [
    route({
      operation: contract.listPatrolInvites,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'labels of the desk’s own' },
      run: async ({ query, actor }, scope) => {
        const { rows, nextCursor } = toPage(await store.listInvites(scope, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: rows.map((invite) => shown(invite, actor)), nextCursor }
      },
    }),
    route({
      operation: contract.createPatrolInvite,
      load: ({ actor }) => (actor.kind === 'staff' && actor.charityId !== null ? { charityId: actor.charityId } : null),
      allow: mayRunPatrols,
      audit: { action: 'patrol-invite.create', subject: ({ charityId }, invite) => invite?.id ?? `of ${charityId}` },
      run: async ({ body, actor, context }, { charityId }) => {
        const now = clock.now()
        const invite: InviteDocument = {
          _id: derivedId('inv', context.idempotencySeed ?? ''),
          charityId,
          label: body.label,
          state: 'open',
          acceptedBy: null,
          expiresAt: new Date(now.getTime() + inviteRules.daysOpen * DAY_MS),
          createdBy: actorId(actor),
          createdAt: now,
          history: [],
        }
        return shown(await store.insertInvite(invite), actor)
      },
    }),
    route({
      operation: contract.revokePatrolInvite,
      load: ({ params }) => store.invite(params.inviteId),
      allow: mayRunPatrols,
      audit: { action: 'patrol-invite.revoke', subject: (invite) => invite._id },
      run: async ({ actor }, invite) => {
        const revoked = (await store.revokeInvite(invite._id, actorId(actor), clock.now())) ?? (await store.invite(invite._id))
        if (!revoked) throw new AppError('not_found')
        if (inviteStateAt(revoked, clock.now()) === 'accepted')
          throw new AppError('wrong_state', { detail: '这个邀请已经有人接受；不再让对方巡码，请到志愿者名单里操作' })
        return shown(revoked, actor)
      },
    }),
    route({
      operation: contract.listPatrolVolunteers,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { action: 'patrol-volunteer.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query, actor }, scope) => {
        const { rows, nextCursor } = toPage(await store.listVolunteers(scope, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: rows.map((one) => presentVolunteer(one, volunteers.nameOf(one), inFull(actor, one))), nextCursor }
      },
    }),
    route({
      operation: contract.endPatrolVolunteer,
      load: ({ params }) => store.volunteer(params.volunteerId),
      allow: mayRunPatrols,
      audit: { action: 'patrol-volunteer.end', subject: (volunteer) => volunteer._id },
      run: async ({ body, actor }, volunteer) => {
        if (volunteer.state === 'ended') throw new AppError('wrong_state', { detail: '这位志愿者已经不再巡码' })
        const ended = await store.end(volunteer._id, body.rev, actorId(actor), clock.now())
        if (!ended) throw new AppError('conflict')
        return presentVolunteer(ended, volunteers.nameOf(ended), inFull(actor, ended))
      },
    }),
    route({
      operation: contract.listPatrols,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { action: 'patrol.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query, actor }, scope) => {
        const { rows, nextCursor } = toPage(await store.listPatrols(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        const people = await store.manyVolunteers([...new Set(rows.map((row) => row.volunteerId))])
        const names = new Map(people.map((person) => [person._id, volunteers.nameOf(person)]))
        return { items: rows.map((row) => presentPatrolRow(row, names.get(row.volunteerId) ?? '', inFull(actor, row))), nextCursor }
      },
    }),
    route({
      operation: contract.getPatrolPhoto,
      load: async ({ params }) => {
        const photo = await photos.get(params.photoId)
        return photo?.charityId ? { _id: photo._id, charityId: photo.charityId } : null
      },
      allow: mayReadOfCharity,
      audit: { action: 'patrol-photo.read', subject: (photo) => photo._id },
      run: (_, photo) => ({ content: photos.read(photo._id), contentType: 'image/webp' }),
    }),
  ]
}
