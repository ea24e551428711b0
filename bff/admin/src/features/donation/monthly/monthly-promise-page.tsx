import type { MonthlyPromise } from '@minsheng/shared/contracts/donation'
import { useQuery } from '@tanstack/react-query'
import { Table, type TableColumnsType } from 'antd'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { donationKeys } from '../queries.ts'

const columns: TableColumnsType<MonthlyPromise> = [
  {
    title: '项目',
    key: 'campaign',
    render: (_, row) => (
      <>
        <strong style={{ fontWeight: 500 }}>{row.campaignTitle}</strong>
        <div className='quiet'>{row.charityName}</div>
      </>
    ),
  },
  { title: '约定的人', key: 'people', align: 'right', width: 140, render: (_, row) => `${row.people} 人` },
  { title: '每月合计', key: 'amount', align: 'right', width: 180, render: (_, row) => <Money fen={row.amountFen} /> },
  { title: '暂停中', key: 'paused', align: 'right', width: 120, render: (_, row) => `${row.paused} 人` },
]

/** What residents promised each month: for planning, never counted as money. */
export function MonthlyPromisePage() {
  const query = useQuery({ queryKey: donationKeys.monthly, queryFn: () => call('listMonthlyPromises', {}) })
  const items = query.data?.items
  return (
    <>
      <PageHeader
        title='月捐约定'
        words='居民约定每月捐一次，到日子收到提醒，自己点了才付款。这里是约定，不是到账的钱；到账的在“捐赠记录”。'
      />
      <div className='panel'>
        {query.isPending && <PageSkeleton label='正在打开月捐约定' />}
        {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
        {items && items.length === 0 && <EmptyState title='还没有人约定月捐' words='居民捐款时点“每月捐一次”，约定就列在这里。' />}
        {items && items.length > 0 && (
          <Table aria-label='月捐约定' rowKey='campaignId' columns={columns} dataSource={items} pagination={false} scroll={{ x: 720 }} />
        )}
      </div>
    </>
  )
}
