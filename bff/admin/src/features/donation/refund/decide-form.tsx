import type { RefundRow } from '@minsheng/shared/contracts/donation'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Space } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'

const labels = { note: '审批意见' }

/** The second person's word: the note first, then one of two buttons. */
export function DecideForm({ refund, onDone }: { refund: RefundRow; onDone: () => void }) {
  const { message } = App.useApp()
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<{ note?: string }>({ labels })
  const deciding = useMutation({
    mutationFn: (word: { approve: boolean; note: string }) =>
      call('decideRefund', { params: { refundId: refund.id }, body: { rev: refund.rev, ...word } }),
    onSuccess: (_, { approve }) => {
      void message.success(approve ? '已批准，钱会退给捐赠人' : '已退回申请，没有退钱')
      onDone()
    },
    onError: showFailure,
  })

  function decide(approve: boolean) {
    const note = form.getFieldValue('note')?.trim() ?? ''
    if (!show(note === '' ? [{ path: 'body.note', message: '请写明核实的情况，如“已电话与捐赠人核实”' }] : []))
      deciding.mutate({ approve, note })
  }

  return (
    <section aria-label='审批' style={{ marginTop: 24 }}>
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {isConflict(failure) ? <ConflictNotice onReload={onDone} /> : failure && <ProblemNotice error={failure} />}
      <Form form={form} name='decide-refund' layout='vertical' onValuesChange={noteChange}>
        <Form.Item name='note' label={labels.note} required>
          <Input.TextArea maxLength={200} rows={3} />
        </Form.Item>
        <Space size={12}>
          <Button type='primary' loading={deciding.isPending && deciding.variables.approve} onClick={() => decide(true)}>
            批准退款
          </Button>
          <Button danger loading={deciding.isPending && !deciding.variables.approve} onClick={() => decide(false)}>
            不批准
          </Button>
        </Space>
      </Form>
    </section>
  )
}
