import type { PublicChange } from '@minsheng/shared/contracts/donation'
import { Words } from '../../../ui/element'
import { Fold } from '../../../ui/fold'
import { CorrectionNote } from '../correction-note'
import { dateWords } from '../words'

const fieldWords: Record<PublicChange['field'], string> = {
  use: '善款用途',
  beneficiaries: '受益人',
  surplusPlan: '剩余善款怎么办',
  filingNumber: '备案编号',
  title: '项目名称',
  purpose: '一句话说明',
  story: '为什么发起',
  area: '募捐地域',
  leader: '负责人',
  cost: '募捐成本',
  queryMethod: '怎么查询',
}

/** What was corrected or changed since it was published, each with the old text; nothing where nothing was. */
export function Changes({ changes }: { changes: readonly PublicChange[] }) {
  if (changes.length === 0) return null
  return (
    <Fold title={`更正和变更（${changes.length} 条）`}>
      {changes.map(({ id, field, before, after, note, changedOn, noticeUntil, filingNumber }) => (
        <CorrectionNote
          key={id}
          title={`${dateWords(changedOn)} ${noticeUntil === null ? '更正' : '变更'}了“${fieldWords[field]}”`}
          note={note}
          before={before === '' ? '没有填写' : before}
          after={after}
        >
          {filingNumber === null ? null : <Words className='correction__line'>{`已重新备案，编号 ${filingNumber}`}</Words>}
          {noticeUntil === null ? null : (
            <Words className='correction__line'>{`公告到${dateWords(noticeUntil)}。捐过款的您有不同意见，请在这之前联系慈善组织。`}</Words>
          )}
        </CorrectionNote>
      ))}
    </Fold>
  )
}
