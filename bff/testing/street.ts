import { randomBytes, randomUUID } from 'node:crypto'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import sharp from 'sharp'
import type { AlarmDocument } from '../src/features/donation/alarm/store.ts'
import { dateAfter, dayStart } from '../src/features/donation/scan/domain.ts'
import { guestH5, key, type SignedIn } from './actors.ts'
import type { TestApp } from './app.ts'
import { clientOf } from './app.ts'
import { dayFromToday, venueBody } from './bodies.ts'
import type { District } from './district.ts'

/** A resident with a phone number, without the way through a text message. */
export async function resident(test: TestApp): Promise<SignedIn> {
  const guest = await guestH5(test)
  await test.db
    .collection<{ _id: string }>('accounts')
    .updateOne({ _id: guest.accountId }, { $set: { kind: 'resident', phoneMasked: '139****0000' } })
  return { ...guest, call: clientOf(test.url, guest.token) }
}

/** The street around one charity's place: its volunteers, codes at venues of their own, photos and alarms. */
export function streetAt(test: TestApp, place: District, owner: SignedIn) {
  const tokenOf = (link: string | null) => (link ?? '').split('/p/')[1] ?? ''
  const loaded = (line: Parameters<TestApp['app']['donation']['loadFeedLine']>[0]) =>
    test.app.donation.loadFeedLine(line, () => Buffer.alloc(0))
  const alarms = test.db.collection<AlarmDocument>('code_alarms')

  async function invite() {
    return tokenOf((await owner.call('createPatrolInvite', { body: { label: '王老师' }, idempotencyKey: key() })).link)
  }
  async function volunteer(name = '王春芳') {
    const by = await resident(test)
    await by.call('acceptPatrolInvite', { params: { token: await invite() }, body: { name } })
    const kept = await test.db.collection<{ _id: string; accountId: string }>('patrol_volunteers').findOne({ accountId: by.accountId })
    if (!kept) throw new Error('who accepted is a volunteer')
    return { ...by, id: kept._id }
  }
  /** A code of the charity at a venue of its own. */
  async function code(change: { position?: { lat: number; lng: number }; campaignId?: string } = {}) {
    const [codeId, venueId] = [randomBytes(9).toString('base64url'), `ven_${randomUUID()}`]
    const { position, campaignId = place.campaignId } = change
    await loaded({ type: 'venue', id: venueId, ...venueBody(), ...(position ? { position } : {}) })
    await loaded({ type: 'code', id: codeId, campaignId, venueId, expiresOn: dayFromToday(60), state: 'active', reason: null })
    const { link, scene } = await owner.call('getCode', { params: { codeId } })
    return { codeId, venueId, link, scene }
  }
  return {
    alarms,
    invite,
    volunteer,
    code,
    alarmOf: (codeId: string, kind: string) => alarms.findOne({ subject: `code:${codeId}`, kind: kind as never }),
    /** A code scanned by a visitor, and counted; the answer may be a refusal. */
    async scan(value: string, by?: SignedIn) {
      const visitor = by ?? (await guestH5(test))
      const answer = await visitor.call('scanCode', { body: { source: 'text', value } }).catch((error: unknown) => error)
      await test.app.donation.street.counts.idle()
      return answer
    },
    async photo() {
      const by = await volunteer()
      const { venueId, link } = await code()
      const picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } })
        .jpeg()
        .toBuffer()
      const { id } = await by.call('uploadPatrolPhoto', { body: picture, contentType: 'image/jpeg', idempotencyKey: key() })
      await by.call('recordPatrol', { body: { ...observation(place.charityId, venueId, link), photoId: id }, idempotencyKey: key() })
      return id
    },
    /** An open alarm about a code of its own. */
    async alarm(): Promise<string> {
      const { codeId, venueId } = await code()
      const now = new Date()
      const _id = `alm_${randomUUID()}`
      await alarms.insertOne({
        _id,
        subject: `code:${codeId}`,
        kind: 'forged',
        state: 'open',
        charityId: place.charityId,
        venueId,
        codeId,
        summary: '有人举报一张伪造的公益码。',
        times: 1,
        evidence: [{ id: 'e1', at: now, source: 'report', words: '有人举报', patrolId: null, photoId: null }],
        history: [],
        result: null,
        note: null,
        rev: 0,
        createdAt: now,
        lastSeenAt: now,
        closedAt: null,
      })
      return _id
    },
  }
}

/** A link of ours with one character of its signature another. */
export const flipped = (link: string) => `${link.slice(0, -20)}${link.at(-20) === 'A' ? 'B' : 'A'}${link.slice(-19)}`

/** Yesterday, one in the afternoon. */
export const yesterdayAtOne = () => new Date(dayStart(dateAfter(shanghaiDate(new Date()), -1)).getTime() + 13 * 3_600_000)

/** What a volunteer sends who found all well. */
export function observation(charityId: string, venueId: string, link: string | null) {
  return {
    charityId,
    venueId,
    scanned: link === null ? null : { source: 'text' as const, value: link },
    condition: 'intact' as 'intact' | 'damaged' | 'covered' | 'missing',
    note: null as string | null,
    photoId: null as string | null,
    place: null as { lat: number; lng: number; accuracyM: number; datum: 'wgs84' | 'gcj02' } | null,
    seenAt: new Date().toISOString(),
  }
}
