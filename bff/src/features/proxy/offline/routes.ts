import { proxyContract as contract } from '@minsheng/shared/contracts/proxy'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { redrawPrivatePhoto } from '../../../platform/protect/private-photo.ts'
import { mayDecideConsentOf, mayReadConsentOf, mayReadConsents, mayRecordConsentOf, mayRecordConsents } from '../access.ts'
import type { OfflineDesk } from './desk.ts'
import type { Elder } from './domain.ts'
import { presentOffline } from './present.ts'
import type { ConsentPhotoStore, OfflineRecord, OfflineStore } from './store.ts'

interface OfflineRouteParts {
  consents: OfflineStore
  photos: ConsentPhotoStore
  desk: OfflineDesk
  contactOf: (residentId: string) => Promise<Elder | null>
  staffName: (accountId: string) => Promise<string>
  clock: Clock
}

const placesOf = (actor: Actor) => (actor.kind === 'staff' ? (actor.placeIds ?? []) : [])

export function offlineRoutes({ consents, photos, desk, contactOf, staffName, clock }: OfflineRouteParts): Route[] {
  const photoLimit = createRateLimit(60, 3_600)

  async function present(consent: OfflineRecord, actor: Actor) {
    const [proxy, recordedByName, decidedByName] = await Promise.all([
      desk.proxyOf(consent),
      staffName(consent.recordedBy),
      consent.decidedBy === null ? null : staffName(consent.decidedBy),
    ])
    return presentOffline(consent, proxy, {
      recordedByName,
      decidedByName,
      mayDecide: mayDecideConsentOf(actor, consent) && consent.recordedBy !== actorId(actor),
      mayWithdraw: mayReadConsentOf(actor, consent),
      now: clock.now(),
    })
  }

  return [
    route({
      operation: contract.listOfflineConsents,
      load: nothing,
      allow: mayReadConsents,
      audit: { action: 'offline-consent.list', subject: () => 'offline_consents' },
      run: async ({ query, actor }) => {
        const page = toPage(await consents.list(placesOf(actor), decodeCursor(query.cursor), query.limit), query.limit)
        const items = await Promise.all(page.rows.map((consent) => present(consent, actor)))
        // The state hangs on today's date, so the page is narrowed after it was read.
        return { items: items.filter(({ state }) => !query.state || state === query.state), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.uploadConsentPhoto,
      load: nothing,
      allow: mayRecordConsents,
      audit: { action: 'consent-photo.upload', subject: (_, made) => made?.id ?? 'none' },
      run: async ({ body, actor, context }) => {
        await photoLimit.spend(actorId(actor))
        const id = derivedId('cph', context.idempotencySeed ?? '')
        await photos.put({ _id: id, uploadedBy: actorId(actor), createdAt: clock.now() }, await redrawPrivatePhoto(body))
        return { id }
      },
    }),
    route({
      operation: contract.getConsentPhoto,
      load: ({ params }) => consents.consent(params.consentId),
      allow: mayReadConsentOf,
      audit: { action: 'consent-photo.read', subject: (consent) => consent._id },
      run: async (_, consent) => ({ content: await photos.read(consent.photoId), contentType: 'image/jpeg' }),
    }),
    route({
      operation: contract.recordOfflineConsent,
      load: async ({ body }) => ({ elder: await contactOf(body.residentId) }),
      allow: mayRecordConsents,
      audit: { action: 'offline-consent.record', subject: (_, made) => made?.id ?? 'none' },
      run: async ({ body, actor, context }, { elder }) => {
        // Someone who lives elsewhere is answered like no one.
        if (!elder?.present || !mayRecordConsentOf(actor, elder))
          throw new AppError('invalid_input', { issues: [{ path: 'body.residentId', message: '没有找到这位居民，请重新选择' }] })
        const { _id } = await desk.record(body, elder, actorId(actor), context.idempotencySeed ?? '')
        return { id: _id }
      },
    }),
    route({
      operation: contract.decideOfflineConsent,
      load: ({ params }) => consents.consent(params.consentId),
      allow: mayDecideConsentOf,
      audit: { action: 'offline-consent.decide', subject: (consent) => consent._id },
      run: async ({ body, actor }, consent) => present(await desk.decide(consent, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.withdrawOfflineConsent,
      load: ({ params }) => consents.consent(params.consentId),
      allow: mayReadConsentOf,
      audit: { action: 'offline-consent.withdraw', subject: (consent) => consent._id },
      run: async ({ body, actor }, consent) => present(await desk.withdraw(consent, body.reason, actorId(actor)), actor),
    }),
  ]
}
