import type { UnusualLook } from '@minsheng/shared/contracts/audit'
import { useQuery } from '@tanstack/react-query'
import { Skeleton, Table } from 'antd'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { unusualKinds } from './words.ts'

/** What stood out in the last seven days, for a person to judge. */
export function UnusualList() {
  const looks = useQuery({ queryKey: ['unusual-looks'], queryFn: () => call('listUnusualLooks', {}) })
  if (looks.isPending) return <Skeleton active paragraph={{ rows: 4 }} />
  if (!looks.data) return <ProblemNotice error={looks.error} onRetry={() => void looks.refetch()} />
  const { cutAt, items } = looks.data
  if (items.length === 0 && cutAt === null)
    return <EmptyState title='近 7 天没有异常查看' words='短时间大量查看、非工作时间查看、多次被拒，都会列在这里。' />
  return (
    <>
      {cutAt !== null && <p role='status'>查看的次数太多，只查到了 {instantWords(cutAt)} 以后的；更早的请到“全部记录”里查。</p>}
      {items.length === 0 ? (
        <EmptyState title='查到的里面没有异常查看' words='短时间大量查看、非工作时间查看、多次被拒，都会列在这里。' />
      ) : (
        <Table<UnusualLook>
          rowKey={(row) => `${row.kind}-${row.actorId}-${row.from}`}
          dataSource={items}
          pagination={false}
          scroll={{ x: 800 }}
          columns={[
            { title: '谁', key: 'who', render: (_, row) => row.actorName },
            { title: '什么情况', key: 'kind', render: (_, row) => unusualKinds[row.kind] },
            { title: '详情', key: 'words', render: (_, row) => row.words },
            { title: '时间', key: 'when', render: (_, row) => `${instantWords(row.from)} 至 ${instantWords(row.to)}` },
          ]}
        />
      )}
    </>
  )
}
