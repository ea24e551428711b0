import type { Settlement } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan, parseYuan } from '@minsheng/shared/units/money'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Radio } from 'antd'
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
  kind?: Settlement['kind']
  clearedYuan?: string
  feeYuan?: string
  bankReceiptNumber?: string
}

const labelsOf = (kind: Settlement['kind']) => ({
  kind: '登记什么',
  settledOn: kind === 'payout' ? '到账日期' : '转出日期',
  reference: kind === 'payout' ? '结算单号' : '充值单号',
  clearedYuan: kind === 'payout' ? '结算金额（元）' : '充值金额（元）',
  feeYuan: '手续费（元）',
  bankReceiptNumber: '银行回单号',
})

/** Finance records what WeChat Pay paid out to the bank, or what the bank paid into the merchant account. */
export function SettlementForm({ charityId, open, onClose }: { charityId: string; open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [kind, setKind] = useState<Settlement['kind']>('payout')
  const labels = labelsOf(kind)
  const issueForm = useIssueForm<SettlementValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  function close() {
    setKind('payout')
    onClose()
  }
  const recording = useMutation({
    mutationFn: (body: {
      charityId: string
      kind: Settlement['kind']
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
      close()
    },
    onError: issueForm.showFailure,
  })
  const [clearedText, feeText] = [Form.useWatch('clearedYuan', issueForm.form), Form.useWatch('feeYuan', issueForm.form)]
  const [clearedNow, feeNow] = [parseYuan(clearedText ?? ''), feeText === '0' ? { ok: true as const, fen: 0 } : parseYuan(feeText ?? '')]

  function submit(values: SettlementValues) {
    const cleared = parseYuan(values.clearedYuan ?? '')
    const fee = parseYuan(kind === 'payout' ? (values.feeYuan ?? '') : '0')
    const isNoFee = !fee.ok && fee.fault === 'zero'
    const words = { reference: values.reference?.trim() ?? '', bankReceiptNumber: values.bankReceiptNumber?.trim() ?? '' }
    const issues = [
      ...(values.settledOn ? [] : [{ path: 'body.settledOn', message: `请选择${labels.settledOn}` }]),
      ...(words.reference === '' ? [{ path: 'body.reference', message: `请填写微信支付商户平台上的${labels.reference}` }] : []),
      ...(cleared.ok ? [] : [{ path: 'body.clearedFen', message: '请填写大于 0 的金额，最多两位小数' }]),
      ...(fee.ok || isNoFee ? [] : [{ path: 'body.feeFen', message: '请填写手续费，没有就填 0' }]),
      ...(words.bankReceiptNumber === '' ? [{ path: 'body.bankReceiptNumber', message: '请填写银行回单上的编号' }] : []),
    ]
    if (!issueForm.show(issues) && cleared.ok && values.settledOn)
      recording.mutate({ charityId, kind, settledOn: values.settledOn, ...words, clearedFen: cleared.fen, feeFen: fee.ok ? fee.fen : 0 })
  }

  return (
    <FormDrawer
      title='登记结算'
      name='settlement'
      open={open}
      onClose={close}
      issueForm={issueForm}
      saving={recording.isPending}
      onSubmit={submit}
      saveLabel='登记'
      initialValues={{ kind: 'payout', feeYuan: '0' }}
      intro={<p className='quiet'>照微信支付商户平台的单据和银行回单登记，另一位负责人复核后记账。</p>}
    >
      <Form.Item
        name='kind'
        label={labels.kind}
        extra={
          kind === 'top_up'
            ? '款都结算到银行以后又有退款，商户账户的钱不够退，就从银行充值。登记后微信待结算增加，银行账面减少。'
            : undefined
        }
      >
        <Radio.Group
          options={[
            { value: 'payout', label: '微信打款到银行' },
            { value: 'top_up', label: '银行充值到微信商户账户' },
          ]}
          onChange={(event) => setKind(event.target.value)}
        />
      </Form.Item>
      <Form.Item name='settledOn' label={labels.settledOn} required>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
      <Form.Item
        name='reference'
        label={labels.reference}
        required
        extra={kind === 'payout' ? '在微信支付商户平台“结算查询”里看到。' : '在微信支付商户平台“资金管理”里看到。'}
      >
        <Input maxLength={64} style={{ width: 360 }} />
      </Form.Item>
      <Form.Item name='clearedYuan' label={labels.clearedYuan} required extra={kind === 'payout' ? '扣手续费以前的金额。' : undefined}>
        <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
      </Form.Item>
      {kind === 'payout' && (
        <Form.Item name='feeYuan' label={labels.feeYuan} required extra='没有就填 0。'>
          <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
        </Form.Item>
      )}
      <p aria-live='polite'>
        {kind === 'payout' && clearedNow.ok && feeNow.ok && feeNow.fen < clearedNow.fen
          ? `银行应到账 ¥${formatYuan(clearedNow.fen - feeNow.fen)}`
          : ''}
      </p>
      <Form.Item name='bankReceiptNumber' label={labels.bankReceiptNumber} required>
        <Input maxLength={60} style={{ width: 360 }} />
      </Form.Item>
    </FormDrawer>
  )
}
