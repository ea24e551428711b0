import { uploadedFileDays } from '@minsheng/shared/law/retention'
import { type Database, durable } from '../../platform/db/index.ts'
import { declareKeeping } from '../../platform/protect/keeping.ts'
import './population/matches/catalogue.ts'
import './unanswered/catalogue.ts'
import { deletesDue, type RetentionPart, sinceOf } from '../../platform/protect/retention.ts'

declareKeeping(['benefit_followers'], {
  title: '幸福清单的关注（不存条件和金额）',
  period: null,
  from: '同意核对居民登记期间；撤回同意或注销时删除',
  atEnd: 'delete',
  because: '有新符合的政策时告诉您',
  endedBy: 'owner',
})

declareKeeping(['policy_publications', 'policy_drafts'], {
  title: '政策的每一版和它的草稿',
  period: null,
  from: '长期保存：过去怎么算的，以后都能查',
  atEnd: 'archive',
  because: '政策文件；里面没有任何人的资料',
  endedBy: 'nobody',
})

declareKeeping(['policy_rematches'], {
  title: '全部比对的进度',
  period: null,
  from: '保存 400 天',
  atEnd: 'delete',
  because: '只有户数和日期，没有任何人的资料',
  endedBy: 'index',
})

declareKeeping(['application_photos', 'application_photo_files.files', 'application_photo_files.chunks'], {
  title: '申请材料的照片',
  period: uploadedFileDays,
  from: '与申请一同保存；没有用到的，上传之日',
  atEnd: 'delete',
  because: '决定的凭据',
  endedBy: 'retention',
})

interface Kept {
  _id: string
  state: string
  materials: { photoIds: string[] }[]
}

/** What of applications has been kept long enough; those that were granted stay with the books. */
export function policyRetention(db: Database): RetentionPart[] {
  const bucket = db.bucket('application_photo_files')
  const photos = db.collection<{ _id: string; createdAt: Date }>('application_photos')
  const applications = db.collection<Kept>('policy_applications')

  async function destroyPhoto(photoId: string): Promise<void> {
    for (const { _id } of await bucket.find({ filename: photoId }).toArray()) await bucket.delete(_id)
    await photos.deleteOne({ _id: photoId }, durable)
  }
  /** Photos that no application names: somebody began and did not go on. */
  const unused = (since: Date) =>
    photos
      .aggregate<{ _id: string }>([
        { $match: { createdAt: { $lt: since } } },
        { $lookup: { from: 'policy_applications', localField: '_id', foreignField: 'materials.photoIds', as: 'used' } },
        { $match: { used: [] } },
        { $project: { _id: 1 } },
      ])
      .toArray()

  return [
    deletesDue(
      db,
      'policy_applications',
      (since) => ({
        state: { $in: ['refused', 'withdrawn'] },
        isObjected: false,
        history: { $not: { $elemMatch: { at: { $gte: since } } } },
      }),
      async (id) => {
        const kept = await applications.findOne({ _id: id })
        for (const photoId of kept?.materials.flatMap(({ photoIds }) => photoIds) ?? []) await destroyPhoto(photoId)
      },
    ),
    deletesDue(db, 'policy_tellings', (since) => ({
      createdAt: { $lt: since },
      toldAt: { $not: { $gte: since } },
      answeredAt: { $not: { $gte: since } },
    })),
    {
      collection: 'application_photos',
      count: async (now) => (await unused(sinceOf('application_photos', now))).length,
      async end(now, most) {
        const rows = (await unused(sinceOf('application_photos', now))).slice(0, most)
        for (const { _id } of rows) await destroyPhoto(_id)
        return rows.length
      },
    },
  ]
}
