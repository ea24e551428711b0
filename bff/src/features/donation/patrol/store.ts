import type { PatrolCondition, PatrolVerdict } from '@minsheng/shared/contracts/donation'
import type { SealedField } from '../../../platform/crypto/field-cipher.ts'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Collection, type Database, durable, type Filter, isDuplicateKey } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { StoredInviteState } from './domain.ts'

export interface InviteDocument {
  _id: string
  charityId: string
  label: string
  state: StoredInviteState
  acceptedBy: string | null
  expiresAt: Date
  createdBy: string
  createdAt: Date
  history: { at: Date; by: string; to: StoredInviteState }[]
}

export interface VolunteerDocument {
  _id: string
  charityId: string
  accountId: string
  name: SealedField
  phoneMasked: string | null
  state: 'active' | 'ended'
  inviteId: string
  patrols: number
  lastPatrolAt: Date | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: 'active' | 'ended' }[]
}

export interface PatrolDocument {
  _id: string
  charityId: string
  volunteerId: string
  accountId: string
  venueId: string
  venueName: string
  codeId: string | null
  verdict: PatrolVerdict
  condition: PatrolCondition
  note: string | null
  photoId: string | null
  distanceM: number | null
  accuracyM: number | null
  seenAt: Date
  createdAt: Date
}

interface VisitDocument {
  /** `<charity>.<venue>` */
  _id: string
  charityId: string
  lastAt: Date
}

const inScopeOf = (scope: CharityScope) => (scope.all ? {} : { charityId: scope.charityId })

export type PatrolStore = ReturnType<typeof createPatrolStore>

export function createPatrolStore(db: Database) {
  const invites = db.collection<InviteDocument>('patrol_invites')
  const volunteers = db.collection<VolunteerDocument>('patrol_volunteers')
  const patrols = db.collection<PatrolDocument>('patrols')
  const visits = db.collection<VisitDocument>('patrol_visits')
  const listed = <T extends { _id: string }>(
    collection: Collection<T>,
    filters: readonly Record<string, unknown>[],
    position: ListPosition | null,
    limit: number,
  ) =>
    collection
      .find({ $and: [...filters, afterPosition(position)] } as unknown as Filter<T>)
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit + 1)
      .toArray()

  return {
    async prepare() {
      for (const name of ['patrol_invites', 'patrol_volunteers', 'patrols'])
        await db.ensureIndexes(name, [
          { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
          { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        ])
      await db.ensureIndexes('patrol_volunteers', [
        { key: { accountId: 1 }, serves: 'for whom a resident patrols' },
        { key: { charityId: 1, state: 1 }, serves: 'whether a charity has volunteers' },
      ])
      await db.ensureIndexes('patrols', [
        { key: { accountId: 1, createdAt: -1, _id: -1 }, serves: "a volunteer's own list" },
        { key: { venueId: 1, createdAt: -1, _id: -1 }, serves: 'patrols of a venue' },
      ])
      await db.ensureIndexes('patrol_visits', [{ key: { charityId: 1 }, serves: 'when each venue was visited last' }])
    },
    invite: (id: string) => invites.findOne({ _id: id }),
    async insertInvite(invite: InviteDocument): Promise<InviteDocument> {
      try {
        await invites.insertOne(invite, durable)
        return invite
      } catch (error) {
        const same = isDuplicateKey(error) ? await invites.findOne({ _id: invite._id }) : null
        if (same) return same
        throw error
      }
    },
    /** Of two who take it at once, one has it; null for the other. */
    acceptInvite: (id: string, by: string, at: Date) =>
      invites.findOneAndUpdate(
        { _id: id, state: 'open', expiresAt: { $gt: at } },
        { $set: { state: 'accepted', acceptedBy: by }, $push: { history: { at, by, to: 'accepted' } } },
        { returnDocument: 'after', ...durable },
      ),
    revokeInvite: (id: string, by: string, at: Date) =>
      invites.findOneAndUpdate(
        { _id: id, state: 'open' },
        { $set: { state: 'revoked' }, $push: { history: { at, by, to: 'revoked' } } },
        { returnDocument: 'after', ...durable },
      ),
    listInvites: (scope: CharityScope, position: ListPosition | null, limit: number) =>
      listed(invites, [inScopeOf(scope)], position, limit),
    volunteer: (id: string) => volunteers.findOne({ _id: id }),
    /**
     * Takes a volunteer in by an invitation; an invitation works once, so that one let go does not come back by the old one.
     * @returns false when this invitation was used before
     */
    async takeIn(volunteer: VolunteerDocument): Promise<boolean> {
      const { _id, charityId, accountId, patrols: _patrols, lastPatrolAt: _last, rev: _rev, createdAt, history, ...given } = volunteer
      try {
        const result = await volunteers.updateOne(
          { _id, inviteId: { $ne: volunteer.inviteId } },
          {
            $set: given,
            $setOnInsert: { charityId, accountId, patrols: 0, lastPatrolAt: null, createdAt },
            $push: { history: { $each: history } },
            $inc: { rev: 1 },
          },
          { upsert: true, ...durable },
        )
        return result.matchedCount + result.upsertedCount === 1
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    memberships: (accountIds: readonly string[]) =>
      volunteers
        .find({ accountId: { $in: [...accountIds] }, state: 'active' })
        .sort({ createdAt: 1 })
        .limit(50)
        .toArray(),
    membership: (accountIds: readonly string[], charityId: string) =>
      volunteers.findOne({ accountId: { $in: [...accountIds] }, charityId, state: 'active' }),
    async hasVolunteers(charityId: string): Promise<boolean> {
      return (await volunteers.findOne({ charityId, state: 'active' }, { projection: { _id: 1 } })) !== null
    },
    end: (id: string, rev: number, by: string, at: Date) =>
      volunteers.findOneAndUpdate(
        { _id: id, rev, state: 'active' },
        { $set: { state: 'ended' }, $push: { history: { at, by, to: 'ended' } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    listVolunteers: (scope: CharityScope, position: ListPosition | null, limit: number) =>
      listed(volunteers, [inScopeOf(scope)], position, limit),
    manyVolunteers: (ids: readonly string[]) => volunteers.find({ _id: { $in: [...ids] } }).toArray(),
    patrol: (id: string) => patrols.findOne({ _id: id }),
    /** @returns false when this very record is there already */
    async insertPatrol(patrol: PatrolDocument): Promise<boolean> {
      try {
        await patrols.insertOne(patrol, durable)
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
      return true
    },
    /** What follows from a record; harmless to repeat but for the count, which `first` guards. */
    async noteVisit(patrol: PatrolDocument, first: boolean): Promise<void> {
      const { charityId, venueId, seenAt } = patrol
      await visits.updateOne(
        { _id: `${charityId}.${venueId}` },
        { $max: { lastAt: seenAt }, $setOnInsert: { charityId } },
        { upsert: true, ...durable },
      )
      await volunteers.updateOne(
        { _id: patrol.volunteerId },
        { $max: { lastPatrolAt: seenAt }, ...(first ? { $inc: { patrols: 1 } } : {}) },
        durable,
      )
    },
    async lastVisits(charityId: string): Promise<Map<string, Date>> {
      const found = await visits.find({ charityId }).toArray()
      return new Map(found.map(({ _id, lastAt }) => [_id.slice(charityId.length + 1), lastAt]))
    },
    listOwn: (accountIds: readonly string[], position: ListPosition | null, limit: number) =>
      listed(patrols, [{ accountId: { $in: [...accountIds] } }], position, limit),
    listPatrols: (
      scope: CharityScope,
      { venueId, verdict }: { venueId?: string; verdict?: PatrolVerdict },
      position: ListPosition | null,
      limit: number,
    ) => listed(patrols, [inScopeOf(scope), venueId ? { venueId } : {}, verdict ? { verdict } : {}], position, limit),
  }
}
