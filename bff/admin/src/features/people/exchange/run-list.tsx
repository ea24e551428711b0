import { type ExchangeRun, exchangeSourceId } from '@minsheng/shared/contracts/people'
import type { TableColumnsType } from 'antd'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { peopleKeys } from '../queries.ts'
import { agreementWords, countWords, exchangeSources, kindWords, runStates } from './exchange-words.ts'

const columns: TableColumnsType<ExchangeRun> = [
  { title: '来源', key: 'source', width: 200, render: (_, run) => `${exchangeSources[run.sourceId]}，${kindWords[run.kind]}` },
  { title: '开始', key: 'started', width: 170, render: (_, run) => instantWords(run.startedAt) },
  {
    title: '结果',
    key: 'state',
    width: 130,
    render: (_, run) => (
      <StateTag tone={run.agrees === false ? 'warning' : runStates[run.state].tone}>{runStates[run.state].word}</StateTag>
    ),
  },
  {
    title: '对账',
    key: 'counts',
    render: (_, run) => (
      <>
        <div>{countWords(run)}</div>
        <div className='quiet'>
          {agreementWords(run)}
          {run.restarts > 0 && `；来源丢失位置 ${run.restarts} 次，已从头再取`}
        </div>
        {run.fault && <div>{run.fault}</div>}
      </>
    ),
  },
]

export function RunList() {
  const { filters, setFilters } = useUrlFilters(['source'] as const)
  const sourceId = exchangeSourceId.safeParse(filters.source).data
  const list = usePagedList([...peopleKeys.exchange, 'runs', sourceId], (cursor) =>
    call('listExchangeRuns', { query: { sourceId, cursor } }),
  )
  return (
    <div className='panel'>
      <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
        <FilterSelect
          label='来源'
          value={sourceId}
          width={240}
          options={wordOptions(exchangeSources)}
          onChange={(source) => setFilters({ source })}
        />
      </form>
      <PagedTable
        label='交换历史'
        query={list}
        columns={columns}
        minWidth={960}
        empty={<EmptyState title='还没有交换过' words='在“数据来源”里点“取变化”，取过的每一次都会记在这里。' />}
      />
    </div>
  )
}
