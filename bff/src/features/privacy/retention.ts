import { sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { copyFileDays } from '@minsheng/shared/law/retention'
import { type Database, durable, majorityRead } from '../../platform/db/index.ts'
import { declareKeeping } from '../../platform/protect/keeping.ts'
import { deletesDue, type RetentionPart, sinceOf } from '../../platform/protect/retention.ts'
import type { ConsentDocument } from './consent/store.ts'

const because = '《网络数据安全管理条例》第十二条'

declareKeeping(['consents'], {
  title: '同意和撤回的记录',
  period: sharingRecordYears,
  from: '撤回之日',
  atEnd: 'delete',
  because,
  endedBy: 'retention',
})
declareKeeping(['real_names', 'real_name_withdrawals'], {
  title: '实名认证的结果（不存身份证号）',
  period: null,
  from: '账号使用期间；收回认证或注销时删除',
  atEnd: 'delete',
  because: '认得账号是哪位居民',
  endedBy: 'owner',
})
declareKeeping(['data_copies'], {
  title: '要过资料副本的记录',
  period: sharingRecordYears,
  from: '申请之日',
  atEnd: 'delete',
  because,
  endedBy: 'retention',
})
declareKeeping(['data_copy_files.files', 'data_copy_files.chunks'], {
  title: '资料副本文件',
  period: copyFileDays,
  from: '备好之日（取走即删）',
  atEnd: 'delete',
  because: '只为交给本人',
  endedBy: 'job',
})
declareKeeping(['account_closings'], {
  title: '注销申请',
  period: sharingRecordYears,
  from: '注销完成或取消之日',
  atEnd: 'delete',
  because,
  endedBy: 'retention',
})

/** What of consents, copies and requests has been kept long enough. */
export function privacyRetention(db: Database): RetentionPart[] {
  const consents = db.collection<ConsentDocument>('consents')

  /** Withdrawn so long ago, and not given again since: everything up to it is history. */
  async function over(now: Date): Promise<ConsentDocument[]> {
    const since = sinceOf('consents', now)
    const withdrawn = await consents.find({ what: 'withdrawn', createdAt: { $lt: since } }, majorityRead).toArray()
    const latest: ConsentDocument[] = []
    for (const row of withdrawn) {
      const { accountId, residentId, kind, createdAt } = row
      const later = await consents.countDocuments({ accountId, residentId, kind, createdAt: { $gt: createdAt } }, { limit: 1 })
      if (later === 0) latest.push(row)
    }
    return latest
  }

  return [
    {
      collection: 'consents',
      count: async (now) => (await over(now)).length,
      async end(now, most) {
        const rows = (await over(now)).slice(0, most)
        for (const { accountId, residentId, kind, createdAt } of rows)
          await consents.deleteMany({ accountId, residentId, kind, createdAt: { $lte: createdAt } }, durable)
        return rows.length
      },
    },
    deletesDue(db, 'data_requests', (since) => ({
      $or: [
        { state: { $ne: 'open' }, decidedAt: { $type: 'date', $lt: since } },
        { state: 'withdrawn', decidedAt: null, createdAt: { $lt: since } },
      ],
    })),
    deletesDue(db, 'data_copies', (since) => ({ state: { $in: ['taken', 'expired', 'failed'] }, createdAt: { $lt: since } })),
    deletesDue(db, 'account_closings', (since) => ({
      $or: [
        { state: 'done', doneAt: { $type: 'date', $lt: since } },
        { state: 'cancelled', dueAt: { $lt: since } },
      ],
    })),
  ]
}
