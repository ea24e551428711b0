import type { FurtherChannel } from '@minsheng/shared/contracts/message'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { NamedContactPort } from '../../../ports/named-contact.ts'
import type { ReachOf } from '../reach.ts'
import { nextStep, routingRules, type Tried } from '../routing/domain.ts'
import type { SettingsStore } from '../settings/store.ts'
import type { MessageDocument, MessageStore } from '../store.ts'
import type { SubscriptionStore } from '../subscription/store.ts'
import { renderValues, templateName } from '../template/domain.ts'
import { templateOf } from '../template/list.ts'
import { dispatchRules } from './domain.ts'
import type { DispatchDocument, DispatchStore } from './store.ts'

export interface PlanningParts {
  messages: MessageStore
  dispatches: DispatchStore
  settings: SettingsStore
  subscriptions: SubscriptionStore
  contacts: NamedContactPort
  reachOf: ReachOf
  /** The provider's number of a template; undefined while it is not set up. */
  codeOf: (name: string) => string | undefined
  clock: Clock
}

const startOfDay = (at: Date) => new Date(`${shanghaiDate(at)}T00:00:00+08:00`)
/** For a life the next way is not put off by every further try of one that does not answer: it counts from the first. */
const triedOf = ({ channel, state, urgency, attempts, endedAt, sentAt, nextAt, createdAt }: DispatchDocument): Tried => ({
  channel,
  state,
  at: endedAt ?? sentAt ?? (urgency === 'p0' && attempts > 0 ? createdAt : (nextAt ?? createdAt)),
})

/** Decides, message by message, by which further way it goes next. Run again after a fall it decides the same. */
export function createPlanning(parts: PlanningParts) {
  const { messages, dispatches, settings, subscriptions, contacts, reachOf, codeOf, clock } = parts

  async function situationOf(message: MessageDocument) {
    const now = clock.now()
    const person = await reachOf(message.to)
    const [tried, wishes, sentToday, repeated, hasQuota, contactPhone] = await Promise.all([
      dispatches.ofMessage(message._id),
      settings.of(person.accountIds),
      dispatches.sentSince(person.accountIds, startOfDay(now)),
      messages.saidBefore(message, new Date(message.createdAt.getTime() - dispatchRules.repeatedWithinMs)),
      subscriptions.hasQuota(
        person.wechat.map(({ accountId }) => accountId),
        templateName({ kind: message.kind, channel: 'subscribe' }),
      ),
      person.phone === null ? contacts.phoneFor(person.personId) : null,
    ])
    const isSetUp = (channel: FurtherChannel) =>
      templateOf(message.kind, channel) !== undefined && codeOf(templateName({ kind: message.kind, channel })) !== undefined
    const hasPhone = person.phone !== null || contactPhone !== null
    return {
      person,
      situation: {
        now,
        kind: message.kind,
        urgency: message.urgency ?? 'p3',
        read: message.readAt !== null,
        repeated,
        tried: tried.map(triedOf),
        reach: {
          subscribe: hasQuota && isSetUp('subscribe'),
          sms: hasPhone && isSetUp('sms'),
          voice: hasPhone && isSetUp('voice'),
        },
        off: wishes.off(message.kind),
        quietHours: wishes.quietHours,
        sentToday,
      },
    }
  }

  /** Takes one message a step on. */
  async function plan(message: MessageDocument): Promise<void> {
    const { person, situation } = await situationOf(message)
    const step = nextStep(situation)
    if (step.do === 'end') return messages.endRouting(message._id, step.why)
    if (step.do === 'wait') return messages.routeAgain(message._id, message.routeAt, step.until)
    const template = templateOf(message.kind, step.channel)
    if (!template) throw new Error(`no template for ${message.kind} by ${step.channel}`)
    await dispatches.insert({
      _id: derivedId('dsp', `${message._id}|${step.channel}`),
      messageId: message._id,
      to: message.to,
      readerMasked: person.phoneMasked ?? '微信用户',
      kind: message.kind,
      urgency: situation.urgency,
      channel: step.channel,
      state: 'queued',
      template: templateName(template),
      templateVersion: template.version,
      values: renderValues(template, { title: message.title, sentAt: message.createdAt }),
      link: message.link,
      attempts: 0,
      checks: 0,
      inFlight: false,
      nextAt: step.at,
      providerNumber: null,
      faultCode: null,
      createdAt: situation.now,
      sentAt: null,
      endedAt: null,
    })
    // Looked at again when it has ended or taken too long; the end of a dispatch brings this forward.
    const lookMs = Math.min(dispatchRules.claimMs, routingRules.waitMinutes[situation.urgency] * 60_000)
    await messages.routeAgain(message._id, message.routeAt, new Date(step.at.getTime() + lookMs))
  }

  return { plan }
}
