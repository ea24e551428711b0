import type { Campaign } from '@minsheng/shared/contracts/donation'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Skeleton, Space } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { ChangeForm } from '../review/change-form.tsx'
import { ChangeList } from '../review/change-list.tsx'
import { CounselForm } from '../review/counsel-form.tsx'
import { ReviewPanel } from '../review/review-panel.tsx'
import { CampaignFacts } from './campaign-facts.tsx'
import { campaignLabelOf, isDraftState, titleWords } from './campaign-labels.ts'
import { useCampaignActions } from './use-campaign-actions.ts'
import { ReturnedNotice } from './wizard/returned-notice.tsx'

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
    <Drawer title={campaign ? titleWords(campaign) : '募捐活动'} size={680} open={campaignId !== null} onClose={onClose} destroyOnHidden>
      {reading.isError && <ProblemNotice error={reading.error} onRetry={() => void reading.refetch()} />}
      {reading.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {campaign && (
        <>
          {campaign.disclosurePause && (
            <Alert
              type='warning'
              showIcon
              title={campaign.disclosurePause}
              description='公布以后公益码马上恢复。'
              style={{ marginBottom: 16 }}
            />
          )}
          <ReturnedNotice returned={campaign.returned} labelOf={(path) => campaignLabelOf(path.replace('body.', ''))} />
          <CampaignActions key={campaign.id} campaign={campaign} />
          <Review campaign={campaign} />
          <ChangeList campaign={campaign} />
          <CampaignFacts campaign={campaign} />
        </>
      )}
    </Drawer>
  )
}

function Review({ campaign }: { campaign: Campaign }) {
  const { can } = useAbilities()
  const isUnconfirmed = campaign.state === 'published' && campaign.channel === 'own_site' && campaign.counselConfirmedAt === null
  if (isUnconfirmed)
    return can('campaign.review') ? (
      <CounselForm key={campaign.rev} campaign={campaign} />
    ) : (
      <Alert
        type='warning'
        showIcon
        title='法律意见还没有经民政局核对，暂停收款'
        description='请把法律意见原件交民政局核对；核对以后马上恢复。'
        style={{ marginBottom: 16 }}
      />
    )
  if (campaign.state !== 'in_review') return null
  if (can('campaign.review')) return <ReviewPanel key={campaign.rev} campaign={campaign} />
  return (
    <Alert
      type='info'
      showIcon
      title='已提交，等民政局审核'
      description='审核期间不能修改；需要改可以先撤回。'
      style={{ marginBottom: 16 }}
    />
  )
}

function CampaignActions({ campaign }: { campaign: Campaign }) {
  const { can } = useAbilities()
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const { withdraw, close, renew } = useCampaignActions()
  const [changing, setChanging] = useState(false)
  const failure = withdraw.error ?? close.error
  const mayWrite = can('campaign.write')
  const isPublic = campaign.state === 'published' || campaign.state === 'closed'

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

  return (
    <>
      {isConflict(failure) && (
        <ConflictNotice
          onReload={() => {
            withdraw.reset()
            close.reset()
            void renew()
          }}
        />
      )}
      {failure && !isConflict(failure) && <ProblemNotice error={failure} />}
      <Space wrap size={12} className='drawer-actions'>
        {isDraftState(campaign.state) && mayWrite && (
          <Button type='primary' onClick={() => void navigate(`/campaigns/${campaign.id}/edit`)}>
            {campaign.state === 'returned' ? '按意见修改' : '接着写'}
          </Button>
        )}
        {campaign.state === 'in_review' && mayWrite && (
          <Button
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate(campaign, { onSuccess: () => void message.success('已撤回，可以修改了') })}
          >
            撤回修改
          </Button>
        )}
        {campaign.state === 'published' && campaign.channel !== 'targeted' && can('code.create') && (
          <Button type='primary' onClick={() => void navigate(`/codes?create=${campaign.id}`)}>
            生成公益码
          </Button>
        )}
        {isPublic && <Button onClick={() => void navigate(`/codes?campaignId=${campaign.id}`)}>它的公益码</Button>}
        {isPublic && <Button onClick={() => void navigate(`/gifts?campaignId=${campaign.id}`)}>它的捐赠记录</Button>}
        {isPublic && can('books.read') && <Button onClick={() => void navigate(`/spending?campaignId=${campaign.id}`)}>它的支出</Button>}
        {campaign.state === 'closed' && can('books.ask') && (
          <Button onClick={() => void navigate(`/surpluses?from=${campaign.id}`)}>处理结余</Button>
        )}
        {isPublic && mayWrite && <Button onClick={() => setChanging(true)}>更正或变更</Button>}
        {campaign.state === 'published' && mayWrite && (
          <Button danger loading={close.isPending} onClick={askToClose}>
            结束活动
          </Button>
        )}
      </Space>
      <ChangeForm key={campaign.rev} campaign={campaign} open={changing} onClose={() => setChanging(false)} />
    </>
  )
}
