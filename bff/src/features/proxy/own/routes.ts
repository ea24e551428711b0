import { proxyContract as contract, type ProxyCatalogue } from '@minsheng/shared/contracts/proxy'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { wardIn } from '@minsheng/shared/words/ward'
import type { Actor, Visitor } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { addressKey, createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayArrange, mayReadCatalogue } from '../access.ts'
import type { DeedStore } from '../deed/store.ts'
import type { Party } from '../domain.ts'
import { presentDeed, presentProxy } from '../present.ts'
import type { ProxyRecord, ProxyStore } from '../store.ts'
import { pictureOfCode } from './code-picture.ts'
import type { InvitationCodes } from './codes.ts'
import { type ProxyDesk, sideOf } from './desk.ts'

interface OwnParts {
  proxies: ProxyStore
  deeds: DeedStore
  personOf: (accountId: string) => Promise<Party | null>
  desk: ProxyDesk
  codes: InvitationCodes
  catalogue: ProxyCatalogue
  /** Of a child whose guardian acted: `王*明`. */
  childName: (residentId: string) => Promise<string>
  clock: Clock
  publicBaseUrl: string
}

const visitorOf = ({ actor }: { actor: Actor }): Visitor | null => (mayArrange(actor) ? actor : null)

export function ownProxyRoutes({ proxies, deeds, personOf, desk, codes, catalogue, childName, clock, publicBaseUrl }: OwnParts): Route[] {
  const inviteLimit = createRateLimit(20, 3_600)
  // Eight digits are not to be found by trying.
  const codeLimit = createRateLimit(10, 3_600)
  const codeAddressLimit = createRateLimit(30, 3_600)

  async function present(proxy: ProxyRecord, side: 'given' | 'received') {
    const [elder, other] = await Promise.all([
      personOf(proxy.elderAccountId),
      proxy.proxyAccountId === null ? null : personOf(proxy.proxyAccountId),
    ])
    const phones = { elder: elder?.phoneMasked ?? null, proxy: other?.phoneMasked ?? null }
    return presentProxy(proxy, side, clock.now(), phones, side === 'given' ? codes.shown(proxy) : null)
  }

  /** One's own, with which of the two one is. */
  async function mine({ actor, params }: { actor: Actor; params: { proxyId: string } }) {
    const visitor = visitorOf({ actor })
    const person = visitor && (await personOf(visitor.accountId))
    const proxy = person && (await proxies.proxy(params.proxyId))
    const side = proxy && sideOf(proxy, person)
    return proxy && side ? { proxy, side } : null
  }

  async function tryCode(visitor: Visitor, ip: string): Promise<void> {
    await codeLimit.spend(visitor.accountId)
    await codeAddressLimit.spend(addressKey(ip))
  }

  return [
    route({
      operation: contract.getProxyCatalogue,
      load: nothing,
      allow: mayReadCatalogue,
      audit: { none: 'the catalogue is public' },
      run: () => catalogue,
    }),
    route({
      operation: contract.inviteProxy,
      load: visitorOf,
      allow: mayArrange,
      audit: { action: 'proxy.invite', subject: (_, made) => made?.id ?? 'none' },
      run: async ({ body, context }, visitor) => {
        await inviteLimit.spend(visitor.accountId)
        const { _id } = await desk.invite(visitor, body, context.idempotencySeed ?? '')
        return { id: _id }
      },
    }),
    route({
      operation: contract.listMyProxies,
      load: visitorOf,
      allow: mayArrange,
      audit: { none: "reading one's own authorisations" },
      run: async (_, visitor) => {
        const person = await personOf(visitor.accountId)
        if (!person) return { items: [] }
        const [given, received] = await Promise.all([
          proxies.ofElder(person.accountId),
          proxies.ofProxy(person.accountId, person.phoneIndexes),
        ])
        const seen = received.filter((proxy) => sideOf(proxy, person) === 'received')
        return {
          items: await Promise.all([...given.map((proxy) => present(proxy, 'given')), ...seen.map((proxy) => present(proxy, 'received'))]),
        }
      },
    }),
    route({
      operation: contract.getMyProxy,
      load: mine,
      allow: mayArrange,
      audit: { none: "reading one's own authorisation" },
      run: async (_, { proxy, side }) => {
        const shown = await present(proxy, side)
        return { ...shown, codePicture: shown.code === null ? null : await pictureOfCode(publicBaseUrl, shown.code) }
      },
    }),
    route({
      operation: contract.findProxyInvitation,
      load: visitorOf,
      allow: mayArrange,
      audit: { action: 'proxy.find', subject: (_, found) => found?.id ?? 'none' },
      run: async ({ body, context }, visitor) => {
        await tryCode(visitor, context.ip)
        return present(await desk.byCode(visitor, body.code), 'received')
      },
    }),
    route({
      operation: contract.acceptProxy,
      load: visitorOf,
      allow: mayArrange,
      audit: { action: 'proxy.accept', subject: (_, accepted) => accepted?.id ?? 'none' },
      run: async ({ params, body, context }, visitor) => {
        if (body.code !== undefined) await tryCode(visitor, context.ip)
        return present(await desk.accept(visitor, params.proxyId, body), 'received')
      },
    }),
    route({
      operation: contract.declineProxy,
      load: visitorOf,
      allow: mayArrange,
      audit: { action: 'proxy.decline', subject: (_, declined) => declined?.id ?? 'none' },
      run: async ({ params, body, context }, visitor) => {
        if (body.code !== undefined) await tryCode(visitor, context.ip)
        return present(await desk.decline(visitor, params.proxyId, body.code), 'received')
      },
    }),
    route({
      operation: contract.withdrawProxy,
      load: mine,
      allow: mayArrange,
      audit: { action: 'proxy.withdraw', subject: ({ proxy }) => proxy._id },
      run: async (_, { proxy, side }) => present(await desk.withdraw(proxy, side === 'given' ? 'elder' : 'proxy'), side),
    }),
    route({
      operation: contract.listProxyDeeds,
      load: visitorOf,
      allow: mayArrange,
      audit: { none: 'the record of what was done in my name' },
      run: async ({ query }, visitor) => {
        const of = query.side === 'given' ? { elderAccountId: visitor.accountId } : { proxyAccountId: visitor.accountId }
        const page = toPage(await deeds.list(of, query.proxyId, decodeCursor(query.cursor), query.limit), query.limit)
        const names = new Map<string, { elderName: string; proxyName: string }>()
        for (const proxyId of new Set(page.rows.map((deed) => deed.proxyId))) {
          const childId = wardIn(proxyId)
          if (childId !== null) {
            names.set(proxyId, { elderName: await childName(childId), proxyName: '监护人' })
            continue
          }
          const proxy = await proxies.proxy(proxyId)
          if (!proxy) throw new AppError('internal')
          names.set(proxyId, { elderName: proxy.elderName.reveal(), proxyName: proxy.proxyName.reveal() })
        }
        return {
          items: page.rows.map((deed) => presentDeed(deed, names.get(deed.proxyId) ?? { elderName: '', proxyName: '' })),
          nextCursor: page.nextCursor,
        }
      },
    }),
  ]
}
