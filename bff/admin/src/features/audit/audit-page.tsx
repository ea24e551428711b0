import { type AuditRecordRow, auditOutcome } from '@minsheng/shared/contracts/audit'
import { Button, Input, type TableColumnsType, Tabs } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { DayRange, dayOf } from '../../ui/day-range.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../ui/filter-select.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { usePagedList } from '../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../ui/use-url-filters.ts'
import { ChainCard } from './chain-card.tsx'
import { UnusualList } from './unusual-list.tsx'
import { actionChoices, outcomes, subjectWords } from './words.ts'

const columns: TableColumnsType<AuditRecordRow> = [
  { title: '时间', key: 'at', width: 180, render: (_, row) => instantWords(row.at) },
  {
    title: '谁',
    key: 'who',
    width: 160,
    render: (_, row) => (
      <>
        {row.actorName}
        {row.actorId !== 'anonymous' && (
          <div className='quiet' style={{ overflowWrap: 'anywhere' }}>
            {row.actorId}
          </div>
        )}
      </>
    ),
  },
  { title: '做了什么', key: 'action', width: 200, render: (_, row) => row.actionWords },
  { title: '对象编号', key: 'subject', render: (_, row) => <span style={{ overflowWrap: 'anywhere' }}>{subjectWords(row)}</span> },
  { title: '用途', key: 'reason', width: 150, render: (_, row) => row.reason ?? <span className='quiet'>—</span> },
  {
    title: '结果',
    key: 'outcome',
    width: 120,
    render: (_, row) => <StateTag tone={outcomes[row.outcome].tone}>{outcomes[row.outcome].word}</StateTag>,
  },
  { title: '链上序号', key: 'seq', width: 110, render: (_, row) => row.seq ?? <span className='quiet'>等待入链</span> },
]

/** Typed, then asked for: an ID number half typed is asked of nobody, and stays out of the address. */
function Typed({ label, width, onSearch }: { label: string; width: number; onSearch: (text: string | undefined) => void }) {
  const id = `audit-${label}`
  return (
    <div className='filter'>
      <label htmlFor={id}>{label}</label>
      <Input.Search id={id} allowClear style={{ width }} enterButton='查' onSearch={(text) => onSearch(text.trim() || undefined)} />
    </div>
  )
}

function RecordList() {
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['who', 'action', 'outcome', 'from', 'to', 'purpose'] as const)
  const [whom, setWhom] = useState<string>()
  const query = {
    who: filters.who,
    action: filters.action,
    purpose: filters.purpose,
    whom,
    outcome: auditOutcome.safeParse(filters.outcome).data,
    from: dayOf(filters.from),
    to: dayOf(filters.to),
  }
  const list = usePagedList(['audit-rows', query], (cursor) => call('searchAudit', { body: { ...query, ...(cursor ? { cursor } : {}) } }))
  return (
    <>
      <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
        <Typed label='谁（账号或姓名）' width={190} onSearch={(who) => setFilters({ who })} />
        <Typed label='对谁（身份证号或手机号）' width={220} onSearch={setWhom} />
        <FilterSelect label='做了什么' value={filters.action} options={actionChoices} onChange={(action) => setFilters({ action })} />
        <FilterSelect
          label='结果'
          width={130}
          value={query.outcome}
          options={wordOptions(outcomes)}
          onChange={(outcome) => setFilters({ outcome })}
        />
        <Typed label='用途' width={160} onSearch={(purpose) => setFilters({ purpose })} />
        <DayRange id='audit-days' label='时间' from={query.from} to={query.to} onChange={setFilters} />
        {(isFiltered || whom) && (
          <Button
            onClick={() => {
              clearFilters()
              setWhom(undefined)
            }}
          >
            清除筛选
          </Button>
        )}
      </form>
      <PagedTable
        label='审计记录'
        query={list}
        columns={columns}
        minWidth={1080}
        empty={<EmptyState title='没有符合条件的记录' words='换个条件再查。按身份证号或手机号查不到，不说明有没有这个人。' />}
      />
    </>
  )
}

export function AuditPage() {
  return (
    <>
      <PageHeader title='审计记录' words='谁、什么时候、看了或改了什么、为了什么。居民只显示编号。您在这里的每次查询也会留痕。' />
      <ChainCard />
      <div className='panel' style={{ padding: 16 }}>
        <Tabs
          items={[
            { key: 'rows', label: '全部记录', children: <RecordList /> },
            { key: 'unusual', label: '异常查看', children: <UnusualList /> },
          ]}
        />
      </div>
    </>
  )
}
