import type { ReportBy, ReportFigures, ReportOnly } from '@minsheng/shared/contracts/help'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Skeleton, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { DayRange, dayOf } from '../../../ui/day-range.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import '../../donation/statistics/statistics.css'
import './report.css'
import { helpKeys } from '../words.ts'
import { type Behind, BehindDrawer } from './behind-drawer.tsx'
import { byWords, factsOf, lengthWords, onlyWords, rowName, shareWords } from './report-words.ts'

const filterNames = ['from', 'to', 'by'] as const
const isBy = (text: string | undefined): text is ReportBy => text !== undefined && text in byWords
type Row = { key: string; name: string } & ReportFigures

/** A figure that opens what it counted; nothing to open where it is none. */
function Opens({ words, label, onOpen, none }: { words: string; label: string; onOpen: () => void; none: boolean }) {
  if (none) return <>{words}</>
  return (
    <Button type='link' style={{ padding: 0, height: 'auto' }} onClick={onOpen} aria-label={label}>
      {words}
    </Button>
  )
}

/** 一键呼报表: how long people waited, by where and what, down to each call. */
export function HelpReportPage() {
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  const by: ReportBy = isBy(filters.by) ? filters.by : 'street'
  const query = { from: dayOf(filters.from), to: dayOf(filters.to), by }
  const [behind, setBehind] = useState<Behind | null>(null)
  const reading = useQuery({
    queryKey: [...helpKeys.all, 'report', query],
    queryFn: () => call('getHelpReport', { query }),
    placeholderData: keepPreviousData,
  })
  const found = reading.data
  const open = (title: string, only: ReportOnly, key?: string) => setBehind({ title, query: { ...query, only, ...(key ? { key } : {}) } })
  const counted = (row: Row, name: string, value: number, only: ReportOnly, words = `${value}`) => (
    <Opens
      words={words}
      none={value === 0}
      label={`看${name}${onlyWords[only]}`}
      onOpen={() => open(`${name}：${onlyWords[only]}`, only, row.key)}
    />
  )
  const nameOf = (row: Row) => rowName(found?.by ?? by, row.key, row.name)
  const columns: TableColumnsType<Row> = [
    { title: byWords[found?.by ?? by].slice(1), key: 'name', fixed: 'left', width: 150, render: (_, row) => nameOf(row) },
    { title: '呼叫', key: 'calls', align: 'right', width: 80, render: (_, row) => counted(row, nameOf(row), row.calls, 'all') },
    {
      title: '一分钟内有人接',
      key: 'minute',
      align: 'right',
      width: 140,
      render: (_, row) =>
        counted(row, nameOf(row), row.withinAMinute.of - row.withinAMinute.count, 'unanswered_in_a_minute', shareWords(row.withinAMinute)),
    },
    ...(['acknowledged', 'onSite', 'resolved'] as const).map((what) => ({
      title: { acknowledged: '多久有人接', onSite: '多久有人到', resolved: '多久办好' }[what],
      key: what,
      width: 190,
      render: (_: unknown, row: Row) =>
        row[what].count === 0 ? '—' : `一半 ${lengthWords(row[what].medianSeconds)}，95% ${lengthWords(row[what].p95Seconds)}`,
    })),
    { title: '超时', key: 'late', align: 'right', width: 80, render: (_, row) => counted(row, nameOf(row), row.late, 'late') },
    {
      title: '重新办',
      key: 'reopened',
      align: 'right',
      width: 80,
      render: (_, row) => counted(row, nameOf(row), row.reopened, 'reopened'),
    },
    { title: '没办完', key: 'open', align: 'right', width: 80, render: (_, row) => counted(row, nameOf(row), row.open, 'open') },
    { title: '评价', key: 'stars', width: 80, render: (_, row) => (row.rated.stars === null ? '—' : `${row.rated.stars} 星`) },
  ]
  return (
    <>
      <PageHeader
        title='一键呼报表'
        words={
          found
            ? `每个数字都来自呼叫的真实经过，点开能看到是哪几次。截至 ${instantWords(found.asOf)}。`
            : '每个数字都来自呼叫的真实经过，点开能看到是哪几次。'
        }
      />
      <div className='panel' style={{ marginBottom: 16 }}>
        <form className='filters' style={{ borderBottom: 0 }} aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <DayRange id='help-report-days' label='呼叫日期（不选是近 30 天）' from={query.from} to={query.to} onChange={setFilters} />
          <FilterSelect
            label='怎么统计'
            value={filters.by}
            width={160}
            allWords={byWords.street}
            options={wordOptions(byWords)}
            onChange={(chosen) => setFilters({ by: chosen })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
      </div>
      {reading.error && <ProblemNotice error={reading.error} onRetry={() => void reading.refetch()} />}
      {reading.isPending && (
        <div className='panel statistics-part' role='status' aria-label='正在统计'>
          <Skeleton active paragraph={{ rows: 10 }} />
        </div>
      )}
      {found &&
        (found.total.calls === 0 ? (
          <div className='panel'>
            <EmptyState
              title='这段时间没有呼叫'
              words='换一段时间，或者清除筛选看看。'
              action={isFiltered ? { label: '清除筛选', onClick: clearFilters } : undefined}
            />
          </div>
        ) : (
          <section aria-busy={reading.isFetching} aria-label='统计结果'>
            <dl className='facts help-facts'>
              {factsOf(found.total).map(({ title, value, words, only }) => (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd>
                    <strong>{value}</strong>
                    <span className='quiet'>{words}</span>
                    {only && (
                      <div>
                        <Button type='link' style={{ padding: 0 }} onClick={() => open(onlyWords[only], only)}>
                          看{onlyWords[only]}
                        </Button>
                      </div>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
            <div className='panel statistics-part'>
              <h2>
                {byWords[found.by]}：{dateWords(found.from)} 至 {dateWords(found.to)}
              </h2>
              <Table<Row>
                rowKey='key'
                columns={columns}
                dataSource={found.rows}
                pagination={false}
                scroll={{ x: 1240 }}
                aria-label={byWords[found.by]}
              />
            </div>
          </section>
        ))}
      <BehindDrawer behind={behind} onClose={() => setBehind(null)} />
    </>
  )
}
