import type { RefundRow } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'

interface TransferValues {
  paidOn?: string | null
  voucherNumber?: string
}

const labels = { paidOn: '转账日期', voucherNumber: '银行凭证号' }

/** Finance writes down the bank transfer that gave the money back. */
export function TransferForm({ refund, onDone }: { refund: RefundRow; onDone: () => void }) {
  const { message } = App.useApp()
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<TransferValues>({ labels })
  const recording = useMutation({
    mutationFn: (body: { paidOn: string; voucherNumber: string }) =>
      call('recordBankRefund', { params: { refundId: refund.id }, body: { rev: refund.rev, ...body } }),
    onSuccess: () => {
      void message.success('已登记转账，这笔退款办完了')
      onDone()
    },
    onError: showFailure,
  })

  function submit({ paidOn, voucherNumber }: TransferValues) {
    const voucher = voucherNumber?.trim() ?? ''
    const missing = [
      ...(paidOn ? [] : [{ path: 'body.paidOn', message: '请选择转账日期' }]),
      ...(voucher === '' ? [{ path: 'body.voucherNumber', message: '请填写银行回单上的凭证号' }] : []),
    ]
    if (!show(missing) && paidOn) recording.mutate({ paidOn, voucherNumber: voucher })
  }

  return (
    <section aria-label='登记银行转账' style={{ marginTop: 24 }}>
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {isConflict(failure) ? <ConflictNotice onReload={onDone} /> : failure && <ProblemNotice error={failure} />}
      <Form<TransferValues> form={form} name='bank-refund' layout='vertical' onFinish={submit} onValuesChange={noteChange}>
        <Form.Item name='paidOn' label={labels.paidOn} required>
          <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
        </Form.Item>
        <Form.Item name='voucherNumber' label={labels.voucherNumber} required extra='照银行回单填写，审计时凭它找到这笔转账。'>
          <Input maxLength={40} style={{ width: 320 }} />
        </Form.Item>
        <Button type='primary' htmlType='submit' loading={recording.isPending}>
          登记转账
        </Button>
      </Form>
    </section>
  )
}
