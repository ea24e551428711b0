import { ApiError } from '@minsheng/shared/client'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Select } from 'antd'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { useLeaveWarning } from '../../../ui/use-leave-warning.ts'
import { PictureField } from '../campaign/picture-field.tsx'
import { donationKeys, useCampaignChoices } from '../queries.ts'
import { FundsLine } from './funds-line.tsx'
import { emptySpending, formIssuesOf, labelInside, type SpendingValues, spendingBody, spendingLabels } from './spending-form.ts'
import { VoucherFields } from './voucher-fields.tsx'

/** Finance asks for a spending: one column, vouchers with their files, then a second person decides. */
export function NewSpendingPage() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const campaigns = useCampaignChoices()
  const issueForm = useIssueForm<SpendingValues>({ labels: spendingLabels, labelInside })
  const { form } = issueForm
  const [keyring] = useState(() => createKeyring())
  const unsaved = useRef(false)
  useLeaveWarning(unsaved)
  const campaignId = Form.useWatch('campaignId', form)
  const campaign = campaigns.data?.find(({ id }) => id === campaignId)

  const asking = useMutation({
    mutationFn: (body: ReturnType<typeof spendingBody>['body']) =>
      call('requestDisbursement', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: (made) => {
      keyring.done()
      unsaved.current = false
      void queryClient.invalidateQueries({ queryKey: donationKeys.spending })
      void message.success('已提出，等另一位负责人审批')
      void navigate(`/spending?open=${made.id}`)
    },
    onError: (error) => {
      if (error instanceof ApiError && error.issues.length > 0) issueForm.show(formIssuesOf(error.issues))
      else issueForm.showFailure(error)
    },
  })

  function submit() {
    const { body, issues } = spendingBody(form.getFieldsValue(true))
    if (!issueForm.show(issues)) asking.mutate(body)
  }

  return (
    <>
      <PageHeader
        title='登记支出'
        words='提出后由另一位负责人审批；审批通过后记账，用途、收款方、日期和金额会在项目页公布。'
        action={<Button onClick={() => void navigate('/spending')}>返回列表</Button>}
      />
      <div className='form-page'>
        <div>
          <ErrorSummary issues={issueForm.issues} labelOf={issueForm.labelOf} onGo={issueForm.go} />
          {issueForm.failure && <ProblemNotice error={issueForm.failure} />}
          {campaigns.error && <ProblemNotice error={campaigns.error} onRetry={() => void campaigns.refetch()} />}
          <Form<SpendingValues>
            form={form}
            name='spending'
            layout='vertical'
            initialValues={emptySpending}
            onValuesChange={(changed: SpendingValues) => {
              issueForm.noteChange(changed)
              if ('campaignId' in changed) form.setFieldValue('budgetLabel', undefined)
              unsaved.current = true
            }}
            onFinish={submit}
          >
            <section className='form-part' aria-label='用在哪里'>
              <h2>用在哪里</h2>
              <Form.Item name='campaignId' label={spendingLabels.campaignId} required>
                <Select
                  showSearch={{ optionFilterProp: 'label' }}
                  loading={campaigns.isPending}
                  placeholder='选择一个已发布或已结束的项目'
                  options={(campaigns.data ?? [])
                    .filter(({ state }) => state !== 'draft')
                    .map(({ id, title }) => ({ value: id, label: title }))}
                />
              </Form.Item>
              <FundsLine campaignId={campaignId} />
              <Form.Item name='budgetLabel' label={spendingLabels.budgetLabel} required extra='支出要归到募捐方案里的一项预算。'>
                <Select
                  disabled={!campaign}
                  placeholder={campaign ? '选择一项' : '先选择项目'}
                  options={(campaign?.budget ?? []).map(({ label }) => ({ value: label, label }))}
                />
              </Form.Item>
              <Form.Item name='purpose' label={spendingLabels.purpose} required extra='写给捐赠人看的话，如“6 月第一周 60 位老人的午餐”。'>
                <Input maxLength={80} />
              </Form.Item>
              <Form.Item
                name='payee'
                label={spendingLabels.payee}
                required
                extra='会公开。付给个人的，请写“受助人”“送餐志愿者”等，不写姓名。'
              >
                <Input maxLength={60} />
              </Form.Item>
              <Form.Item name='spentOn' label={spendingLabels.spentOn} required>
                <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
              </Form.Item>
              <Form.Item name='amountYuan' label={spendingLabels.amountYuan} required>
                <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
              </Form.Item>
            </section>
            <section className='form-part' aria-label='凭证'>
              <VoucherFields />
            </section>
            <section className='form-part' aria-label='公开'>
              <h2>公开</h2>
              <Form.Item
                name='publicPictureId'
                label={spendingLabels.publicPictureId}
                extra='可不放。请先遮去姓名、电话、账号等隐私；会和这笔支出一起显示在项目页。'
              >
                <PictureField alt='公开的凭证图片' />
              </Form.Item>
            </section>
            <div className='form-actions'>
              <Button type='primary' size='large' htmlType='submit' loading={asking.isPending}>
                提出申请
              </Button>
            </div>
          </Form>
        </div>
      </div>
    </>
  )
}
