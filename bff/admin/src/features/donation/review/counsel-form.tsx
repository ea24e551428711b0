import type { Campaign } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'

interface CounselValues {
  counselApproval?: string
  original?: boolean
}

const labels = { counselApproval: '法律意见的日期和文号', original: '核对' }

/** For a campaign published before reviews asked for it: the bureau looks at counsel's approval, and gifts are taken again. */
export function CounselForm({ campaign }: { campaign: Campaign }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const renew = () => queryClient.invalidateQueries({ queryKey: donationKeys.campaigns })
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<CounselValues>({ labels })
  const confirming = useMutation({
    mutationFn: (counselApproval: string) =>
      call('confirmCounsel', { params: { campaignId: campaign.id }, body: { rev: campaign.rev, counselApproval, original: true } }),
    onSuccess: () => {
      void renew()
      void message.success('已核对，活动可以收款')
    },
    onError: showFailure,
  })

  function submit({ counselApproval = '', original = false }: CounselValues) {
    const words = counselApproval.trim()
    const missing = [
      ...(words === '' ? [{ path: 'body.counselApproval', message: '请照原件填写日期和文号' }] : []),
      ...(original ? [] : [{ path: 'body.original', message: '请核对原件后勾选' }]),
    ]
    if (!show(missing)) confirming.mutate(words)
  }

  return (
    <section className='review-panel' aria-label='核对法律意见'>
      <h3>核对法律意见</h3>
      <p className='quiet'>这个活动在自有渠道收款，发布时还没有审核制度。核对法律意见原件以前，暂停收款。</p>
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {isConflict(failure) ? <ConflictNotice onReload={() => void renew()} /> : failure && <ProblemNotice error={failure} />}
      <Form
        form={form}
        name='confirm-counsel'
        layout='vertical'
        initialValues={{ counselApproval: campaign.counselApproval ?? '' }}
        onFinish={submit}
        onValuesChange={noteChange}
      >
        <Form.Item name='counselApproval' label={labels.counselApproval} required extra='如“2026-05-01 法意〔2026〕1号”。'>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name='original' valuePropName='checked'>
          <Checkbox>已看过原件，与上面填写的一致</Checkbox>
        </Form.Item>
        <Button type='primary' htmlType='submit' loading={confirming.isPending}>
          核对无误，恢复收款
        </Button>
      </Form>
    </section>
  )
}
