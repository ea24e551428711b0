import { messageMonths, periodWords } from '@minsheng/shared/law/retention'
import { type Clock, formatInstant, shanghaiDate } from '@minsheng/shared/units/clock'
import type { HoldingPart } from '../../platform/protect/holding.ts'
import type { SettingsStore } from './settings/store.ts'
import type { MessageStore } from './store.ts'
import type { SubscriptionStore } from './subscription/store.ts'

const SHOWN = 5
const MOST = 5_000

/** What a person was told here. */
export function messageHolding(
  {
    messages,
    settings,
    subscriptions,
  }: {
    messages: Pick<MessageStore, 'list' | 'forget'>
    settings: Pick<SettingsStore, 'forget'>
    subscriptions: Pick<SubscriptionStore, 'forget'>
  },
  clock: Clock,
): HoldingPart {
  return {
    key: 'messages',
    title: '消息',
    purpose: '告诉您办理的进展',
    basis: '提供服务所必需',
    get kept() {
      return `保存 ${periodWords(messageMonths, shanghaiDate(clock.now()))}，您注销账号时删除`
    },
    correctable: [],
    async show({ ownerIds }) {
      const all = await messages.list(ownerIds, null, MOST)
      return {
        count: all.length,
        rows: all.slice(0, SHOWN).map(({ createdAt, title }) => ({ label: formatInstant(createdAt), value: title })),
      }
    },
    rows: async ({ ownerIds }) =>
      (await messages.list(ownerIds, null, MOST)).map(({ createdAt, title, body, readAt }) => ({
        时间: formatInstant(createdAt),
        标题: title,
        内容: body,
        读过: readAt ? formatInstant(readAt) : null,
      })),
    gone: ['全部消息、免打扰时间和消息订阅'],
    async forget({ ownerIds }) {
      await messages.forget(ownerIds)
      await settings.forget(ownerIds)
      await subscriptions.forget(ownerIds)
    },
  }
}
