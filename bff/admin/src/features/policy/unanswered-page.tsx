import type { UnansweredRow, VisitOutcome } from '@minsheng/shared/contracts/policy'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Space, type TableColumnsType, Typography } from 'antd'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { usePagedList } from '../../ui/use-paged-list.ts'
import { awardKeys } from './award-words.ts'

const outcomes: readonly { value: VisitOutcome; label: string }[] = [
  { value: 'told', label: '已告知' },
  { value: 'helped', label: '已帮办' },
  { value: 'declined', label: '本人不需要' },
  { value: 'not_home', label: '没遇到人' },
]

/** What to do there, of a child whom nobody could be told of. */
const causeWords: Record<UnansweredRow['cause'], string | null> = {
  silent: null,
  guardian_unknown: '孩子的政策，登记里看不出谁是监护人：请上门核实，把家庭关系登记好；不是父母的，请带监护证明办代办',
  not_reached: '孩子的政策，监护人还没有在手机上开通：请上门告诉，帮着申请',
}

/** 上门名单: who was told of a policy and stays silent. */
export function UnansweredPage() {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const list = usePagedList([...awardKeys.unanswered], (cursor) => call('listUnanswered', { query: { cursor } }))
  const visiting = useMutation({
    mutationFn: ({ id, outcome }: { id: string; outcome: VisitOutcome }) =>
      call('recordPolicyVisit', { params: { tellingId: id }, body: { outcome } }),
    onSuccess: ({ done }) => {
      void message.success(done ? '已记下，不再列在名单上' : '已记下，下次再去')
      void queryClient.invalidateQueries({ queryKey: awardKeys.unanswered })
    },
  })
  const columns: TableColumnsType<UnansweredRow> = [
    { title: '居民', key: 'name', width: 110, render: (_, row) => row.nameMasked },
    {
      title: '政策',
      key: 'title',
      render: (_, row) => (
        <>
          {row.title}
          {causeWords[row.cause] === null ? null : <Typography.Paragraph type='secondary'>{causeWords[row.cause]}</Typography.Paragraph>}
        </>
      ),
    },
    { title: '网格', key: 'grid', width: 240, render: (_, row) => `${row.communityName} ${row.gridName}` },
    { title: '告诉或发现的日期', key: 'told', width: 180, render: (_, row) => `${row.toldOn}（${row.days} 天前）` },
    { title: '上次上门', key: 'tried', width: 140, render: (_, row) => (row.triedOn ? `${row.triedOn} 没遇到` : '—') },
    {
      title: '上门结果',
      key: 'action',
      width: 380,
      render: (_, row) => (
        <Space size={8} wrap>
          {outcomes.map(({ value, label }) => (
            <Button
              key={value}
              size='small'
              disabled={visiting.isPending}
              aria-label={`${row.nameMasked}，${row.title}：${label}`}
              onClick={() => visiting.mutate({ id: row.id, outcome: value })}
            >
              {label}
            </Button>
          ))}
        </Space>
      ),
    },
  ]
  const days = list.data?.pages[0]?.afterDays
  return (
    <>
      <PageHeader
        title='政策上门名单'
        words={`告诉了政策${days === undefined ? '' : `、满 ${days} 天`}没有看、没有申请、也没有说不需要的居民，还有找不到监护人可以告诉的孩子，请上门说一声（天数是我们自己定的）。`}
      />
      <div className='panel'>
        {visiting.error && <ProblemNotice error={visiting.error} />}
        <PagedTable
          label='政策上门名单'
          query={list}
          columns={columns}
          minWidth={1160}
          empty={<EmptyState title='没有要上门的' words='居民看过、申请了或说了不需要的，不会列在这里。' />}
        />
      </div>
    </>
  )
}
