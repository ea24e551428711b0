import type { GiftRow } from '@minsheng/shared/contracts/donation'
import { type AmountFault, formatYuan, parseYuan, plainYuan } from '@minsheng/shared/units/money'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'

interface RequestValues {
  amountYuan?: string
  reason?: string
}

const labels = { amountYuan: '退款金额（元）', reason: '退款原因' }

const faultWords = (fault: AmountFault, mostFen: number): string =>
  fault === 'too_large'
    ? `这笔捐赠最多还能退 ${formatYuan(mostFen)} 元`
    : fault === 'empty'
      ? '请填写金额'
      : '请填写大于 0 的金额，最多两位小数，如 12.50'

/** Finance asks for a gift to be given back, all of it or a part. */
export function RequestRefundForm({ gift, open, onClose }: { gift: GiftRow; open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<RequestValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const mostFen = gift.amountFen - gift.refundedFen - gift.refundingFen
  const asking = useMutation({
    mutationFn: (body: { amountFen: number; reason: string }) =>
      call('requestRefund', { params: { giftId: gift.id }, body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: () => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.refunds })
      void message.success('已提出申请，等另一位负责人审批')
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit(values: RequestValues) {
    const amount = parseYuan(values.amountYuan ?? '', { maxFen: mostFen })
    const reason = values.reason?.trim() ?? ''
    const missing = [
      ...(amount.ok ? [] : [{ path: 'body.amountFen', message: faultWords(amount.fault, mostFen) }]),
      ...(reason === '' ? [{ path: 'body.reason', message: '请写明为什么退' }] : []),
    ]
    if (!issueForm.show(missing) && amount.ok) asking.mutate({ amountFen: amount.fen, reason })
  }

  return (
    <FormDrawer
      title='申请退款'
      name='request-refund'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={asking.isPending}
      onSubmit={submit}
      saveLabel='提出申请'
      initialValues={{ amountYuan: plainYuan(mostFen) }}
      intro={
        <p className='quiet'>
          {gift.donorLabel} 捐给“{gift.projectTitle}”¥{formatYuan(gift.amountFen)}
          。提出后由另一位负责人审批，批准后才会退钱；一年以内的由微信原路退回，超过一年的用银行转账。
        </p>
      }
    >
      <Form.Item name='amountYuan' label={labels.amountYuan} required extra={`最多 ${formatYuan(mostFen)} 元`}>
        <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='reason' label={labels.reason} required extra='如“捐赠人重复捐了一笔，来电要求退回”。捐赠人看不到这段话。'>
        <Input.TextArea maxLength={80} rows={3} />
      </Form.Item>
    </FormDrawer>
  )
}
