import { helpCallMonths } from '@minsheng/shared/law/retention'
import { declareKeeping } from '../../../platform/protect/keeping.ts'

export const HELP_FILES = 'help_files'
export const HELP_FILE_BYTES = 'help_file_bytes'

declareKeeping([HELP_FILES, `${HELP_FILE_BYTES}.files`, `${HELP_FILE_BYTES}.chunks`], {
  title: '一键呼的录音和照片',
  period: helpCallMonths,
  from: '呼叫办结或取消之日',
  atEnd: 'delete',
  because: '跟着那次呼叫，一起删除',
  endedBy: 'owner',
})
