import type { Clock } from '@minsheng/shared/units/clock'
import type { NamedContactPort } from '../../../ports/named-contact.ts'
import type { Fate, Handed } from '../../../ports/notify.ts'
import type { SmsPort } from '../../../ports/sms.ts'
import type { VoicePort } from '../../../ports/voice.ts'
import type { WechatPort } from '../../../ports/wechat.ts'
import type { Reach, ReachOf } from '../reach.ts'
import type { EarlyReceiptStore } from '../receipt/early.ts'
import { afterQuiet } from '../routing/domain.ts'
import type { SettingsStore } from '../settings/store.ts'
import type { MessageStore } from '../store.ts'
import type { SubscriptionStore } from '../subscription/store.ts'
import { canBeLookedUp, checkAt, dispatchRules, retryAt } from './domain.ts'
import type { DispatchDocument, DispatchStore } from './store.ts'

export interface SendingParts {
  messages: MessageStore
  dispatches: DispatchStore
  early: Pick<EarlyReceiptStore, 'of'>
  settings: Pick<SettingsStore, 'of'>
  subscriptions: SubscriptionStore
  contacts: NamedContactPort
  reachOf: ReachOf
  codeOf: (name: string) => string | undefined
  sms: SmsPort
  voice: VoicePort
  wechat: Pick<WechatPort, 'sendSubscribeMessage'>
  clock: Clock
}

type End = { state: 'delivered' | 'failed' | 'expired' | 'dead' | 'dropped'; code: string | null; at: Date }
/** The person has no accept left, whatever our ledger says. */
const NOT_SUBSCRIBED = '43101'
const HOME = 'pages/messages/index'

/** Sends what is due and asks what became of it. What it does not know it asks before it sends again. */
export function createSending(parts: SendingParts) {
  const { messages, dispatches, early, settings, subscriptions, contacts, reachOf, codeOf, sms, voice, wechat, clock } = parts

  async function end(dispatch: DispatchDocument, from: 'queued' | 'sent', { state, code, at }: End): Promise<void> {
    const moved = await dispatches.move(dispatch._id, from, { state, faultCode: code, endedAt: at, nextAt: null, inFlight: false })
    if (moved) await messages.routeSoon(dispatch.messageId, clock.now())
  }

  async function again(dispatch: DispatchDocument, code: string, inFlight: boolean): Promise<void> {
    const next = retryAt(dispatch.attempts + 1, clock.now())
    if (next === null) return end(dispatch, 'queued', { state: 'dead', code, at: clock.now() })
    await dispatches.move(dispatch._id, 'queued', { nextAt: next, inFlight, faultCode: code })
  }

  async function taken(dispatch: DispatchDocument, providerNumber: string | null): Promise<void> {
    const now = clock.now()
    const nextAt = dispatch.channel === 'subscribe' ? new Date(now.getTime() + dispatchRules.subscribeSilenceMs) : checkAt(0, now)
    await dispatches.move(dispatch._id, 'queued', {
      state: 'sent',
      sentAt: now,
      nextAt,
      providerNumber,
      inFlight: false,
      faultCode: null,
      checks: 1,
    })
    const fate = providerNumber === null ? null : await early.of(providerNumber)
    if (fate) await apply({ ...dispatch, state: 'sent', sentAt: now, checks: 1 }, fate)
  }

  async function settle(dispatch: DispatchDocument, handed: Handed): Promise<void> {
    if (handed.result === 'taken') return taken(dispatch, handed.providerNumber)
    if (handed.result === 'unsure') return again(dispatch, handed.code, true)
    if (handed.final) return end(dispatch, 'queued', { state: 'failed', code: handed.code, at: clock.now() })
    return again(dispatch, handed.code, false)
  }

  /** The quota is taken before the message goes, given back when WeChat did not take it, and kept when nobody knows. */
  async function sendSubscribe(dispatch: DispatchDocument, person: Reach, templateId: string): Promise<void> {
    const accounts = new Map(person.wechat.map(({ accountId, openid }) => [accountId, openid]))
    const accountId = await subscriptions.reserve([...accounts.keys()], dispatch.template, dispatch._id)
    const openid = accountId === null ? undefined : accounts.get(accountId)
    if (openid === undefined) return end(dispatch, 'queued', { state: 'failed', code: 'no_quota', at: clock.now() })
    const page = dispatch.link?.slice(1) ?? HOME
    const handed = await wechat.sendSubscribeMessage({ openid, templateId, page, values: dispatch.values })
    if (handed.result === 'refused') {
      if (handed.code === NOT_SUBSCRIBED) await subscriptions.empty(dispatch._id)
      else await subscriptions.giveBack(dispatch._id)
      return settle(dispatch, handed)
    }
    await subscriptions.spend(dispatch._id)
    // It can't be asked whether it went, and a second one would cost a second accept.
    if (handed.result === 'unsure') return end(dispatch, 'queued', { state: 'expired', code: handed.code, at: clock.now() })
    return taken(dispatch, handed.providerNumber)
  }

  const phoneOf = (person: Reach) => (person.phone === null ? contacts.phoneFor(person.personId) : Promise.resolve(person.phone))

  /** What a try left that ended without a word; true when it must not be sent again now. */
  async function clearedUp(dispatch: DispatchDocument, phone: string | null): Promise<boolean> {
    if (!canBeLookedUp(dispatch.channel)) {
      if (dispatch.channel === 'voice' && dispatch.urgency === 'p0') return false
      if (dispatch.channel === 'subscribe') await subscriptions.spend(dispatch._id)
      await end(dispatch, 'queued', { state: 'expired', code: 'interrupted', at: clock.now() })
      return true
    }
    if (phone === null) return false
    const fate = await sms.fateOf({ phone, number: dispatch._id, providerNumber: null, sentAt: dispatch.createdAt })
    if (fate.state === 'unknown') return false
    await taken(dispatch, null)
    await apply({ ...dispatch, state: 'sent', sentAt: clock.now() }, fate)
    return true
  }

  /** A try that failed by day must not wake anyone by night: it waits, and the waiting is no try. */
  async function heldTillMorning(dispatch: DispatchDocument, person: Reach): Promise<boolean> {
    if (dispatch.urgency === 'p0') return false
    const now = clock.now()
    const nextAt = afterQuiet(now, (await settings.of(person.accountIds)).quietHours)
    if (nextAt <= now) return false
    return dispatches.move(dispatch._id, 'queued', { nextAt, attempts: dispatch.attempts, inFlight: dispatch.inFlight })
  }

  async function trySending(dispatch: DispatchDocument): Promise<void> {
    const message = await messages.message(dispatch.messageId)
    if (!message || message.readAt !== null) return end(dispatch, 'queued', { state: 'dropped', code: 'read', at: clock.now() })
    const templateCode = codeOf(dispatch.template)
    if (templateCode === undefined) return end(dispatch, 'queued', { state: 'failed', code: 'no_template', at: clock.now() })
    const person = await reachOf(dispatch.to)
    const phone = dispatch.channel === 'subscribe' ? null : await phoneOf(person)
    if (dispatch.inFlight && (await clearedUp(dispatch, phone))) return
    if (await heldTillMorning(dispatch, person)) return
    if (dispatch.channel === 'subscribe') return sendSubscribe(dispatch, person, templateCode)
    if (phone === null) return end(dispatch, 'queued', { state: 'failed', code: 'no_phone', at: clock.now() })
    const notice = { phone, templateCode, values: dispatch.values, number: dispatch._id }
    return settle(dispatch, await (dispatch.channel === 'sms' ? sms.sendNotice(notice) : voice.call(notice)))
  }

  async function apply(dispatch: DispatchDocument, fate: Fate): Promise<void> {
    if (fate.state === 'delivered') return end(dispatch, 'sent', { state: 'delivered', code: null, at: fate.at })
    if (fate.state === 'failed') return end(dispatch, 'sent', { state: 'failed', code: fate.code, at: fate.at })
    const nextAt = checkAt(dispatch.checks, clock.now())
    if (nextAt === null) return end(dispatch, 'sent', { state: 'expired', code: 'silent', at: clock.now() })
    await dispatches.move(dispatch._id, 'sent', { nextAt, checks: dispatch.checks + 1 })
  }

  async function check(dispatch: DispatchDocument): Promise<void> {
    if (dispatch.channel === 'subscribe') return end(dispatch, 'sent', { state: 'expired', code: 'silent', at: clock.now() })
    const phone = await phoneOf(await reachOf(dispatch.to))
    if (phone === null) return end(dispatch, 'sent', { state: 'expired', code: 'no_phone', at: clock.now() })
    const asked = { phone, number: dispatch._id, providerNumber: dispatch.providerNumber, sentAt: dispatch.sentAt ?? dispatch.createdAt }
    await apply(dispatch, await (dispatch.channel === 'sms' ? sms.fateOf(asked) : voice.fateOf(asked)))
  }

  return {
    /** One turn of one dispatch that is due. */
    async turn(dispatch: DispatchDocument): Promise<void> {
      const now = clock.now()
      if (dispatch.state === 'sent') return check(dispatch)
      const claimed = await dispatches.claim(dispatch._id, now, new Date(now.getTime() + dispatchRules.claimMs))
      if (claimed) await trySending(claimed)
    },
    /** The provider could not be asked: later. */
    async putOff(dispatch: DispatchDocument): Promise<void> {
      if (dispatch.state === 'queued') return again({ ...dispatch, attempts: Math.max(0, dispatch.attempts - 1) }, 'no_answer', true)
      await apply(dispatch, { state: 'waiting' })
    },
    /** What WeChat said of a subscribe message by an event. */
    async heard(dispatch: DispatchDocument, fate: Fate): Promise<void> {
      if (dispatch.state === 'sent') await apply(dispatch, fate)
    },
  }
}
