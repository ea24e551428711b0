import {
  messageContract as contract,
  type FurtherChannel,
  type MessageKind,
  type MessageSettings,
  residentKinds,
} from '@minsheng/shared/contracts/message'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayReadMessages, visitorOf } from '../access.ts'
import type { ReachOf } from '../reach.ts'
import { kindRoutes, routingRules } from '../routing/domain.ts'
import type { SettingsStore } from './store.ts'

/** The ways there are for a kind as it usually is; a call for pressing matters is no matter of taste. */
const offeredFor = (kind: MessageKind): FurtherChannel[] => {
  const { urgency, channels } = kindRoutes[kind]
  return channels.filter((channel) => channel !== 'voice' || routingRules.callsFor[urgency])
}

export function settingsRoutes({ settings, reachOf, clock }: { settings: SettingsStore; reachOf: ReachOf; clock: Clock }): Route[] {
  async function present(actor: Visitor): Promise<MessageSettings> {
    const [person, wishes] = await Promise.all([reachOf(actor.accountId), settings.of(actor.ownerIds)])
    return {
      quietHours: wishes.quietHours,
      phoneMasked: person.phoneMasked,
      hasWechat: person.wechat.length > 0 || actor.wechatAccountId !== null,
      wishes: residentKinds.options.map((kind) => {
        const offered = offeredFor(kind)
        return { kind, offered, on: offered.filter((channel) => !wishes.off(kind).includes(channel)) }
      }),
    }
  }
  return [
    route({
      operation: contract.getMessageSettings,
      load: visitorOf,
      allow: mayReadMessages,
      audit: { none: "reading one's own settings" },
      run: (_, actor) => present(actor),
    }),
    route({
      operation: contract.putMessageSettings,
      load: visitorOf,
      allow: mayReadMessages,
      audit: { action: 'message_settings.put', subject: ({ accountId }) => accountId },
      run: async ({ body }, actor) => {
        const issues = body.wishes.flatMap(({ kind, on }, index) =>
          on.some((channel) => !offeredFor(kind).includes(channel))
            ? [{ path: `body.wishes.${index}.on`, message: '这种消息没有这个接收方式，请刷新页面后再选' }]
            : [],
        )
        if (issues.length > 0) throw new AppError('invalid_input', { issues })
        const off = body.wishes.map(({ kind, on }) => ({ kind, channels: offeredFor(kind).filter((channel) => !on.includes(channel)) }))
        await settings.put({ _id: actor.accountId, quietHours: body.quietHours, off, changedAt: clock.now() })
        return present(actor)
      },
    }),
  ]
}
