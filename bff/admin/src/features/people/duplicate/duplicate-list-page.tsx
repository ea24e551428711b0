import { type DuplicateRow, duplicateState } from '@minsheng/shared/contracts/people'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { peopleKeys } from '../queries.ts'
import { becauseWords, duplicateStates } from '../words.ts'
import { DuplicateDrawer } from './duplicate-drawer.tsx'

function columns(onShow: (row: DuplicateRow) => void): TableColumnsType<DuplicateRow> {
  return [
    {
      title: '两条记录',
      key: 'records',
      render: (_, row) =>
        row.records.map((record) => (
          <div key={record.id}>
            <strong style={{ fontWeight: 500 }}>{record.nameMasked}</strong>{' '}
            <span className='quiet'>
              {record.age} 岁，{record.gridName}
            </span>
          </div>
        )),
    },
    { title: '为什么', key: 'because', width: 230, render: (_, row) => becauseWords[row.because] },
    { title: '发现时间', key: 'found', width: 180, render: (_, row) => instantWords(row.foundAt) },
    {
      title: '状态',
      key: 'state',
      width: 140,
      render: (_, row) => <StateTag tone={duplicateStates[row.state].tone}>{duplicateStates[row.state].word}</StateTag>,
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
          aria-label={`核实 ${row.records[0]?.nameMasked ?? ''} 的两条记录`}
        >
          {row.state === 'open' ? '核实' : '查看'}
        </Button>
      ),
    },
  ]
}

export function DuplicateListPage() {
  const { filters, setFilters } = useUrlFilters(['state'] as const)
  const [shown, setShown] = useState<DuplicateRow | null>(null)
  const state = duplicateState.safeParse(filters.state).data
  const list = usePagedList([...peopleKeys.duplicates, state], (cursor) => call('listDuplicates', { query: { state, cursor } }))
  return (
    <>
      <PageHeader
        title='重复人员'
        words='同一个人可能在两处都有登记。核实后可以合并，合并前的两条都留着，并错了能撤销。只列出两条都在您负责的地方的。'
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='状态'
            value={state}
            width={160}
            options={wordOptions(duplicateStates)}
            onChange={(next) => setFilters({ state: next })}
          />
        </form>
        <PagedTable
          label='重复人员'
          query={list}
          columns={columns(setShown)}
          minWidth={900}
          empty={
            <EmptyState
              title='没有要核实的重复记录'
              words='登记或导入居民时，发现身份证号相同，或姓名、出生日期和电话都相同的，会列在这里。'
            />
          }
        />
      </div>
      <DuplicateDrawer row={shown} onClose={() => setShown(null)} />
    </>
  )
}
