import type { PolicyDraftRow } from '@minsheng/shared/contracts/policy'
import { useQuery } from '@tanstack/react-query'
import { Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { Loaded } from './loaded.tsx'
import { draftStates, kinds, titleWords } from './words.ts'

const columns: TableColumnsType<PolicyDraftRow> = [
  {
    title: '改什么',
    key: 'title',
    render: (_, row) => (
      <>
        <Link className='text-link' to={`/policy-drafts/${row.id}`}>
          {titleWords(row.kind, row.title)}
        </Link>
        <div className='quiet'>
          {kinds[row.kind]}
          {row.key === null ? '，新的' : ''}
          {row.fromProduct ? '，随软件更新的政策，等您核对' : ''}
        </div>
      </>
    ),
  },
  { title: '为什么改', key: 'why', render: (_, row) => row.why },
  {
    title: '谁起草',
    key: 'author',
    width: 180,
    render: (_, row) => (
      <>
        {row.authorName}
        <div className='quiet'>{instantWords(row.updatedAt)}</div>
      </>
    ),
  },
  { title: '谁复核', key: 'second', width: 150, render: (_, row) => row.reviewedByName ?? <span className='quiet'>还没有</span> },
  {
    title: '状态',
    key: 'state',
    width: 170,
    render: (_, row) => <StateTag tone={draftStates[row.state].tone}>{draftStates[row.state].word}</StateTag>,
  },
]

export function DraftListPage() {
  const query = useQuery({ queryKey: ['policy-drafts'], queryFn: () => call('listPolicyDrafts') })
  return (
    <>
      <PageHeader
        title='政策草稿'
        words='正在写的、等另一人复核的、等公布的。自己起草或改过的，要由另一个人复核；谁也不能一个人公布。随软件更新的政策也一样：一个人核对提交，另一个人复核，公布以前不生效；不需要的可以放弃。'
      />
      <div className='panel'>
        <Loaded label='政策草稿' query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title='没有正在写的草稿' words='要改一项政策或参数，请从“政策目录”或“政策参数”里起草。' />
            ) : (
              <section aria-label='政策草稿'>
                <Table<PolicyDraftRow> rowKey='id' columns={columns} dataSource={items} pagination={false} scroll={{ x: 1000 }} />
              </section>
            )
          }
        </Loaded>
      </div>
    </>
  )
}
