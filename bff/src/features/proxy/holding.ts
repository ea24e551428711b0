import { keptWords, sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { formatInstant, shanghaiDate } from '@minsheng/shared/units/clock'
import type { HoldingPart } from '../../platform/protect/holding.ts'
import { isOpen, type KeptState } from './domain.ts'
import type { OfflineStore } from './offline/store.ts'
import type { ProxyRecord, ProxyStore } from './store.ts'
import { scopeWords } from './text.ts'

const SHOWN = 5

const stateWords: Record<KeptState, string> = {
  recorded: '等核实',
  refused: '没有核实通过',
  invited: '等接受',
  declined: '没有接受',
  active: '正在代办',
  withdrawn: '已结束',
}

interface HoldingParts {
  proxies: Pick<ProxyStore, 'ofElder' | 'ofProxy'>
  consents: Pick<OfflineStore, 'idsOf'>
  end: (proxy: ProxyRecord, by: 'elder' | 'proxy') => Promise<unknown>
  clock: { now(): Date }
}

/** Whom someone let act for them, and for whom they act. */
export function proxyHolding({ proxies, consents, end, clock }: HoldingParts): HoldingPart {
  const all = async (accountId: string) => {
    const [given, received] = await Promise.all([proxies.ofElder(accountId), proxies.ofProxy(accountId, [])])
    return [...given.map((proxy) => ({ proxy, given: true })), ...received.map((proxy) => ({ proxy, given: false }))]
  }
  const words = ({ proxy, given }: { proxy: ProxyRecord; given: boolean }) =>
    given ? `请${proxy.proxyName.reveal()}代办` : `替${proxy.elderName.reveal()}代办`
  const kept = () => keptWords(sharingRecordYears, shanghaiDate(clock.now()))
  return {
    key: 'proxies',
    title: '亲情代办授权',
    purpose: '让您信得过的人替您办事，双方都看得到办过什么',
    basis: '您本人同意',
    get kept() {
      return `授权结束后${kept()}`
    },
    correctable: [],
    async show({ accountId }) {
      const held = await all(accountId)
      return { count: held.length, rows: held.slice(0, SHOWN).map((one) => ({ label: words(one), value: stateWords[one.proxy.state] })) }
    },
    rows: async ({ accountId }) =>
      (await all(accountId)).map((one) => ({
        授权: words(one),
        事项: one.proxy.scopes.map((scope) => scopeWords[scope].title).join('、'),
        截止日期: one.proxy.until,
        状态: stateWords[one.proxy.state],
        建立时间: formatInstant(one.proxy.createdAt),
        说明版本: one.proxy.consents[0]?.textVersion ?? null,
      })),
    belongings: async ({ residentId }) =>
      residentId === null ? [] : (await consents.idsOf(residentId)).map((subject) => ({ subject, from: null, to: null })),
    get stays() {
      return [{ what: '代办授权和办理记录', why: `${kept()}，用来说明谁以谁的名义办过什么` }]
    },
    async ends({ accountId }) {
      const open = (await all(accountId)).filter(({ proxy }) => isOpen(proxy, clock.now()))
      return open.length > 0 ? [`${open.length} 份代办授权收回`] : []
    },
    async forget({ accountId }) {
      for (const { proxy, given } of await all(accountId)) if (isOpen(proxy, clock.now())) await end(proxy, given ? 'elder' : 'proxy')
    },
  }
}
