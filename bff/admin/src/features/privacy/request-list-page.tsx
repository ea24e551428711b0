import { type DataRequestRow, dataRequestKind, dataRequestState } from '@minsheng/shared/contracts/privacy'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../ui/filter-select.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { usePagedList } from '../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../ui/use-url-filters.ts'
import { RequestDrawer, requestKeys } from './request-drawer.tsx'
import { dueWords, kindWords, requestStates } from './request-words.ts'

function columns(onShow: (row: DataRequestRow) => void): TableColumnsType<DataRequestRow> {
  return [
    { title: '种类', key: 'kind', width: 110, render: (_, row) => kindWords[row.kind].word },
    { title: '哪一项', key: 'about', render: (_, row) => row.about },
    { title: '手机号', key: 'phone', width: 150, render: (_, row) => row.phoneMasked ?? '—' },
    { title: '申请时间', key: 'asked', width: 180, render: (_, row) => instantWords(row.askedAt) },
    {
      title: '期限',
      key: 'due',
      width: 230,
      render: (_, row) => {
        const due = dueWords(row)
        return due ? <StateTag tone={due.tone}>{due.word}</StateTag> : row.dueOn
      },
    },
    {
      title: '状态',
      key: 'state',
      width: 120,
      render: (_, row) => <StateTag tone={requestStates[row.state].tone}>{requestStates[row.state].word}</StateTag>,
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`打开 ${row.about} 的申请`}>
          {row.state === 'open' ? '答复' : '查看'}
        </Button>
      ),
    },
  ]
}

export function RequestListPage() {
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['state', 'kind'] as const)
  const [shown, setShown] = useState<string | null>(null)
  const state = dataRequestState.safeParse(filters.state).data
  const kind = dataRequestKind.safeParse(filters.kind).data
  const list = usePagedList([...requestKeys.requests, 'list', state, kind], (cursor) =>
    call('listDataRequests', { query: { state, kind, cursor } }),
  )
  const counts = list.data?.pages[0]
  const now = counts ? `现在有 ${counts.openCount} 份等答复${counts.lateCount > 0 ? `，其中 ${counts.lateCount} 份已经超期` : ''}。` : ''
  return (
    <>
      <PageHeader
        title='资料申请'
        words={`居民申请更正自己的资料，或请人重新看系统的结论。依法在期限内答复，同意不同意都要写理由。${now}`}
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='状态'
            value={state}
            width={160}
            options={wordOptions(requestStates)}
            onChange={(next) => setFilters({ state: next })}
          />
          <FilterSelect
            label='种类'
            value={kind}
            width={160}
            options={wordOptions(kindWords)}
            onChange={(next) => setFilters({ kind: next })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='资料申请'
          query={list}
          columns={columns((row) => setShown(row.id))}
          minWidth={1000}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的申请' words='换一个状态试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState title='还没有申请' words='居民在小程序“我的资料”里申请更正后，会列在这里，并开始计算期限。' />
            )
          }
        />
      </div>
      <RequestDrawer requestId={shown} onClose={() => setShown(null)} />
    </>
  )
}
