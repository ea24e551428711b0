import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import type { Campaign, CampaignField } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Select } from 'antd'
import { call } from '../../../platform/api.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import type { FieldPath } from '../../../ui/form-issues.ts'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { campaignLabels } from '../campaign/campaign-labels.ts'
import { donationKeys } from '../queries.ts'

interface ReturnValues {
  reasons?: { field?: CampaignField; reason?: string }[]
  note?: string
}

const labels = { reasons: '要修改的内容', note: '其他说明' }
const labelInside = ([, index]: FieldPath) => (typeof index === 'number' ? `第 ${index + 1} 处` : null)
const fieldOptions = Object.entries(campaignLabels).map(([field, label]) => ({ value: field.replace(/Yuan$/, 'Fen'), label }))

/** Gives a campaign back to its charity, each reason at its field. */
export function ReturnForm({ campaign, open, onClose }: { campaign: Campaign; open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<ReturnValues>({ labels, labelInside })
  const returning = useMutation({
    mutationFn: (body: { reasons: { field: CampaignField; reason: string }[]; note: string | null }) =>
      call('decideCampaign', { params: { campaignId: campaign.id }, body: { decision: 'return', rev: campaign.rev, ...body } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: donationKeys.campaigns })
      void message.success('已退回，慈善组织会看到原因')
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit({ reasons = [], note = '' }: ReturnValues) {
    const missing = reasons.flatMap(({ field, reason = '' }, index) => [
      ...(field ? [] : [{ path: `body.reasons.${index}.field`, message: '请选择是哪一项' }]),
      ...(reason.trim() === '' ? [{ path: `body.reasons.${index}.reason`, message: '请写明为什么要改' }] : []),
    ])
    if (issueForm.show(missing)) return
    returning.mutate({
      reasons: reasons.flatMap(({ field, reason = '' }) => (field ? [{ field, reason: reason.trim() }] : [])),
      note: note.trim() === '' ? null : note.trim(),
    })
  }

  return (
    <FormDrawer
      title='退回修改'
      name='return-campaign'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={returning.isPending}
      onSubmit={submit}
      saveLabel='退回'
      initialValues={{ reasons: [{}] }}
      intro={<p className='quiet'>写明哪一项、为什么，慈善组织改好后重新提交。</p>}
    >
      <Form.List name='reasons'>
        {(fields, { add, remove }, { errors }) => (
          <fieldset className='lines' id='return-campaign_reasons' tabIndex={-1}>
            <legend>{labels.reasons}</legend>
            {fields.map(({ key, name }, index) => (
              <div key={key} style={{ marginBottom: 12 }}>
                <div className='line'>
                  <Form.Item name={[name, 'field']} style={{ flex: 1 }}>
                    <Select
                      aria-label={`第 ${index + 1} 处是哪一项`}
                      placeholder='哪一项'
                      options={fieldOptions}
                      showSearch={{ optionFilterProp: 'label' }}
                    />
                  </Form.Item>
                  <Button
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={`删除第 ${index + 1} 处`}
                    disabled={fields.length === 1}
                    onClick={() => remove(name)}
                  />
                </div>
                <Form.Item name={[name, 'reason']}>
                  <Input.TextArea aria-label={`第 ${index + 1} 处的原因`} placeholder='为什么要改，怎么改' maxLength={200} rows={2} />
                </Form.Item>
              </div>
            ))}
            <Form.ErrorList errors={errors} />
            <Button icon={<PlusOutlined aria-hidden />} disabled={fields.length >= 30} onClick={() => add({})}>
              加一处
            </Button>
          </fieldset>
        )}
      </Form.List>
      <Form.Item name='note' label={labels.note}>
        <Input.TextArea maxLength={300} rows={2} />
      </Form.Item>
    </FormDrawer>
  )
}
