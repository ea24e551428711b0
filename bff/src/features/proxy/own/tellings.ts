import type { Persons } from '../../identity/index.ts'
import type { Send } from '../../message/index.ts'
import type { ProxyRecord } from '../store.ts'

export type ProxyTellings = ReturnType<typeof createProxyTellings>

const pageOf = (proxy: ProxyRecord) => `/packages/mine/proxy/index?id=${encodeURIComponent(proxy._id)}`

/** What the two people are told when an authorisation changes. */
export function createProxyTellings({ send, persons }: { send: Send; persons: Pick<Persons, 'personByPhone'> }) {
  const tell = (proxy: ProxyRecord, what: string, to: string, title: string, body: string) =>
    send({ id: `proxy:${proxy._id}:${what}`, to, kind: 'notice', title, body, link: pageOf(proxy) })
  const elderOf = (proxy: ProxyRecord) => proxy.elderName.reveal()
  const proxyOf = (proxy: ProxyRecord) => proxy.proxyName.reveal()
  return {
    async invited(proxy: ProxyRecord): Promise<void> {
      const invited = proxy.proxyPhone ? await persons.personByPhone(proxy.proxyPhone.reveal()) : null
      if (invited)
        await tell(
          proxy,
          'invited',
          invited.accountId,
          `${elderOf(proxy)}请您代办`,
          '打开看看是哪些事、到哪天，再决定接不接受。七天内有效。',
        )
    },
    accepted: (proxy: ProxyRecord) =>
      tell(
        proxy,
        'accepted',
        proxy.elderAccountId,
        `${proxyOf(proxy)}接受了代办`,
        '从现在起可以替您办选中的事。办过什么，您在“亲情代办”里都能看到；您随时可以收回。',
      ),
    declined: (proxy: ProxyRecord) =>
      tell(proxy, 'declined', proxy.elderAccountId, `${proxyOf(proxy)}没有接受代办`, '您可以请别人，或自己办。'),
    async withdrawn(proxy: ProxyRecord): Promise<void> {
      if (proxy.endedBy === 'proxy') {
        await tell(proxy, 'withdrawn', proxy.elderAccountId, `${proxyOf(proxy)}不再替您代办`, '这份授权已经结束。')
        return
      }
      if (proxy.proxyAccountId)
        await tell(proxy, 'withdrawn', proxy.proxyAccountId, `${elderOf(proxy)}收回了代办授权`, '从现在起，您不能再替这位办事了。')
    },
  }
}
