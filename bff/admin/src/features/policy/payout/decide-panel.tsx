import { ApiError } from '@minsheng/shared/client'
import type { PayoutBatch } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'

/** The second person's word: what was made is let go as it is, or given back with what is wrong. */
export function DecidePanel({ batch, onDone }: { batch: PayoutBatch; onDone: (batch: PayoutBatch) => void }) {
  const { message } = App.useApp()
  const [words, setWords] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const params = { batchId: batch.id }
  const deciding = useMutation({
    mutationFn: (approve: boolean) =>
      call('decidePayoutBatch', {
        params,
        body: approve ? { decision: 'approve', rev: batch.rev } : { decision: 'return', rev: batch.rev, words: words.trim() },
      }),
    onSuccess: (next, approve) => {
      void message.success(approve ? '已同意，可以取银行文件了' : '已退回，做的人会看到原因')
      onDone(next)
    },
    onError: (error) => setFault(error instanceof ApiError ? (error.issues[0]?.message ?? null) : null),
  })
  function giveBack() {
    const isEmpty = words.trim().length < 2
    setFault(isEmpty ? '请写明为什么退回' : null)
    if (!isEmpty) deciding.mutate(false)
  }
  return (
    <section aria-label='审核'>
      <h2>请您审核</h2>
      <p>
        由{batch.madeBy}做好，共 {batch.count} 笔、¥{formatYuan(batch.sumFen)}
        。请看“和上次的不同”，特别是第一次发的、变多的、登记里已去世的。同意以后，这些钱就记入账目，可以交银行付款。
      </p>
      {deciding.error && fault === null && <ProblemNotice error={deciding.error} />}
      <div className='policy-field' style={{ marginBottom: 12 }}>
        <label htmlFor='payout-words'>退回的原因（同意不用填）</label>
        <Input.TextArea
          id='payout-words'
          value={words}
          maxLength={500}
          rows={2}
          status={fault ? 'error' : ''}
          onChange={(event) => setWords(event.target.value)}
        />
        {fault && (
          <span className='policy-fault' role='alert'>
            {fault}
          </span>
        )}
      </div>
      <Space>
        <Button type='primary' loading={deciding.isPending} onClick={() => deciding.mutate(true)}>
          同意发放
        </Button>
        <Button danger loading={deciding.isPending} onClick={giveBack}>
          退回
        </Button>
      </Space>
    </section>
  )
}
