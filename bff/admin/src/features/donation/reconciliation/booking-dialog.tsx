import type { ReconciliationDifference } from '@minsheng/shared/contracts/donation'
import { parseYuan } from '@minsheng/shared/units/money'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Modal, Select } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { useCampaignChoices } from '../queries.ts'
import { BY_ORDER, bookingIntro, differenceTitle } from './reconciliation-words.ts'

interface BookingValues {
  amountYuan?: string
  campaignId?: string
  voucherNumber?: string
  note?: string
}

const labels = { amountYuan: '凭证上的金额（元）', campaignId: '记入哪个项目', voucherNumber: '凭证号', note: '补记的理由' }

export interface BookingDialogProps {
  difference: ReconciliationDifference
  open: boolean
  onClose: () => void
  onReload: () => void
}

/** Finance asks for a missed payment or refund to be booked; another person confirms, and only then it is in the books. */
export function BookingDialog({ difference, open, onClose, onReload }: BookingDialogProps) {
  const { message } = App.useApp()
  const { form, noteChange, failure, show, showFailure, clear } = useIssueForm<BookingValues>({ labels })
  const isGift = difference.bookableAs === 'booked_as_gift'
  const campaigns = useCampaignChoices()
  const ofCharity = (campaigns.data ?? []).filter(
    ({ charityId, state }) => charityId === difference.charityId && (state === 'published' || state === 'closed'),
  )
  const asking = useMutation({
    mutationFn: (body: { rev: number; amountFen: number; campaignId: string | null; voucherNumber: string; note: string }) =>
      call('proposeBooking', { params: { differenceId: difference.id }, body }),
    onSuccess: () => {
      void message.success('已提出补记，等另一个人复核后入账')
      onReload()
      onClose()
    },
    onError: showFailure,
  })

  function submit(values: BookingValues) {
    const amount = parseYuan(values.amountYuan ?? '')
    const [voucherNumber, note] = [values.voucherNumber?.trim() ?? '', values.note?.trim() ?? '']
    const missing = [
      ...(amount.ok ? [] : [{ path: 'body.amountFen', message: '请照凭证填写金额，最多两位小数' }]),
      ...(voucherNumber === '' ? [{ path: 'body.voucherNumber', message: '请填写凭证号' }] : []),
      ...(note === '' ? [{ path: 'body.note', message: '请写明怎么查到、为什么要补记' }] : []),
    ]
    const campaignId = isGift && values.campaignId !== BY_ORDER ? (values.campaignId ?? null) : null
    if (!show(missing) && amount.ok) asking.mutate({ rev: difference.rev, amountFen: amount.fen, campaignId, voucherNumber, note })
  }

  return (
    <Modal
      title={`补记入账：${differenceTitle(difference)}`}
      open={open}
      onCancel={onClose}
      afterClose={clear}
      destroyOnHidden
      okText='提交补记'
      cancelText='取消'
      okButtonProps={{ loading: asking.isPending }}
      onOk={() => form.submit()}
    >
      {isConflict(failure) ? (
        <ConflictNotice
          onReload={() => {
            onReload()
            onClose()
          }}
        />
      ) : (
        failure && <ProblemNotice error={failure} />
      )}
      {campaigns.error && isGift && <ProblemNotice error={campaigns.error} onRetry={() => void campaigns.refetch()} />}
      <p className='quiet'>{bookingIntro(difference)}</p>
      <Form<BookingValues>
        form={form}
        name='bookDifference'
        layout='vertical'
        preserve={false}
        initialValues={{ campaignId: BY_ORDER }}
        onFinish={submit}
        onValuesChange={noteChange}
      >
        <Form.Item name='amountYuan' label={labels.amountYuan} required extra={`请照凭证填写，要与账单上的 ${difference.bill} 一分不差。`}>
          <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
        </Form.Item>
        {isGift && (
          <Form.Item name='campaignId' label={labels.campaignId} required extra='订单在系统里查不到的，请按捐赠人的意愿选一个项目。'>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              loading={campaigns.isPending}
              options={[{ value: BY_ORDER, label: '按订单原来的项目' }, ...ofCharity.map(({ id, title }) => ({ value: id, label: title }))]}
            />
          </Form.Item>
        )}
        <Form.Item name='voucherNumber' label={labels.voucherNumber} required extra='商户平台的交易单号、退款单号，或银行回单号。'>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name='note' label={labels.note} required extra='复核的人和审计会看到。'>
          <Input.TextArea maxLength={200} showCount autoSize={{ minRows: 2 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
