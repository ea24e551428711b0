import type { ApplicationRow } from '@minsheng/shared/contracts/policy'
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
import { ApplicationDrawer } from './application-drawer.tsx'
import { applicationKeys, applicationStates, dueWords } from './application-words.ts'

function columns(onShow: (row: ApplicationRow) => void): TableColumnsType<ApplicationRow> {
  return [
    {
      title: '政策',
      key: 'title',
      render: (_, row) => `${row.title}${row.ofHousehold ? '（按户）' : ''}${row.automatic ? '（免申即享）' : ''}`,
    },
    { title: '申请人', key: 'applicant', width: 110, render: (_, row) => row.applicantMasked },
    { title: '社区', key: 'community', width: 150, render: (_, row) => row.communityName },
    { title: '申请时间', key: 'submitted', width: 180, render: (_, row) => instantWords(row.submittedAt) },
    {
      title: '期限',
      key: 'due',
      width: 200,
      render: (_, row) => {
        const due = dueWords(row)
        return due ? <StateTag tone={due.tone}>{due.word}</StateTag> : '—'
      },
    },
    {
      title: '状态',
      key: 'state',
      width: 190,
      render: (_, row) => (
        <>
          <StateTag tone={applicationStates[row.state].tone}>{applicationStates[row.state].word}</StateTag>{' '}
          {row.objected && <StateTag tone='warning'>有异议</StateTag>}
        </>
      ),
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button
          type='link'
          style={{ padding: 0 }}
          onClick={() => onShow(row)}
          aria-label={`打开 ${row.applicantMasked} 的${row.title}申请`}
        >
          打开
        </Button>
      ),
    },
  ]
}

type State = ApplicationRow['state']
const stateOf = (text: string | undefined): State | undefined =>
  text !== undefined && text in applicationStates ? (text as State) : undefined

/** 救助申请: what waits in one's places, the most pressing first. */
export function ApplicationListPage() {
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['state', 'objected'] as const)
  const [shown, setShown] = useState<string | null>(null)
  const state = stateOf(filters.state)
  const objected = filters.objected === 'yes' ? ('yes' as const) : undefined
  const list = usePagedList([...applicationKeys.applications, 'list', state, objected], (cursor) =>
    call('listApplications', { query: { state, objected, cursor } }),
  )
  const counts = list.data?.pages[0]
  const now = counts ? `现在有 ${counts.openCount} 份在办${counts.lateCount > 0 ? `，其中 ${counts.lateCount} 份已经超期` : ''}。` : ''
  return (
    <>
      <PageHeader title='救助申请' words={`街道核对、提意见，由另一位同事决定。超期的排在前面；没有批准的，要逐条写明理由。${now}`} />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='状态'
            value={state}
            width={180}
            options={wordOptions(applicationStates)}
            onChange={(next) => setFilters({ state: next })}
          />
          <FilterSelect
            label='异议'
            value={objected}
            width={140}
            options={[{ value: 'yes', label: '有异议' }]}
            onChange={(next) => setFilters({ objected: next })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='救助申请'
          query={list}
          columns={columns((row) => setShown(row.id))}
          minWidth={1080}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的申请' words='换一个状态试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState title='还没有申请' words='居民在小程序“幸福清单”里申请后，会列在这里，并开始计算期限。' />
            )
          }
        />
      </div>
      <ApplicationDrawer applicationId={shown} onClose={() => setShown(null)} />
    </>
  )
}
