import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import type { ConsentWay, ProxyRelation } from '@minsheng/shared/contracts/proxy'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { Persons } from '../../identity/index.ts'
import type { OwnRecords } from '../../people/index.ts'
import { invitedUntil, openKeyOf } from '../domain.ts'
import { checkTerms, issue, type ProxyDesk } from '../own/desk.ts'
import type { ProxyTellings } from '../own/tellings.ts'
import type { ProxyRecord, ProxyStore } from '../store.ts'
import type { Elder } from './domain.ts'
import type { ConsentPhotoStore, OfflineRecord, OfflineStore } from './store.ts'

export interface OfflineWish {
  residentId: string
  proxyName: string
  phone: string
  relation: ProxyRelation
  scopes: ProxyScope[]
  until: string
  way: ConsentWay
  note: string | null
  photoId: string
  textVersion: string
}

export interface OfflineParts {
  consents: OfflineStore
  photos: ConsentPhotoStore
  proxies: ProxyStore
  desk: ProxyDesk
  persons: Persons
  own: Pick<OwnRecords, 'contact' | 'byPhone'>
  /** Which resident an account is by its real name, where it has one. */
  residentNamed: (accountId: string) => Promise<{ residentId: string | null } | null>
  available: ReadonlySet<ProxyScope>
  tell: ProxyTellings
  clock: Clock
}

export type OfflineDesk = ReturnType<typeof createOfflineDesk>

/** Consents of people without a phone: written down by one worker with a photo, confirmed by another, then as any other. */
export function createOfflineDesk({ consents, photos, proxies, desk, persons, own, residentNamed, available, tell, clock }: OfflineParts) {
  const proxyId = (consentId: string) => derivedId('prx', `offline|${consentId}`)

  /** Whether the account of this phone is the resident's: by its real name, or because the phone is on record for them alone. */
  async function isTheirs(residentId: string, accountId: string, phone: string): Promise<boolean> {
    const named = await residentNamed(accountId)
    return named ? named.residentId === residentId : (await own.byPhone(phone)).length === 1
  }

  /** The account of the resident: their own, where it is known to be; else one that nobody signs in to. */
  async function accountOf(residentId: string): Promise<string> {
    const phone = (await own.contact(residentId))?.phone ?? null
    const mine = phone === null ? null : await persons.personByPhone(phone)
    if (phone !== null && mine && (await isTheirs(residentId, mine.accountId, phone))) return mine.accountId
    const id = derivedId('acc', `resident|${residentId}`)
    await persons.putPhoneless(id, clock.now())
    return id
  }

  /** The authorisation that a confirmed consent became; made when it is not there, for a process may have died in between. */
  async function proxyOf(consent: OfflineRecord): Promise<ProxyRecord | null> {
    if (consent.state !== 'confirmed' || !consent.decidedAt) return null
    const made = await proxies.proxy(proxyId(consent._id))
    if (made) return made
    const elderAccountId = await accountOf(consent.residentId)
    const phone = consent.proxyPhone.reveal()
    const phoneIndex = persons.phoneIndexes(phone)
    const proxy = await desk.insert({
      _id: proxyId(consent._id),
      elderAccountId,
      residentId: consent.residentId,
      elderName: consent.elderName.reveal(),
      proxyName: consent.proxyName.reveal(),
      proxyPhone: phone,
      phoneIndex,
      codeHash: null,
      proxyAccountId: null,
      relation: consent.relation,
      scopes: consent.scopes,
      until: consent.until,
      state: 'invited',
      openUntil: invitedUntil(consent.decidedAt),
      consents: [{ who: 'elder', at: consent.createdAt, textVersion: consent.textVersion, way: consent.way }],
      channel: 'offline',
      createdAt: consent.createdAt,
      acceptedAt: null,
      endedAt: null,
      endedBy: null,
      openKey: openKeyOf(elderAccountId, phoneIndex),
      rev: 0,
    })
    await tell.invited(proxy)
    return proxy
  }

  return {
    proxyOf,
    async record(wish: OfflineWish, elder: Pick<Elder, 'name' | 'phone' | 'path'>, by: string, seed: string): Promise<OfflineRecord> {
      checkTerms(wish, available, shanghaiDate(clock.now()))
      if (elder.phone === wish.phone) throw issue('body.phone', '这是本人登记的电话，请填代办人的手机号')
      const photo = await photos.photo(wish.photoId)
      if (!photo) throw issue('body.photoId', '没有找到照片，请重新上传')
      const { phone, ...terms } = wish
      const made = await consents.insert({
        _id: derivedId('ofc', seed),
        ...terms,
        path: elder.path,
        elderName: elder.name,
        proxyPhone: phone,
        state: 'recorded',
        recordedBy: by,
        decidedAt: null,
        decidedBy: null,
        reason: null,
        rev: 0,
        createdAt: clock.now(),
      })
      if (!made) throw issue('body.photoId', '这张照片已用于另一份授权，请另拍一张')
      return made
    },
    async decide(
      consent: OfflineRecord,
      word: { decision: 'confirm'; rev: number } | { decision: 'refuse'; rev: number; reason: string },
      by: string,
    ): Promise<OfflineRecord> {
      if (consent.recordedBy === by) throw new AppError('forbidden', { detail: '登记的人不能自己核实，请另一位同事核实' })
      if (consent.state !== 'recorded') throw new AppError('wrong_state', { detail: '这份授权已经核实过了' })
      if (word.decision === 'confirm') await desk.checkRoom(await accountOf(consent.residentId), null)
      const decided = await consents.decide(
        { _id: consent._id, rev: word.rev },
        {
          state: word.decision === 'confirm' ? 'confirmed' : 'refused',
          decidedAt: clock.now(),
          decidedBy: by,
          reason: word.decision === 'refuse' ? word.reason : null,
        },
      )
      if (!decided) throw new AppError('conflict')
      await proxyOf(decided)
      return decided
    },
    /** The elder said so at the door or by telephone. @throws AppError `wrong_state` when it is over */
    async withdraw(consent: OfflineRecord, reason: string, by: string): Promise<OfflineRecord> {
      const proxy = await proxyOf(consent)
      if (proxy) {
        await desk.withdraw(proxy, 'bureau')
        return consent
      }
      const at = { state: 'refused' as const, decidedAt: clock.now(), decidedBy: by, reason }
      const refused = await consents.decide(consent, at)
      if (!refused) throw new AppError('wrong_state', { detail: '这份授权已经结束了' })
      return refused
    },
  }
}
