import { ApiError } from '@minsheng/shared/client'
import type { Campaign } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Space } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { useLeaveWarning } from '../../../ui/use-leave-warning.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { CampaignFields, campaignParts } from './campaign-fields.tsx'
import { type CampaignBody, type CampaignValues, campaignBody, campaignIssues, campaignValues, emptyCampaign } from './campaign-form.ts'
import { campaignLabels, labelInside } from './campaign-labels.ts'
import { publishIssuesFrom } from './publish-issues.ts'
import { useCampaignActions } from './use-campaign-actions.ts'

/** What pressing a button asks for: keep the draft, or keep it and publish. */
type Intent = 'save' | 'publish'

export function CampaignForm({ campaign, onReload }: { campaign: Campaign | null; onReload?: () => void }) {
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const location = useLocation()
  const queryClient = useQueryClient()
  const { charityId } = useAbilities()
  const issueForm = useIssueForm<CampaignValues>({ labels: campaignLabels, envelopes: ['campaign'], labelInside })
  const { form, show } = issueForm
  const [keyring] = useState(() => createKeyring())
  const [saved, setSaved] = useState(campaign)
  const unsaved = useRef(false)
  const { publish } = useCampaignActions()
  useLeaveWarning(unsaved)

  // biome-ignore lint/correctness/useExhaustiveDependencies: issues brought along by the navigation are shown once
  useEffect(() => {
    const brought = publishIssuesFrom(location.state)
    if (brought.length > 0) show(brought)
  }, [])

  const saving = useMutation({
    mutationFn: ({ body }: { body: CampaignBody; intent: Intent }) =>
      saved
        ? call('updateCampaign', { params: { campaignId: saved.id }, body: { rev: saved.rev, campaign: body } })
        : call('createCampaign', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: (kept, { intent }) => {
      keyring.done()
      setSaved(kept)
      unsaved.current = false
      void queryClient.invalidateQueries({ queryKey: donationKeys.campaigns, refetchType: 'none' })
      if (intent === 'publish') publishNow(kept)
      else {
        void message.success('草稿已保存')
        void navigate(`/campaigns?open=${kept.id}`)
      }
    },
    onError: issueForm.showFailure,
  })

  function publishNow(kept: Campaign) {
    publish.mutate(kept, {
      onSuccess: () => {
        void message.success(`“${kept.title}”已发布`)
        void navigate(`/campaigns?open=${kept.id}`)
      },
      onError: (error) => {
        // The draft exists by now: go on at its own address, with what is still missing.
        if (campaign === null && error instanceof ApiError && error.issues.length > 0)
          void navigate(`/campaigns/${kept.id}/edit`, { replace: true, state: { issues: error.issues } })
        else issueForm.showFailure(error)
      },
    })
  }

  function submit(intent: Intent) {
    const made = campaignBody(form.getFieldsValue(true))
    if (issueForm.show(campaignIssues(made))) return
    if (intent === 'save') {
      saving.mutate({ body: made.body, intent })
      return
    }
    modal.confirm({
      title: `发布“${made.body.title}”？`,
      content: '发布后居民马上能看到，内容不能再直接修改。请确认已经核对募捐方案。',
      okText: '发布',
      cancelText: '再看看',
      onOk: () => saving.mutate({ body: made.body, intent }),
    })
  }

  const busy = saving.isPending || publish.isPending
  return (
    <div className='form-page'>
      <div>
        <ErrorSummary issues={issueForm.issues} labelOf={issueForm.labelOf} onGo={issueForm.go} />
        {isConflict(issueForm.failure) && onReload ? (
          <ConflictNotice onReload={onReload} />
        ) : (
          issueForm.failure && <ProblemNotice error={issueForm.failure} />
        )}
        <Form<CampaignValues>
          form={form}
          name='campaign'
          layout='vertical'
          initialValues={campaign ? campaignValues(campaign) : { ...emptyCampaign, charityId: charityId ?? undefined }}
          onValuesChange={(changed) => {
            issueForm.noteChange(changed)
            unsaved.current = true
          }}
          onFinish={() => submit('save')}
        >
          <CampaignFields />
          <div className='form-actions'>
            <Space size={12}>
              <Button type='primary' size='large' htmlType='submit' loading={saving.isPending} disabled={busy}>
                保存草稿
              </Button>
              <Button size='large' loading={publish.isPending} disabled={busy} onClick={() => submit('publish')}>
                保存并发布
              </Button>
            </Space>
          </div>
        </Form>
      </div>
      <FormContents />
    </div>
  )
}

/** Where in the long form one may jump to. */
function FormContents() {
  return (
    <nav className='form-contents' aria-label='本页内容'>
      <h2>本页内容</h2>
      {campaignParts.map(({ id, title }) => (
        <a key={id} href={`#${id}`}>
          {title}
        </a>
      ))}
    </nav>
  )
}
