import type { privacyContract } from '@minsheng/shared/contracts/privacy'
import type { proxyContract } from '@minsheng/shared/contracts/proxy'
import sharp from 'sharp'
import { key } from '../actors.ts'
import { dayFromToday } from '../bodies.ts'
import { freshPhone, person } from '../people.ts'
import { resident } from '../persons.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

/** 我的资料 and consents at the door: what each operation is tried with. */
export function privacyRows({ app, grid, steward, visitor }: World): Rows<typeof privacyContract & typeof proxyContract> {
  const picture = () =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
  const own = async () => {
    const photo = await steward.call('uploadConsentPhoto', { body: await picture(), contentType: 'image/jpeg', idempotencyKey: key() })
    const { text } = await visitor.call('getProxyCatalogue')
    return {
      residentId: (await person(steward, grid)).residentId,
      proxyName: '儿子小强',
      phone: freshPhone(),
      relation: 'child' as const,
      scopes: ['messages' as const],
      until: dayFromToday(30),
      way: 'signed' as const,
      note: null,
      photoId: photo.id,
      textVersion: text.version,
    }
  }
  const ownConsent = async () => {
    const { id } = await steward.call('recordOfflineConsent', { body: await own(), idempotencyKey: key() })
    return { consentId: id }
  }
  /** A correction of someone who lives in the first grid. */
  const ownRequest = async () => {
    const record = await person(steward, grid)
    const me = await resident(app, record.phone)
    const [asked] = (await me.call('listMyConsents')).items
    await me.call('giveConsent', { params: { kind: 'resident_link' }, body: { textVersion: asked?.text.version ?? '' } })
    const body = { holding: 'resident', field: '电话', wanted: '换号了' }
    return { requestId: (await me.call('askCorrection', { body, idempotencyKey: key() })).id }
  }
  const ownCopy = async () => {
    const copyId = `cpy_${key()}`
    await app.db
      .collection<{ _id: string; accountId: string; state: string; expiresAt: null }>('data_copies')
      .insertOne({ _id: copyId, accountId: visitor.accountId, state: 'expired', expiresAt: null })
    return { params: { copyId } }
  }
  return {
    // Its day is over, so nothing is handed out.
    takeMyCopy: { send: ownCopy, done: 409 },
    uploadConsentPhoto: async () => ({ body: await picture(), contentType: 'image/jpeg' }),
    getConsentPhoto: async () => ({ params: await ownConsent() }),
    // Naming a person of elsewhere is answered like naming none.
    recordOfflineConsent: { send: async () => ({ body: await own() }), refused: [400] },
    decideOfflineConsent: async () => ({ params: await ownConsent(), body: { decision: 'confirm', rev: 0 } }),
    withdrawOfflineConsent: async () => ({ params: await ownConsent(), body: { reason: '本人说不用了' } }),
    getDataRequest: async () => ({ params: await ownRequest() }),
    decideDataRequest: async () => ({ params: await ownRequest(), body: { rev: 0, decision: 'accepted', reason: '已经核实更正' } }),
  }
}
