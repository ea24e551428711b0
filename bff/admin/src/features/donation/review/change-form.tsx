import type { Campaign, CampaignChange } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import { call } from '../../../platform/api.ts'
import { textOrNull } from '../../../ui/blank-text.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { campaignLabelOf } from '../campaign/campaign-labels.ts'
import { donationKeys } from '../queries.ts'

type Field = CampaignChange['field']

const refiled = ['use', 'beneficiaries', 'surplusPlan', 'filingNumber'] as const
const corrected = ['title', 'purpose', 'story', 'area', 'leader', 'cost', 'queryMethod'] as const
type Refiled = (typeof refiled)[number]
const isRefiled = (field: Field | undefined): field is Refiled => field !== undefined && (refiled as readonly string[]).includes(field)

interface ChangeValues {
  field?: Field
  text?: string
  note?: string
  filingNumber?: string
}

const labels = { field: '哪一项', text: '改成', filingNumber: '重新备案后的编号', note: '公开的说明' }
const option = (value: Field) => ({ value, label: campaignLabelOf(value) })

/** A correction, done at once, or a change of use that the bureau decides; either keeps the old text in public. */
export function ChangeForm({ campaign, open, onClose }: { campaign: Campaign; open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<ChangeValues>({ labels })
  const field = Form.useWatch<Field | undefined>('field', issueForm.form)
  const changing = useMutation({
    mutationFn: ({ field: of, text, note, filingNumber }: { field: Field; text: string; note: string; filingNumber: string | null }) => {
      const to = { params: { campaignId: campaign.id } }
      return isRefiled(of)
        ? call('requestCampaignChange', { ...to, body: { rev: campaign.rev, field: of, text, note, filingNumber } })
        : call('correctCampaign', { ...to, body: { rev: campaign.rev, field: of, text, note } })
    },
    onSuccess: (_, { field: of }) => {
      void queryClient.invalidateQueries({ queryKey: donationKeys.campaigns })
      void message.success(isRefiled(of) ? '已提出变更，等民政局审核' : '已更正，居民能看到更正说明')
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit({ field: of, text = '', note = '', filingNumber }: ChangeValues) {
    const missing = [
      ...(of ? [] : [{ path: 'body.field', message: '请选择改哪一项' }]),
      ...(text.trim() === '' ? [{ path: 'body.text', message: '请填写' }] : []),
      ...(note.trim() === '' ? [{ path: 'body.note', message: '请写明为什么改，居民能看到' }] : []),
    ]
    if (!issueForm.show(missing) && of)
      changing.mutate({ field: of, text: text.trim(), note: note.trim(), filingNumber: textOrNull(filingNumber)?.toUpperCase() ?? null })
  }

  return (
    <FormDrawer
      title='更正或变更'
      name='change-campaign'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={changing.isPending}
      onSubmit={submit}
      saveLabel={isRefiled(field) ? '提出变更' : '更正'}
      intro={<p className='quiet'>原来的文字会保留，和说明一起公开。改变用途先在“慈善中国”重新备案，再由民政局审核。</p>}
    >
      <Form.Item name='field' label={labels.field} required>
        <Select
          placeholder='请选择'
          onChange={(of: Field) => issueForm.form.setFieldValue('text', campaign[of] ?? '')}
          options={[
            { label: '更正，马上生效', options: corrected.map(option) },
            { label: '变更，要重新备案', options: refiled.map(option) },
          ]}
        />
      </Form.Item>
      <Form.Item name='text' label={labels.text} required>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      {isRefiled(field) && field !== 'filingNumber' && (
        <Form.Item name='filingNumber' label={labels.filingNumber} extra='公开募捐必须填写。'>
          <Input maxLength={40} />
        </Form.Item>
      )}
      <Form.Item name='note' label={labels.note} required extra='如“写错了月份”“老人更需要电热毯，已重新备案”。'>
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
    </FormDrawer>
  )
}
