import type { Surplus } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys, useCampaignChoices } from '../queries.ts'
import { FundsLine } from '../spending/funds-line.tsx'
import { surplusBases } from './surplus-words.ts'

interface SurplusValues {
  campaignId?: string
  toCampaignId?: string
  basis?: Surplus['basis']
  filedChange?: string
  note?: string
}

const labels = {
  campaignId: '已结束的项目',
  toCampaignId: '转给哪个项目',
  basis: '依据',
  filedChange: '变更备案编号',
  note: '公开说明',
}

/** Finance asks to hand on what a campaign has left after its end. */
export function SurplusForm({ from, open, onClose }: { from: string | undefined; open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const campaigns = useCampaignChoices()
  const issueForm = useIssueForm<SurplusValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const [campaignId, basis] = [Form.useWatch('campaignId', issueForm.form), Form.useWatch('basis', issueForm.form)]
  const campaign = campaigns.data?.find(({ id }) => id === campaignId)
  const ofState = (state: 'closed' | 'published') =>
    (campaigns.data ?? []).filter((one) => one.state === state).map(({ id, title }) => ({ value: id, label: title }))
  const asking = useMutation({
    mutationFn: (body: { campaignId: string; toCampaignId: string; basis: Surplus['basis']; filedChange: string | null; note: string }) =>
      call('requestSurplus', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: () => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.surpluses })
      void message.success('已提出，等另一位负责人审批')
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit(values: SurplusValues) {
    const [note, filedChange] = [values.note?.trim() ?? '', values.filedChange?.trim() ?? '']
    const isFiled = values.basis === 'filed_change'
    const issues = [
      ...(values.campaignId ? [] : [{ path: 'body.campaignId', message: '请选择已结束的项目' }]),
      ...(values.toCampaignId ? [] : [{ path: 'body.toCampaignId', message: '请选择目的相近的项目' }]),
      ...(isFiled && filedChange === '' ? [{ path: 'body.filedChange', message: '请填写变更备案的编号' }] : []),
      ...(note === '' ? [{ path: 'body.note', message: '请写明转去做什么，会公开' }] : []),
    ]
    if (!issueForm.show(issues) && values.campaignId && values.toCampaignId)
      asking.mutate({
        campaignId: values.campaignId,
        toCampaignId: values.toCampaignId,
        basis: values.basis ?? 'surplus_plan',
        filedChange: isFiled ? filedChange : null,
        note,
      })
  }

  return (
    <FormDrawer
      title='处理结余'
      name='surplus'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={asking.isPending}
      onSubmit={submit}
      saveLabel='提出申请'
      initialValues={{ campaignId: from, basis: 'surplus_plan' }}
      intro={
        <p className='quiet'>
          项目结束后剩下的善款，按募捐方案处理；方案没有规定的，用于目的相近的项目，并向社会公开（《慈善法》第五十八条）。剩下的会全部转过去。
        </p>
      }
    >
      <Form.Item name='campaignId' label={labels.campaignId} required>
        <Select options={ofState('closed')} loading={campaigns.isPending} notFoundContent='没有已结束的项目' />
      </Form.Item>
      <FundsLine campaignId={campaignId} />
      {campaign && <Alert type='info' title='募捐方案里的结余办法' description={campaign.surplusPlan} style={{ marginBottom: 20 }} />}
      <Form.Item name='toCampaignId' label={labels.toCampaignId} required extra='只能转给本组织正在进行、目的相近的项目。'>
        <Select options={ofState('published')} loading={campaigns.isPending} notFoundContent='没有正在进行的项目' />
      </Form.Item>
      <Form.Item name='basis' label={labels.basis} required>
        <Radio.Group options={Object.entries(surplusBases).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      {basis === 'filed_change' && (
        <Form.Item name='filedChange' label={labels.filedChange} required>
          <Input maxLength={60} style={{ width: 320 }} />
        </Form.Item>
      )}
      <Form.Item name='note' label={labels.note} required extra='会显示在两个项目的页面上，如“继续用于独居老人夏季看望”。'>
        <Input.TextArea maxLength={120} rows={3} />
      </Form.Item>
    </FormDrawer>
  )
}
