import { useQuery } from '@tanstack/react-query'
import { Table, type TableColumnsType } from 'antd'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { messageKeys } from './queries.ts'
import { arrivedPercent, channels, messageKinds } from './words.ts'

type Row = Awaited<ReturnType<typeof call<'sumMessageDispatches'>>>['rows'][number]
const count = (title: string, of: (row: Row) => number) => ({
  title,
  key: title,
  align: 'right' as const,
  render: (_: unknown, row: Row) => of(row),
})

const columns: TableColumnsType<Row> = [
  { title: '消息', key: 'kind', render: (_, row) => messageKinds[row.kind] },
  { title: '方式', key: 'channel', render: (_, row) => channels[row.channel] },
  count('在路上', (row) => row.queued + row.sent),
  count('已送达', (row) => row.delivered),
  count('没送到', (row) => row.failed + row.dead),
  count('没有回执', (row) => row.expired),
  {
    title: '送达率',
    key: 'percent',
    align: 'right',
    render: (_, row) => {
      const percent = arrivedPercent(row)
      return percent === null ? <span className='quiet'>还不知道</span> : `${percent}%`
    },
  },
]

/** How the messages of the last week got through, kind by kind. */
export function DispatchSummary() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...messageKeys.dispatches, 'summary'],
    queryFn: () => call('sumMessageDispatches'),
  })
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  return (
    <section className='panel' aria-labelledby='dispatch-summary' style={{ marginBottom: 16 }}>
      <h2 id='dispatch-summary' style={{ margin: 0, padding: '16px 20px' }}>
        近七天
      </h2>
      <Table<Row>
        aria-label='近七天各类消息的发送结果'
        rowKey={(row) => `${row.kind}|${row.channel}`}
        loading={isPending}
        dataSource={data?.rows ?? []}
        columns={columns}
        pagination={false}
        scroll={{ x: 720 }}
        locale={{ emptyText: <EmptyState title='近七天没有发过消息' words='退款、通知这些消息发出去以后，这里会看到送达了多少。' /> }}
      />
    </section>
  )
}
