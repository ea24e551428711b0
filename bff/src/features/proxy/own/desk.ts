import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { type ProxyRelation, proxyLimits } from '@minsheng/shared/contracts/proxy'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { Person, Persons } from '../../identity/index.ts'
import { indexesIn, invitedUntil, isOpen, openKeyOf, type Party, type ProxyGrant, samePhone, stateAt, untilFault } from '../domain.ts'
import type { ProxyRecord, ProxyStore } from '../store.ts'
import { consentText } from '../text.ts'
import type { InvitationCodes } from './codes.ts'
import type { ProxyTellings } from './tellings.ts'

export interface Invitation {
  elderName: string
  proxyName: string
  relation: ProxyRelation
  phone: string | null
  scopes: ProxyScope[]
  until: string
  textVersion: string
}

interface DeskParts {
  proxies: ProxyStore
  persons: Persons
  codes: InvitationCodes
  /** Matters that can be authorised today. */
  available: ReadonlySet<ProxyScope>
  tell: ProxyTellings
  clock: Clock
}

/** Which of the two this person is to an authorisation; null for neither. */
export function sideOf(
  proxy: ProxyRecord,
  { accountId, phoneIndexes }: Pick<Party, 'accountId' | 'phoneIndexes'>,
): 'given' | 'received' | null {
  if (proxy.elderAccountId === accountId) return 'given'
  if (proxy.proxyAccountId === accountId) return 'received'
  const invitedByPhone = proxy.proxyAccountId === null && samePhone(indexesIn(proxy.phoneIndex), phoneIndexes)
  return invitedByPhone && proxy.state !== 'recorded' && proxy.state !== 'refused' ? 'received' : null
}

export const issue = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path, message }] })

/** What someone may be let to do, checked alike online and at the door. @throws AppError `invalid_input` | `proxy_text_changed` */
export function checkTerms(
  terms: Pick<Invitation, 'scopes' | 'until' | 'textVersion'>,
  available: ReadonlySet<ProxyScope>,
  today: string,
): void {
  if (terms.textVersion !== consentText.version) throw new AppError('proxy_text_changed')
  const late = untilFault(terms.until, today)
  if (late) throw issue('body.until', late)
  if (terms.scopes.some((scope) => !available.has(scope))) throw issue('body.scopes', '有的事现在还不能托付，请去掉')
}

export type ProxyDesk = ReturnType<typeof createProxyDesk>

/** Authorisations as the two people handle them. */
export function createProxyDesk({ proxies, persons, codes, available, tell, clock }: DeskParts) {
  const today = () => shanghaiDate(clock.now())

  /** @throws AppError `phone_needed` */
  async function signedIn(visitor: Visitor): Promise<Person> {
    const person = await persons.person(visitor.accountId)
    if (!person) throw new AppError('phone_needed')
    return person
  }

  /** @throws AppError `too_many_proxies` */
  async function checkRoom(elderAccountId: string, proxy: Person | null): Promise<void> {
    const now = clock.now()
    const given = (await proxies.ofElder(elderAccountId)).filter((held) => isOpen(held, now))
    if (given.length >= proxyLimits.mostGiven)
      throw new AppError('too_many_proxies', { detail: `最多同时请 ${proxyLimits.mostGiven} 个人代办，请先收回一份` })
    if (!proxy) return
    const received = (await proxies.ofProxy(proxy.accountId, [])).filter((held) => stateAt(held, now) === 'active')
    if (received.length >= proxyLimits.mostReceived)
      throw new AppError('too_many_proxies', { detail: `一个人最多替 ${proxyLimits.mostReceived} 个人代办` })
  }

  async function insert(proxy: Parameters<ProxyStore['insert']>[0]): Promise<ProxyRecord> {
    if (proxy.openKey) await proxies.release(indexesIn(proxy.openKey), clock.now(), today())
    const made = await proxies.insert(proxy)
    if (!made) throw new AppError('already_exists', { detail: '您已经请过这位，要改请先收回原来那份' })
    return made
  }

  /** Takes an invitation for who may: whoever has the invited phone, or says the code. @throws AppError */
  async function invitationFor(person: Person, proxyId: string, code: string | undefined): Promise<ProxyRecord | null> {
    const proxy = await proxies.proxy(proxyId)
    if (!proxy || proxy.elderAccountId === person.accountId) return null
    if (sideOf(proxy, person) === 'received') return proxy
    return code !== undefined && proxy.codeHash !== null && codes.hashes(code).includes(proxy.codeHash) ? proxy : null
  }

  /** @throws AppError `not_found` | `wrong_state` */
  async function openInvitation(person: Person, proxyId: string, code: string | undefined): Promise<ProxyRecord> {
    const proxy = await invitationFor(person, proxyId, code)
    if (!proxy) throw new AppError('not_found')
    const state = stateAt(proxy, clock.now())
    if (state === 'lapsed') throw new AppError('wrong_state', { detail: '邀请已经过期，请对方再发一次' })
    if (state !== 'invited') throw new AppError('wrong_state', { detail: '这份邀请已经处理过了' })
    return proxy
  }

  return {
    signedIn,
    checkRoom,
    insert,
    /** Invites by phone number or by code. The same request again gives the same authorisation. */
    async invite(visitor: Visitor, wish: Invitation, seed: string): Promise<ProxyRecord> {
      const elder = await signedIn(visitor)
      checkTerms(wish, available, today())
      const phoneIndex = wish.phone === null ? null : persons.phoneIndexes(wish.phone)
      if (phoneIndex !== null && samePhone(phoneIndex, elder.phoneIndexes)) throw issue('body.phone', '这是您自己的手机号，请填对方的')
      await checkRoom(elder.accountId, wish.phone === null ? null : await persons.personByPhone(wish.phone))
      const now = clock.now()
      const id = derivedId('prx', seed)
      const proxy = await insert({
        _id: id,
        elderAccountId: elder.accountId,
        residentId: null,
        elderName: wish.elderName,
        proxyName: wish.proxyName,
        proxyPhone: wish.phone,
        phoneIndex,
        codeHash: phoneIndex === null ? codes.hashes(codes.of(id))[0] : null,
        proxyAccountId: null,
        relation: wish.relation,
        scopes: wish.scopes,
        until: wish.until,
        state: 'invited',
        openUntil: invitedUntil(now),
        consents: [{ who: 'elder', at: now, textVersion: wish.textVersion, way: 'app' }],
        channel: 'online',
        createdAt: now,
        acceptedAt: null,
        endedAt: null,
        endedBy: null,
        openKey: phoneIndex === null ? null : openKeyOf(elder.accountId, phoneIndex),
        rev: 0,
      })
      await tell.invited(proxy)
      return proxy
    },
    async byCode(visitor: Visitor, code: string): Promise<ProxyRecord> {
      const person = await signedIn(visitor)
      const proxy = await proxies.byCode(codes.hashes(code))
      if (!proxy || stateAt(proxy, clock.now()) !== 'invited') throw new AppError('proxy_code_wrong')
      if (proxy.elderAccountId === person.accountId)
        throw new AppError('proxy_code_wrong', { detail: '这是您自己发出的代办码，请给对方填' })
      return proxy
    },
    async accept(visitor: Visitor, proxyId: string, given: { code?: string | undefined; textVersion: string }): Promise<ProxyRecord> {
      const person = await signedIn(visitor)
      const invited = await openInvitation(person, proxyId, given.code)
      if (given.textVersion !== consentText.version) throw new AppError('proxy_text_changed')
      if (person.phoneIndexes.length === 0) throw new AppError('phone_needed')
      const now = clock.now()
      const received = (await proxies.ofProxy(person.accountId, [])).filter((held) => stateAt(held, now) === 'active')
      if (received.length >= proxyLimits.mostReceived)
        throw new AppError('too_many_proxies', { detail: `一个人最多替 ${proxyLimits.mostReceived} 个人代办，请先结束一份` })
      const openKey = openKeyOf(invited.elderAccountId, person.phoneIndexes)
      if (!samePhone(indexesIn(invited.openKey), openKey)) await proxies.release(openKey, now, today())
      const accepted = await proxies.move(
        invited,
        ['invited'],
        { state: 'active', proxyAccountId: person.accountId, acceptedAt: now, openKey, codeHash: null },
        { who: 'proxy', at: now, textVersion: given.textVersion, way: 'app' },
      )
      if (!accepted) throw new AppError('wrong_state', { detail: '没有接受成功：您可能已经在替这位办事，或邀请刚被收回' })
      await tell.accepted(accepted)
      return accepted
    },
    async decline(visitor: Visitor, proxyId: string, code: string | undefined): Promise<ProxyRecord> {
      const person = await signedIn(visitor)
      const invited = await openInvitation(person, proxyId, code)
      const now = clock.now()
      const declined = await proxies.move(invited, ['invited'], {
        state: 'declined',
        endedAt: now,
        endedBy: 'proxy',
        openKey: null,
        codeHash: null,
        // Who said no may look back at what it was; whoever merely had a code is now known by their account.
        proxyAccountId: person.accountId,
      })
      if (!declined) throw new AppError('wrong_state')
      await tell.declined(declined)
      return declined
    },
    /** Ends it for good, from either side. */
    async withdraw(proxy: ProxyRecord, by: NonNullable<ProxyGrant['endedBy']>): Promise<ProxyRecord> {
      const now = clock.now()
      if (!isOpen(proxy, now)) throw new AppError('wrong_state', { detail: '这份授权已经结束了' })
      for (let seen: ProxyRecord | null = proxy, turn = 0; seen && turn < 5; turn += 1, seen = await proxies.proxy(proxy._id)) {
        if (!isOpen(seen, now)) return seen
        const ended = await proxies.move(seen, ['recorded', 'invited', 'active'], {
          state: 'withdrawn',
          endedAt: now,
          endedBy: by,
          openKey: null,
          codeHash: null,
        })
        if (!ended) continue
        await tell.withdrawn(ended)
        return ended
      }
      throw new AppError('conflict')
    },
  }
}
