import { PlusOutlined } from '@ant-design/icons'
import type { ProgressPostRow } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Space, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { CorrectPost } from './correct-post.tsx'
import { PostDrawer } from './post-drawer.tsx'

type Opened = { what: 'write'; post: ProgressPostRow | null } | { what: 'correct'; post: ProgressPostRow }

const states = { draft: '草稿', published: '已发布' } as const
const stateIn = (text: string | undefined): ProgressPostRow['state'] | undefined =>
  text === 'draft' || text === 'published' ? text : undefined

export function ProgressListPage() {
  const { can, charityId } = useAbilities()
  const { message, modal } = App.useApp()
  const queryClient = useQueryClient()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['state'])
  const [opened, setOpened] = useState<Opened | null>(null)
  const query = { state: stateIn(filters.state) }
  const list = usePagedList([...donationKeys.progressPosts, query], (cursor) => call('listProgressPosts', { query: { ...query, cursor } }))
  const publishing = useMutation({
    mutationFn: ({ id, rev }: ProgressPostRow) => call('publishProgressPost', { params: { postId: id }, body: { rev } }),
    onSuccess: () => void message.success('已发布，居民在项目页能看到'),
    onError: (error) => void message.error(error.message, 6),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: donationKeys.progressPosts }),
  })
  const mayWrite = can('campaign.write') && charityId !== null
  const write = () => setOpened({ what: 'write', post: null })
  const askToPublish = (post: ProgressPostRow) =>
    void modal.confirm({
      title: `发布“${post.title}”？`,
      content: '发布后居民马上能看到，不能再直接修改，只能更正，原文会保留。',
      okText: '发布',
      cancelText: '再看看',
      onOk: () => publishing.mutate(post),
    })

  return (
    <>
      <PageHeader
        title='项目进展'
        words='做了什么、做到哪一步，告诉捐赠人。先写草稿，核对后发布。'
        action={
          mayWrite && (
            <Button type='primary' icon={<PlusOutlined aria-hidden />} onClick={write}>
              写一条进展
            </Button>
          )
        }
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='状态'
            value={query.state}
            width={150}
            options={Object.entries(states).map(([value, label]) => ({ value, label }))}
            onChange={(state) => setFilters({ state })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='项目进展'
          query={list}
          columns={columns(
            mayWrite
              ? {
                  edit: (post) => setOpened({ what: 'write', post }),
                  correct: (post) => setOpened({ what: 'correct', post }),
                  publish: askToPublish,
                }
              : null,
          )}
          minWidth={860}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的进展' words='换一个状态试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState
                title='还没有写过进展'
                words='项目有了进展，写几句、配几张图，捐赠人就知道钱用在了哪里。'
                action={mayWrite ? { label: '写一条进展', onClick: write } : undefined}
              />
            )
          }
        />
      </div>
      {opened?.what === 'write' && charityId !== null && (
        <PostDrawer key={opened.post?.id ?? 'new'} open charityId={charityId} post={opened.post} onClose={() => setOpened(null)} />
      )}
      {opened?.what === 'correct' && <CorrectPost key={opened.post.id} post={opened.post} onClose={() => setOpened(null)} />}
    </>
  )
}

type Act = (post: ProgressPostRow) => void

function columns(actions: { edit: Act; publish: Act; correct: Act } | null): TableColumnsType<ProgressPostRow> {
  return [
    {
      title: '进展',
      key: 'title',
      render: (_, row) => (
        <div style={{ display: 'flex', gap: 12 }}>
          {row.pictures[0] && <img src={row.pictures[0]} alt='' style={{ width: 72, height: 48, objectFit: 'cover', borderRadius: 8 }} />}
          <div>
            <strong style={{ fontWeight: 500 }}>{row.title}</strong>
            <div className='quiet'>{row.text.length > 60 ? `${row.text.slice(0, 60)}…` : row.text}</div>
          </div>
        </div>
      ),
    },
    {
      title: '项目',
      key: 'project',
      width: 220,
      render: (_, { projectName, milestone }) => (
        <>
          {projectName}
          {milestone && <div className='quiet'>完成：{milestone}</div>}
        </>
      ),
    },
    {
      title: '状态',
      key: 'state',
      width: 190,
      render: (_, { state, publishedAt, corrections }) => (
        <>
          <StateTag tone={state === 'draft' ? 'draft' : 'good'}>{states[state]}</StateTag>
          {publishedAt && <div className='quiet'>{instantWords(publishedAt)}</div>}
          {corrections.length > 0 && <div className='quiet'>更正过 {corrections.length} 次</div>}
        </>
      ),
    },
    ...(actions
      ? [
          {
            title: '操作',
            key: 'action',
            width: 130,
            render: (_: unknown, row: ProgressPostRow) =>
              row.state === 'draft' ? (
                <Space>
                  <Button type='link' style={{ padding: 0 }} onClick={() => actions.publish(row)} aria-label={`发布${row.title}`}>
                    发布
                  </Button>
                  <Button type='link' style={{ padding: 0 }} onClick={() => actions.edit(row)} aria-label={`修改${row.title}`}>
                    修改
                  </Button>
                </Space>
              ) : (
                <Button type='link' style={{ padding: 0 }} onClick={() => actions.correct(row)} aria-label={`更正${row.title}`}>
                  更正
                </Button>
              ),
          },
        ]
      : []),
  ]
}
