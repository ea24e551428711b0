import { sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { keptSince, uploadedFileDays } from '@minsheng/shared/law/retention'
import { type Database, durable } from '../../platform/db/index.ts'
import { declareKeeping } from '../../platform/protect/keeping.ts'
import { deletesDue, type RetentionPart, sinceOf } from '../../platform/protect/retention.ts'

declareKeeping(['proxy_deeds'], {
  title: '代办过的事',
  period: sharingRecordYears,
  from: '授权结束之日，与授权一同删除；监护人替孩子办的，办理之日',
  atEnd: 'delete',
  because: '谁以谁的名义办过什么；《网络数据安全管理条例》第十二条',
  endedBy: 'retention',
})
declareKeeping(['consent_photos', 'consent_photo_files.files', 'consent_photo_files.chunks'], {
  title: '上门授权的照片',
  period: uploadedFileDays,
  from: '与授权一同保存；没有用到的，上传之日',
  atEnd: 'delete',
  because: '本人同意的凭据',
  endedBy: 'retention',
})

/** What of authorisations has been kept long enough. */
export function proxyRetention(db: Database): RetentionPart[] {
  const bucket = db.bucket('consent_photo_files')
  const photos = db.collection<{ _id: string; createdAt: Date }>('consent_photos')
  const consents = db.collection<{ _id: string; photoId: string }>('offline_consents')
  const day = (now: Date) => keptSince(now, sharingRecordYears)
  const deeds = db.collection<{ _id: string; proxyId: string }>('proxy_deeds')

  async function destroyPhoto(photoId: string): Promise<void> {
    for (const { _id } of await bucket.find({ filename: photoId }).toArray()) await bucket.delete(_id)
  }
  /** Photos that no consent names: somebody began and did not go on. */
  const unused = (since: Date) =>
    photos
      .aggregate<{ _id: string }>([
        { $match: { createdAt: { $lt: since } } },
        { $lookup: { from: 'offline_consents', localField: '_id', foreignField: 'photoId', as: 'used' } },
        { $match: { used: [] } },
        { $project: { _id: 1 } },
      ])
      .toArray()

  return [
    // Consents before what they became: a confirmed consent without its authorisation would make it anew.
    deletesDue(
      db,
      'offline_consents',
      (since, now) => ({ $or: [{ state: 'refused', decidedAt: { $lt: since } }, { until: { $lt: day(now) } }] }),
      async (id) => {
        const consent = await consents.findOne({ _id: id })
        if (!consent) return
        await destroyPhoto(consent.photoId)
        await photos.deleteOne({ _id: consent.photoId }, durable)
      },
    ),
    {
      collection: 'consent_photos',
      count: async (now) => (await unused(sinceOf('consent_photos', now))).length,
      async end(now, most) {
        const rows = (await unused(sinceOf('consent_photos', now))).slice(0, most)
        for (const { _id } of rows) {
          await destroyPhoto(_id)
          await photos.deleteOne({ _id }, durable)
        }
        return rows.length
      },
    },
    deletesDue(
      db,
      'proxies',
      (since, now) => ({
        $or: [
          { channel: 'online', endedAt: { $lt: since, $type: 'date' } },
          // One that nobody ended, it ended by itself; one made at the door goes with its consent.
          { until: { $lt: day(now) } },
        ],
      }),
      (id) => deeds.deleteMany({ proxyId: id }, durable),
    ),
    // What a guardian did for a child hangs on no authorisation: each by its own day.
    deletesDue(db, 'proxy_deeds', (since) => ({ proxyId: /^ward-/, createdAt: { $lt: since } })),
  ]
}
