import { helpCallMonths } from '@minsheng/shared/law/retention'
import { type Database, durable } from '../../platform/db/index.ts'
import { declareKeeping } from '../../platform/protect/keeping.ts'
import { deletesDue, type RetentionPart } from '../../platform/protect/retention.ts'
import { HELP_FILE_BYTES, HELP_FILES } from './file/domain.ts'

declareKeeping(['open311_keys'], {
  title: '接口密钥',
  period: null,
  from: '一直保存，收回的也留着',
  atEnd: 'archive',
  because: '哪一件是哪个系统送来的，要说得清；密钥本身不保存，也不涉及个人',
  endedBy: 'nobody',
})

declareKeeping(['help_terms'], {
  title: '一键呼的时限',
  period: null,
  from: '一直保存，每一版都留着',
  atEnd: 'archive',
  because: '以前的呼叫按哪一版办的，要查得到；不涉及居民',
  endedBy: 'nobody',
})

declareKeeping([HELP_FILES, `${HELP_FILE_BYTES}.files`, `${HELP_FILE_BYTES}.chunks`], {
  title: '一键呼的录音和照片',
  period: helpCallMonths,
  from: '呼叫办结或取消之日',
  atEnd: 'delete',
  because: '跟着那次呼叫，一起删除',
  endedBy: 'owner',
})

type FileRow = { _id: string; callId: string }

/** Calls that have been kept long enough since they ended. */
export function helpRetention(db: Database): RetentionPart[] {
  const files = db.collection<FileRow>(HELP_FILES)
  const bucket = db.bucket(HELP_FILE_BYTES)
  /** What was added to a call goes with it, the bytes first. */
  async function destroyFiles(callId: string): Promise<void> {
    for (const { _id } of await files.find({ callId }).toArray()) {
      for (const content of await bucket.find({ filename: _id }).toArray()) await bucket.delete(content._id)
      await files.deleteOne({ _id }, durable)
    }
  }
  return [
    deletesDue(
      db,
      'help_calls',
      (since) => ({
        $or: [
          { state: 'closed', resolvedAt: { $lt: since, $type: 'date' } },
          { state: 'transferred', owesFeedback: false, createdAt: { $lt: since } },
          { state: 'merged', createdAt: { $lt: since } },
          { state: 'cancelled', owesCallback: false, createdAt: { $lt: since } },
        ],
      }),
      destroyFiles,
    ),
    deletesDue(db, 'help_duties', (since) => ({ openKey: null, endedAt: { $lt: since, $type: 'date' } })),
  ]
}
