import { useQuery } from '@tanstack/react-query'
import { Alert, Skeleton } from 'antd'
import { call } from '../../../platform/api.ts'
import { Money } from '../../../ui/money.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { donationKeys } from '../queries.ts'

export function useCampaignFunds(campaignId: string | undefined) {
  return useQuery({
    queryKey: [...donationKeys.spending, 'funds', campaignId],
    queryFn: () => call('getCampaignFunds', { params: { campaignId: campaignId ?? '' } }),
    enabled: campaignId !== undefined,
  })
}

/** What can be spent of a campaign now: what is left, and what is in the bank. */
export function FundsLine({ campaignId }: { campaignId: string | undefined }) {
  const { data, error, isPending, refetch } = useCampaignFunds(campaignId)
  if (campaignId === undefined) return null
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  const isBankShort = data.bankFen < data.leftFen
  return (
    <Alert
      type={isBankShort ? 'warning' : 'info'}
      showIcon
      style={{ margin: '16px 0' }}
      title={
        <>
          这个项目的善款还剩 <Money fen={data.leftFen} />
          {data.requestedFen > 0 && (
            <>
              （其中 <Money fen={data.requestedFen} /> 正在等待审批）
            </>
          )}
        </>
      }
      description={
        <>
          本组织银行账面 <Money fen={data.bankFen} />
          ，微信待结算 <Money fen={data.unsettledFen} />。{isBankShort && '支出不能超过银行账面；微信打来的款请先在“结算”里登记。'}
        </>
      }
    />
  )
}
