import type { Matching } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { parseYuan, plainYuan } from '@minsheng/shared/units/money'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'

interface PaymentValues {
  amountYuan?: string
  receivedOn?: string | null
  bankReference?: string
}

const labels = { amountYuan: '到账金额（元）', receivedOn: '到账日期', bankReference: '银行流水号' }

/** Finance writes down what the company paid to the charity's bank account. */
export function PaymentForm({
  matching,
  open,
  onClose,
  onDone,
}: {
  matching: Matching
  open: boolean
  onClose: () => void
  onDone: () => void
}) {
  const { message } = App.useApp()
  const issueForm = useIssueForm<PaymentValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const leftFen = Math.max(0, matching.owedFen - matching.paidFen)
  const recording = useMutation({
    mutationFn: (body: { amountFen: number; receivedOn: string; bankReference: string }) =>
      call('recordMatchingPayment', { params: { matchingId: matching.id }, body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: () => {
      keyring.done()
      void message.success('已登记到账，等负责人确认后入账')
      onDone()
    },
    onError: issueForm.showFailure,
  })

  function submit({ amountYuan, receivedOn, bankReference }: PaymentValues) {
    const amount = parseYuan(amountYuan ?? '')
    const reference = bankReference?.trim() ?? ''
    const missing = [
      ...(amount.ok ? [] : [{ path: 'body.amountFen', message: '请填写大于 0 的金额，最多两位小数' }]),
      ...(receivedOn ? [] : [{ path: 'body.receivedOn', message: '请选择到账日期' }]),
      ...(reference === '' ? [{ path: 'body.bankReference', message: '请照银行回单填写流水号' }] : []),
    ]
    if (!issueForm.show(missing) && amount.ok && receivedOn)
      recording.mutate({ amountFen: amount.fen, receivedOn, bankReference: reference })
  }

  return (
    <FormDrawer<PaymentValues>
      title='登记配捐到账'
      name='matching-payment'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={recording.isPending}
      onSubmit={submit}
      saveLabel='登记到账'
      initialValues={leftFen > 0 ? { amountYuan: plainYuan(leftFen) } : {}}
      intro={
        <p className='quiet'>{matching.companyName} 转到慈善组织银行账户的钱。一张银行回单只能登记一次；负责人确认后记入账本、算进筹款。</p>
      }
    >
      <Form.Item name='amountYuan' label={labels.amountYuan} required>
        <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='receivedOn' label={labels.receivedOn} required>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
      <Form.Item name='bankReference' label={labels.bankReference} required extra='照银行回单填写，4–40 位数字、字母或短横。'>
        <Input maxLength={40} style={{ width: 320 }} />
      </Form.Item>
    </FormDrawer>
  )
}
