import { ApiError } from '@minsheng/shared/client'
import type { Campaign } from '@minsheng/shared/contracts/donation'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useNavigate, useParams } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { donationKeys } from '../queries.ts'
import { isDraftState } from './campaign-labels.ts'
import { CampaignWizard } from './wizard/wizard.tsx'

function BackToList() {
  const navigate = useNavigate()
  return <Button onClick={() => void navigate('/campaigns')}>返回列表</Button>
}

export function NewCampaignPage() {
  return (
    <>
      <PageHeader
        title='新建募捐活动'
        words='一步一步填，每一步都存成草稿；齐了提交民政局审核，通过后居民才看得到。'
        action={<BackToList />}
      />
      <CampaignWizard campaign={null} />
    </>
  )
}

export function EditCampaignPage() {
  const { campaignId = '' } = useParams()
  const reading = useQuery({
    queryKey: [...donationKeys.campaigns, 'one', campaignId],
    queryFn: () => call('getCampaign', { params: { campaignId } }),
    // What is being changed must not change under the hands of the clerk; the server's revision check does the rest.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  if (reading.isPending) return <PageSkeleton label='正在读取募捐活动' />
  if (!reading.data) {
    const missing = reading.error instanceof ApiError && reading.error.code === 'not_found'
    return (
      <>
        <PageHeader title='修改募捐活动' action={<BackToList />} />
        {missing ? <MissingCampaign /> : <ProblemNotice error={reading.error ?? new Error()} onRetry={() => void reading.refetch()} />}
      </>
    )
  }
  return <EditCampaign campaign={reading.data} onReload={() => void reading.refetch()} />
}

function EditCampaign({ campaign, onReload }: { campaign: Campaign; onReload: () => void }) {
  const navigate = useNavigate()
  if (!isDraftState(campaign.state)) {
    return (
      <>
        <PageHeader title={campaign.title === '' ? '募捐活动' : campaign.title} action={<BackToList />} />
        <div className='panel'>
          <EmptyState
            title={campaign.state === 'in_review' ? '民政局正在审核' : '已发布的活动不能直接修改'}
            words={
              campaign.state === 'in_review'
                ? '审核期间不能修改。需要改，请先在活动里撤回。'
                : '写错了字，用“更正”，原文会保留；改变用途，重新备案后用“变更”，由民政局审核（《慈善法》第五十六条）。'
            }
            action={{ label: '查看活动', onClick: () => void navigate(`/campaigns?open=${campaign.id}`) }}
          />
        </div>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title='修改募捐活动'
        words={`${campaign.title === '' ? '这项活动' : `“${campaign.title}”`}${campaign.state === 'returned' ? '被退回了' : '还是草稿'}，居民看不到。`}
        action={<BackToList />}
      />
      <CampaignWizard key={campaign.rev} campaign={campaign} onReload={onReload} />
    </>
  )
}

function MissingCampaign() {
  const navigate = useNavigate()
  return (
    <div className='panel'>
      <EmptyState
        title='没有找到这个活动'
        words='它可能已被移除，或不属于您的组织。'
        action={{ label: '返回列表', onClick: () => void navigate('/campaigns') }}
      />
    </div>
  )
}
