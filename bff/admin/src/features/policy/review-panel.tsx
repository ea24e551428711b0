import type { PolicyDraft } from '@minsheng/shared/contracts/policy'
import { Button } from 'antd'
import { call } from '../../platform/api.ts'
import { SecondWord } from '../../ui/second-word.tsx'

interface ReviewPanelProps {
  draft: PolicyDraft
  onDone: (draft: PolicyDraft) => void
  onReload: () => void
  /** Shows what publishing it does to everyone. */
  onPreview: () => void
}

/** The second person's word: agreed to, or given back with what is wrong. */
export function ReviewPanel({ draft, onDone, onReload, onPreview }: ReviewPanelProps) {
  return (
    <div className='policy-block'>
      <SecondWord
        title='请您复核'
        name='review-draft'
        field='note'
        label='复核意见'
        missing='请写明意见，如“文号、数额核对无误”'
        maxLength={200}
        yes={{ label: '同意', done: '已同意，可以公布了' }}
        no={{ label: '退回修改', done: '已退回，起草的人会看到您的意见', danger: true }}
        send={(approve, note) => call('reviewPolicyDraft', { params: { draftId: draft.id }, body: { rev: draft.rev, approve, note } })}
        onDone={onDone}
        onReload={onReload}
      >
        <p>
          由{draft.submittedByName ?? draft.authorName}
          提交。请对照依据原文，看“和公布的不同”、条件、金额和例子，再
          <Button type='link' style={{ padding: 0, height: 'auto' }} onClick={onPreview}>
            看全区谁得到、谁失去
          </Button>
          。同意后就可以公布，公布以后不能再改。
        </p>
      </SecondWord>
    </div>
  )
}
