import { ApiError } from '@minsheng/shared/client'
import type { Campaign } from '@minsheng/shared/contracts/donation'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Skeleton, Space } from 'antd'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { formIssues } from '../../../ui/form-issues.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { CampaignFacts } from './campaign-facts.tsx'
import { campaignLabels, labelInside } from './campaign-labels.ts'
import { useCampaignActions } from './use-campaign-actions.ts'

export interface CampaignDrawerProps {
  campaignId: string | null
  onClose: () => void
}

/** One campaign with everything that is told to the public, and what may be done with it now. */
export function CampaignDrawer({ campaignId, onClose }: CampaignDrawerProps) {
  const reading = useQuery({
    queryKey: [...donationKeys.campaigns, 'one', campaignId],
    queryFn: () => call('getCampaign', { params: { campaignId: campaignId ?? '' } }),
    enabled: campaignId !== null,
  })
  const campaign = reading.data
  return (
    <Drawer title={campaign?.title ?? '募捐活动'} size={680} open={campaignId !== null} onClose={onClose} destroyOnHidden>
      {reading.isError && <ProblemNotice error={reading.error} onRetry={() => void reading.refetch()} />}
      {reading.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {campaign && (
        <>
          <CampaignActions key={campaign.id} campaign={campaign} />
          <CampaignFacts campaign={campaign} />
        </>
      )}
    </Drawer>
  )
}

function CampaignActions({ campaign }: { campaign: Campaign }) {
  const { can } = useAbilities()
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const { publish, close, renew } = useCampaignActions()
  const failure = publish.error ?? close.error
  const found = failure instanceof ApiError ? failure.issues : []
  const mayWrite = can('campaign.write')

  function askToPublish() {
    modal.confirm({
      title: `发布“${campaign.title}”？`,
      content: '发布后居民马上能看到，内容不能再直接修改。请确认已经核对募捐方案。',
      okText: '发布',
      cancelText: '再看看',
      onOk: () => publish.mutate(campaign, { onSuccess: () => void message.success(`“${campaign.title}”已发布`) }),
    })
  }

  function askToClose() {
    modal.confirm({
      title: `结束“${campaign.title}”？`,
      content: '结束后不再收款，它的公益码也会说明活动已结束，不能恢复。结束后 3 个月内要公布总报告。',
      okText: '结束活动',
      okButtonProps: { danger: true },
      cancelText: '不结束',
      onOk: () => close.mutate(campaign, { onSuccess: () => void message.success(`“${campaign.title}”已结束`) }),
    })
  }

  const toForm = () => void navigate(`/campaigns/${campaign.id}/edit`, { state: { issues: found } })
  return (
    <>
      <ErrorSummary
        issues={formIssues(found, Object.keys(campaignLabels), ['campaign'])}
        labelOf={(path) => labelInside(path) ?? campaignLabels[String(path[0]) as keyof typeof campaignLabels] ?? null}
        onGo={toForm}
      />
      {isConflict(failure) && (
        <ConflictNotice
          onReload={() => {
            publish.reset()
            close.reset()
            void renew()
          }}
        />
      )}
      {failure && found.length === 0 && !isConflict(failure) && <ProblemNotice error={failure} />}
      <Space wrap size={12} className='drawer-actions'>
        {campaign.state === 'draft' && mayWrite && (
          <Button type='primary' loading={publish.isPending} onClick={askToPublish}>
            发布
          </Button>
        )}
        {campaign.state === 'draft' && mayWrite && <Button onClick={toForm}>修改草稿</Button>}
        {campaign.state === 'published' && campaign.channel !== 'targeted' && can('code.create') && (
          <Button type='primary' onClick={() => void navigate(`/codes?create=${campaign.id}`)}>
            生成公益码
          </Button>
        )}
        {campaign.state !== 'draft' && <Button onClick={() => void navigate(`/codes?campaignId=${campaign.id}`)}>它的公益码</Button>}
        {campaign.state !== 'draft' && <Button onClick={() => void navigate(`/gifts?campaignId=${campaign.id}`)}>它的捐赠记录</Button>}
        {campaign.state !== 'draft' && can('books.read') && (
          <Button onClick={() => void navigate(`/spending?campaignId=${campaign.id}`)}>它的支出</Button>
        )}
        {campaign.state === 'closed' && can('books.ask') && (
          <Button onClick={() => void navigate(`/surpluses?from=${campaign.id}`)}>处理结余</Button>
        )}
        {campaign.state === 'published' && mayWrite && (
          <Button danger loading={close.isPending} onClick={askToClose}>
            结束活动
          </Button>
        )}
      </Space>
    </>
  )
}
