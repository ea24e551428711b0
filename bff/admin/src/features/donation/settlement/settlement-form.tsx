import { shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan, parseYuan } from '@minsheng/shared/units/money'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'

interface SettlementValues {
  settledOn?: string | null
  reference?: string
  clearedFen?: string
  feeFen?: string
  bankReceiptNumber?: string
}

const labels = {
  settledOn: '到账日期',
  reference: '结算单号',
  clearedFen: '结算金额（元）',
  feeFen: '手续费（元）',
  bankReceiptNumber: '银行回单号',
}

/** Finance records what WeChat Pay paid out to the bank. */
export function SettlementForm({ charityId, open, onClose }: { charityId: string; open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<SettlementValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const recording = useMutation({
    mutationFn: (body: {
      charityId: string
      settledOn: string
      reference: string
      clearedFen: number
      feeFen: number
      bankReceiptNumber: string
    }) => call('requestSettlement', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: () => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.settlements })
      void message.success('已登记，等另一位负责人复核')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  const [clearedText, feeText] = [Form.useWatch('clearedFen', issueForm.form), Form.useWatch('feeFen', issueForm.form)]
  const [clearedNow, feeNow] = [parseYuan(clearedText ?? ''), feeText === '0' ? { ok: true as const, fen: 0 } : parseYuan(feeText ?? '')]

  function submit(values: SettlementValues) {
    const cleared = parseYuan(values.clearedFen ?? '')
    const fee = parseYuan(values.feeFen ?? '')
    const isNoFee = !fee.ok && fee.fault === 'zero'
    const words = { reference: values.reference?.trim() ?? '', bankReceiptNumber: values.bankReceiptNumber?.trim() ?? '' }
    const issues = [
      ...(values.settledOn ? [] : [{ path: 'body.settledOn', message: '请选择到账日期' }]),
      ...(words.reference === '' ? [{ path: 'body.reference', message: '请填写微信支付商户平台上的结算单号' }] : []),
      ...(cleared.ok ? [] : [{ path: 'body.clearedFen', message: '请填写大于 0 的金额，最多两位小数' }]),
      ...(fee.ok || isNoFee ? [] : [{ path: 'body.feeFen', message: '请填写手续费，没有就填 0' }]),
      ...(words.bankReceiptNumber === '' ? [{ path: 'body.bankReceiptNumber', message: '请填写银行回单上的编号' }] : []),
    ]
    if (!issueForm.show(issues) && cleared.ok && values.settledOn)
      recording.mutate({ charityId, settledOn: values.settledOn, ...words, clearedFen: cleared.fen, feeFen: fee.ok ? fee.fen : 0 })
  }

  return (
    <FormDrawer
      title='登记结算'
      name='settlement'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={recording.isPending}
      onSubmit={submit}
      saveLabel='登记'
      initialValues={{ feeFen: '0' }}
      intro={<p className='quiet'>微信支付把待结算的款打到银行账户后，照商户平台的结算单和银行回单登记。另一位负责人复核后记账。</p>}
    >
      <Form.Item name='settledOn' label={labels.settledOn} required>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
      <Form.Item name='reference' label={labels.reference} required extra='在微信支付商户平台“结算查询”里看到。'>
        <Input maxLength={64} style={{ width: 360 }} />
      </Form.Item>
      <Form.Item name='clearedFen' label={labels.clearedFen} required extra='扣手续费以前的金额。'>
        <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='feeFen' label={labels.feeFen} required extra='没有就填 0。'>
        <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
      </Form.Item>
      <p aria-live='polite'>
        {clearedNow.ok && feeNow.ok && feeNow.fen < clearedNow.fen ? `银行应到账 ¥${formatYuan(clearedNow.fen - feeNow.fen)}` : ''}
      </p>
      <Form.Item name='bankReceiptNumber' label={labels.bankReceiptNumber} required>
        <Input maxLength={60} style={{ width: 360 }} />
      </Form.Item>
    </FormDrawer>
  )
}
