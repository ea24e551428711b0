import { helpCallMonths } from '@minsheng/shared/law/retention'
import { declareKeeping } from '../../../platform/protect/keeping.ts'

export const HELP_FILES = 'help_files'
export const HELP_FILE_BYTES = 'help_file_bytes'

declareKeeping(['open311_keys'], {
  title: '接口密钥',
  period: null,
  from: '一直保存，收回的也留着',
  atEnd: 'archive',
  because: '哪一件是哪个系统送来的，要说得清；密钥本身不保存，也不涉及个人',
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
