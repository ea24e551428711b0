import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { wardIn } from '@minsheng/shared/words/ward'
import type { Visitor } from '../../platform/auth/actor.ts'
import { newId } from '../../platform/crypto/id.ts'
import type { Acting, ActingDeed, ActingRequest } from '../../platform/http/acting.ts'
import type { Persons } from '../identity/index.ts'
import type { DeedStore } from './deed/store.ts'
import { actingFault } from './domain.ts'
import type { ProxyRecord, ProxyStore } from './store.ts'
import { createWardActing, type WardParts } from './ward/acting.ts'

interface ActingParts extends Pick<WardParts, 'wardOf'> {
  proxies: Pick<ProxyStore, 'proxy'>
  deeds: DeedStore
  persons: Pick<Persons, 'person'>
  clock: Clock
}

/** Lets a session act in another's name: the authorisation is read anew at every request, so that its end bites at once. */
export function createActing({ proxies, deeds, persons, wardOf, clock }: ActingParts): Acting {
  const asGuardian = createWardActing({ wardOf, deeds, clock })
  const held = async (id: string) => (/^[A-Za-z0-9_-]{1,64}$/.test(id) ? proxies.proxy(id) : null)

  /** @throws AppError `proxy_ended` | `proxy_not_allowed` */
  async function checked(asked: ActingRequest): Promise<ProxyRecord> {
    if (asked.actor.kind !== 'visitor') throw new AppError('proxy_not_allowed')
    const proxy = await held(asked.proxyId)
    const fault = actingFault(proxy, { accountId: asked.actor.accountId, now: clock.now() }, asked.operation)
    if (fault || !proxy) throw new AppError(fault ?? 'proxy_ended')
    return proxy
  }

  /** On record before it begins: what can't be recorded is not done. A reading done before on that day is counted up. */
  async function record(proxy: ProxyRecord, asked: ActingRequest, by: Visitor): Promise<string | null> {
    const now = clock.now()
    const { actingFor, method } = asked.operation
    if (!actingFor) throw new AppError('proxy_not_allowed')
    const day = shanghaiDate(now)
    const same = { proxyId: proxy._id, operation: asked.name, day, proxyAccountId: by.accountId }
    if (method === 'GET' && (await deeds.again(same, asked.requestId, now))) return null
    const id = newId('deed')
    await deeds.insert({
      _id: id,
      ...same,
      elderAccountId: proxy.elderAccountId,
      scope: actingFor.scope,
      deed: actingFor.deed,
      outcome: 'begun',
      times: 1,
      createdAt: now,
      requestIds: [asked.requestId],
    })
    return id
  }

  return async (asked: ActingRequest): Promise<ActingDeed> => {
    const childId = wardIn(asked.proxyId)
    if (childId !== null) return asGuardian(asked, childId)
    const proxy = await checked(asked)
    const by = asked.actor as Visitor
    const elder = await persons.person(proxy.elderAccountId)
    if (!elder) throw new AppError('proxy_ended')
    const id = await record(proxy, asked, by)
    return {
      actor: {
        ...by,
        accountId: elder.accountId,
        ownerIds: elder.ownerIds,
        actingBy: { proxyId: proxy._id, accountId: by.accountId },
      },
      async settle(outcome) {
        if (id) await deeds.settle(id, outcome)
        if (outcome === 'done' && asked.operation.method === 'GET') await checked(asked)
      },
    }
  }
}
