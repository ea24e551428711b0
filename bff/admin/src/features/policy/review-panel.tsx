import { ApiError } from '@minsheng/shared/client'
import type { PolicyDraft } from '@minsheng/shared/contracts/policy'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface ReviewPanelProps {
  draft: PolicyDraft
  onDone: (draft: PolicyDraft) => void
  /** Shows what publishing it does to everyone. */
  onPreview: () => void
}

/** The second person's word: agreed to, or given back with what is wrong. */
export function ReviewPanel({ draft, onDone, onPreview }: ReviewPanelProps) {
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const reviewing = useMutation({
    mutationFn: (approve: boolean) =>
      call('reviewPolicyDraft', { params: { draftId: draft.id }, body: { rev: draft.rev, approve, note: note.trim() } }),
    onSuccess: (next, approve) => {
      void message.success(approve ? '已同意，可以公布了' : '已退回，起草的人会看到您的意见')
      onDone(next)
    },
    onError: (error) => setFault(error instanceof ApiError ? (error.issues[0]?.message ?? null) : null),
  })
  function decide(approve: boolean) {
    const isEmpty = note.trim().length < 2
    setFault(isEmpty ? '请写明意见，如“文号、数额核对无误”' : null)
    if (!isEmpty) reviewing.mutate(approve)
  }
  return (
    <section className='policy-block' aria-label='复核'>
      <h2>请您复核</h2>
      <p>
        由{draft.submittedByName ?? draft.authorName}
        提交。请对照依据原文，看“和公布的不同”、条件、金额和例子，再
        <Button type='link' style={{ padding: 0, height: 'auto' }} onClick={onPreview}>
          看全区谁得到、谁失去
        </Button>
        。同意后就可以公布，公布以后不能再改。
      </p>
      {reviewing.error && fault === null && <ProblemNotice error={reviewing.error} />}
      <div className='policy-field' style={{ marginBottom: 12 }}>
        <label htmlFor='review-note'>复核意见</label>
        <Input.TextArea
          id='review-note'
          value={note}
          maxLength={200}
          rows={2}
          status={fault ? 'error' : ''}
          onChange={(event) => setNote(event.target.value)}
        />
        {fault && (
          <span className='policy-fault' role='alert'>
            {fault}
          </span>
        )}
      </div>
      <Space>
        <Button type='primary' loading={reviewing.isPending} onClick={() => decide(true)}>
          同意
        </Button>
        <Button danger loading={reviewing.isPending} onClick={() => decide(false)}>
          退回修改
        </Button>
      </Space>
    </section>
  )
}
