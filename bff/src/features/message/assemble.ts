import { randomUUID } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import { createFieldCipher } from '../../platform/crypto/field-cipher.ts'
import { derivedId } from '../../platform/crypto/id.ts'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import { createLease } from '../../platform/events/lease.ts'
import type { Log } from '../../platform/log/index.ts'
import type { NamedContactPort } from '../../ports/named-contact.ts'
import type { SmsPort } from '../../ports/sms.ts'
import type { VoicePort } from '../../ports/voice.ts'
import type { WechatPort } from '../../ports/wechat.ts'
import { createDispatchJob } from './dispatch/job.ts'
import { createPlanning } from './dispatch/planning.ts'
import { dispatchRoutes } from './dispatch/routes.ts'
import { createSending } from './dispatch/sending.ts'
import { createDispatchStore } from './dispatch/store.ts'
import { messageFault, type Send } from './domain.ts'
import { type AudienceOf, createDueHandler } from './due.ts'
import { messageGauges } from './gauges.ts'
import { messageHolding } from './holding.ts'
import type { ReachOf } from './reach.ts'
import { createEarlyReceiptStore } from './receipt/early.ts'
import { receiptRoutes } from './receipt/routes.ts'
import { messageRoutes } from './routes.ts'
import { kindRoutes } from './routing/domain.ts'
import { settingsRoutes } from './settings/routes.ts'
import { createSettingsStore } from './settings/store.ts'
import { createMessageStore } from './store.ts'
import { subscriptionRoutes } from './subscription/routes.ts'
import { createSubscriptionStore } from './subscription/store.ts'

interface MessageParts {
  db: Database
  keys: KeyRing
  clock: Clock
  log: Log
  sms: SmsPort
  voice: VoicePort
  wechat: Pick<WechatPort, 'sendSubscribeMessage'>
  contacts: NamedContactPort
  audienceOf: AudienceOf
  reachOf: ReachOf
  accountOfOpenid: (openid: string) => Promise<string | null>
  /** The providers' numbers by the name of our template. */
  templateCodes: ReadonlyMap<string, string>
  signName: string
  wechatToken: string | undefined
}

const LEASE_MS = 30_000

/** 消息: one way for every feature to tell a person something; by which further ways it goes is decided behind the same `send`. */
export function createMessage(parts: MessageParts) {
  const { db, keys, clock, log, sms, voice, wechat, contacts, reachOf, accountOfOpenid, templateCodes, signName, wechatToken } = parts
  const cipher = createFieldCipher(keys)
  const messages = createMessageStore(db, cipher)
  const dispatches = createDispatchStore(db, cipher)
  const early = createEarlyReceiptStore(db)
  const settings = createSettingsStore(db)
  const subscriptions = createSubscriptionStore(db)
  const codeOf = (name: string) => templateCodes.get(name)
  const nameOf = (code: string) => [...templateCodes].find(([, known]) => known === code)?.[0]
  const shared = { messages, dispatches, early, settings, subscriptions, contacts, reachOf, codeOf, clock }
  const { plan } = createPlanning(shared)
  const sending = createSending({ ...shared, sms, voice, wechat })
  const lease = createLease(db.collection('leases'), 'message-dispatches', randomUUID(), LEASE_MS, clock)

  const send: Send = async (message) => {
    const fault = messageFault(message)
    if (fault) throw new Error(`message ${message.id}: ${fault}`)
    const { id, to, kind, title, body, link, urgency = kindRoutes[kind].urgency } = message
    const now = clock.now()
    // Keyed: the words are few, and who has the database could try them.
    const digest = cipher.codeHash(JSON.stringify([kind, title, body]), 'message').slice(0, 22)
    const whole = { _id: derivedId('msg', id), key: id, to, kind, title, body, link, createdAt: now, readAt: null }
    await messages.insert({ ...whole, urgency, digest, routeAt: now, routeEnd: null })
  }
  return {
    async prepare() {
      for (const store of [messages, dispatches, early, settings, subscriptions]) await store.prepare()
    },
    routes: [
      ...messageRoutes({ messages, clock }),
      ...settingsRoutes({ settings, reachOf, clock }),
      ...subscriptionRoutes({ subscriptions, codeOf, clock }),
      ...dispatchRoutes({ dispatches, codeOf, signName, clock }),
      ...receiptRoutes({ dispatches, subscriptions, early, heard: sending.heard, accountOfOpenid, nameOf, wechatToken, clock }),
    ],
    jobs: [createDispatchJob({ messages, dispatches, plan, sending, lease, log, clock })],
    handlers: [createDueHandler(send, parts.audienceOf)],
    gauges: messageGauges(db, clock),
    send,
    /** What messages under these keys asked for has come about: no further way is tried. */
    settled: (keysOf: readonly string[]) =>
      messages.markSettled(
        keysOf.map((key) => derivedId('msg', key)),
        clock.now(),
      ),
    holding: messageHolding({ messages, settings, subscriptions }, clock),
  }
}
