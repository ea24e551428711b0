import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { wardHeader } from '@minsheng/shared/words/ward'
import type { Visitor, Ward } from '../../../platform/auth/actor.ts'
import { newId } from '../../../platform/crypto/id.ts'
import type { ActingDeed, ActingRequest } from '../../../platform/http/acting.ts'
import type { DeedStore } from '../deed/store.ts'

/** A child, as the guardian who asks may act for them. */
export interface WardOf extends Ward {
  /** The account under which what is the child's is kept, and all that are theirs. */
  accountId: string
  ownerIds: readonly string[]
}

export interface WardParts {
  /** Null: the visitor is not proven to be a guardian of this child, or the child is of full age. */
  wardOf: (visitor: Visitor, childId: string) => Promise<WardOf | null>
  deeds: DeedStore
  clock: Clock
}

/**
 * Lets a guardian act for a child. No authorisation is needed where the register knows the relation; it is read anew at every
 * request, so that full age, a move or a change of guardianship bites at once.
 * @remarks 民法典 27, 34, 35
 */
export function createWardActing({ wardOf, deeds, clock }: WardParts) {
  /** @throws AppError `proxy_ended` | `proxy_not_allowed` */
  async function checked(asked: ActingRequest, childId: string): Promise<WardOf> {
    if (asked.actor.kind !== 'visitor') throw new AppError('proxy_not_allowed')
    const ward = /^[A-Za-z0-9_-]{1,59}$/.test(childId) ? await wardOf(asked.actor, childId) : null
    // Somebody else's child is answered like one that is grown: it tells nothing of whose it is.
    if (!ward) throw new AppError('proxy_ended')
    return ward
  }

  return async (asked: ActingRequest, childId: string): Promise<ActingDeed> => {
    const { actingFor, guardian, method } = asked.operation
    const ward = await checked(asked, childId)
    const deed = actingFor?.scope === 'policy' ? actingFor.deed : guardian?.deed
    if (deed === undefined) throw new AppError('proxy_not_allowed')
    const by = asked.actor as Visitor
    const now = clock.now()
    const proxyId = wardHeader(ward.residentId)
    const same = { proxyId, operation: asked.name, day: shanghaiDate(now), proxyAccountId: by.accountId }
    const isAgain = method === 'GET' && (await deeds.again(same, asked.requestId, now))
    const id = isAgain ? null : newId('deed')
    // On record before it begins: what can't be recorded is not done.
    if (id !== null) {
      await deeds.insert({
        _id: id,
        ...same,
        elderAccountId: ward.accountId,
        scope: 'policy',
        deed,
        outcome: 'begun',
        times: 1,
        createdAt: now,
        requestIds: [asked.requestId],
      })
    }
    return {
      actor: {
        ...by,
        accountId: ward.accountId,
        ownerIds: ward.ownerIds,
        actingBy: { proxyId, accountId: by.accountId, ward: { residentId: ward.residentId, guardianId: ward.guardianId } },
      },
      async settle(outcome) {
        if (id !== null) await deeds.settle(id, outcome)
        if (outcome === 'done' && method === 'GET') await checked(asked, childId)
      },
    }
  }
}
