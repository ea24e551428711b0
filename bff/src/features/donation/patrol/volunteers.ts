import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'
import type { FieldCipher } from '../../../platform/crypto/field-cipher.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { inviteRefusal, inviteStateAt } from './domain.ts'
import type { InviteDocument, PatrolStore, VolunteerDocument } from './store.ts'

const place = (id: string) => ({ collection: 'patrol_volunteers', id, field: 'name' })

export type Volunteers = ReturnType<typeof createVolunteers>

/** Who patrols for whom. Names are kept sealed and opened for those who may read them. */
export function createVolunteers(parts: {
  store: PatrolStore
  cipher: FieldCipher
  /** The masked phone number of a resident; null for a guest. */
  phoneOf: (accountId: string) => Promise<string | null>
  clock: Clock
}) {
  const { store, cipher, phoneOf, clock } = parts
  return {
    nameOf: (volunteer: Pick<VolunteerDocument, '_id' | 'name'>) => cipher.open(volunteer.name, place(volunteer._id)),
    /** Binds an invitation to who takes it up, and takes them in; repeating it changes nothing. @throws AppError `wrong_state` */
    async accept(invite: InviteDocument, visitor: Visitor, name: string): Promise<void> {
      const now = clock.now()
      const phoneMasked = await phoneOf(visitor.accountId)
      if (phoneMasked === null) throw new AppError('wrong_state', { detail: '请先用手机号登录，再接受邀请' })
      const mine = (found: InviteDocument) => found.acceptedBy !== null && visitor.ownerIds.includes(found.acceptedBy)
      const taken = (await store.acceptInvite(invite._id, visitor.accountId, now)) ?? (await store.invite(invite._id))
      if (!taken || !mine(taken)) {
        const state = taken ? inviteStateAt(taken, now) : 'revoked'
        throw new AppError('wrong_state', { detail: inviteRefusal(state) ?? '这个邀请现在不能用，请再试一次' })
      }
      const _id = derivedId('vol', `${invite.charityId}|${visitor.accountId}`)
      const isNew = await store.takeIn({
        _id,
        charityId: invite.charityId,
        accountId: visitor.accountId,
        name: cipher.seal(name, place(_id)),
        phoneMasked,
        state: 'active',
        inviteId: invite._id,
        patrols: 0,
        lastPatrolAt: null,
        rev: 0,
        createdAt: now,
        history: [{ at: now, by: visitor.accountId, to: 'active' }],
      })
      if (!isNew && (await store.volunteer(_id))?.state !== 'active')
        throw new AppError('wrong_state', { detail: '您已经不再为这家慈善组织巡码。想再参加，请让他们重新邀请' })
    },
  }
}
