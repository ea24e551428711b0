import { startOfDay } from '@minsheng/shared/units/calendar'
import { formatDate } from '@minsheng/shared/units/clock'
import type { Persons } from '../../identity/index.ts'
import type { Send } from '../../message/index.ts'
import type { ProxyRecord } from '../store.ts'

export type ProxyTellings = ReturnType<typeof createProxyTellings>

const pageOf = (proxy: ProxyRecord) => `/packages/mine/proxy/index?id=${encodeURIComponent(proxy._id)}`

const dayWords = (date: string) => formatDate(startOfDay(date))

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
    /** Both, a week ahead. @param days until and with the last one: 0 on the last day */
    async ending(proxy: ProxyRecord, days: number): Promise<void> {
      const when = days === 0 ? '今天到期' : `还有 ${days} 天到期`
      const until = `用到 ${dayWords(proxy.until)}为止。`
      await tell(
        proxy,
        'ending',
        proxy.elderAccountId,
        `请${proxyOf(proxy)}代办的授权${when}`,
        `${until}到期自动结束，不用您做什么；还想请这位代办，到期后可以再授权一次。`,
      )
      if (proxy.proxyAccountId)
        await tell(
          proxy,
          'ending-proxy',
          proxy.proxyAccountId,
          `替${elderOf(proxy)}代办的授权${when}`,
          `${until}还要接着办的事，请在这之前办完。`,
        )
    },
    /** Both, when its last day is over. */
    async ended(proxy: ProxyRecord): Promise<void> {
      await tell(
        proxy,
        'ended',
        proxy.elderAccountId,
        `请${proxyOf(proxy)}代办的授权到期了`,
        '从现在起，这位不能再替您办事。办过什么，您仍然看得到；还需要的话，可以再授权一次。',
      )
      if (proxy.proxyAccountId)
        await tell(proxy, 'ended-proxy', proxy.proxyAccountId, `替${elderOf(proxy)}代办的授权到期了`, '从现在起，您不能再替这位办事了。')
    },
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
