import type { Statistics, StatisticsBy } from '@minsheng/shared/contracts/donation'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import { call } from '../../../platform/api.ts'
import { DayRange, dayOf } from '../../../ui/day-range.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { ExportButton } from '../export/export-button.tsx'
import { donationKeys, useCampaignChoices, useCharityChoices } from '../queries.ts'
import { giftChannels } from '../words.ts'
import './statistics.css'
import { byWords, factsOf, periodMark, periodWords } from './statistics-words.ts'
import { SumsTable } from './sums-table.tsx'

// The chart's library is larger than the rest of the panel: it comes when someone looks at a chart.
const SeriesChart = lazy(async () => ({ default: (await import('./series-chart.tsx')).SeriesChart }))

const filterNames = ['charityId', 'campaignId', 'from', 'to', 'by'] as const
const isBy = (text: string | undefined): text is StatisticsBy => text !== undefined && text in byWords

function Numbers({ found }: { found: Statistics }) {
  const { by, series, byCampaign, byVenue, byChannel } = found
  const marks = useMemo(() => series.map(({ start }) => periodMark(start, by)), [series, by])
  return (
    <>
      <dl className='facts'>
        {factsOf(found).map(({ title, value, words }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <strong>{value}</strong>
              <span className='quiet'>{words}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className='panel statistics-part'>
        <h2>
          {byWords[by]}：{dateWords(found.from)} 至 {dateWords(found.to)}
        </h2>
        <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}>
          <SeriesChart series={series} names={marks} />
        </Suspense>
      </div>
      <div className='statistics-halves'>
        <div className='panel statistics-part'>
          <h2>按项目</h2>
          <SumsTable label='按项目' first='项目' rows={byCampaign.map((row) => ({ ...row, key: row.id, name: row.label }))} />
        </div>
        <div className='panel statistics-part'>
          <h2>按点位</h2>
          <SumsTable label='按点位' first='点位' rows={byVenue.map((row) => ({ ...row, key: row.id ?? row.label, name: row.label }))} />
        </div>
        <div className='panel statistics-part'>
          <h2>按支付方式</h2>
          <SumsTable
            label='按支付方式'
            first='支付方式'
            rows={byChannel.map((row) => ({ ...row, key: row.channel, name: giftChannels[row.channel] }))}
          />
        </div>
      </div>
      <div className='panel statistics-part'>
        <h2>按时间的数字</h2>
        <SumsTable
          label='按时间'
          first='时间'
          rows={[...series].reverse().map((row) => ({ ...row, key: row.start, name: periodWords(row.start, by) }))}
        />
      </div>
    </>
  )
}

export function StatisticsPage() {
  const { seesAllCharities } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const campaigns = useCampaignChoices()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  const by: StatisticsBy = isBy(filters.by) ? filters.by : 'day'
  const query = { charityId: filters.charityId, campaignId: filters.campaignId, from: dayOf(filters.from), to: dayOf(filters.to), by }
  const reading = useQuery({
    queryKey: [...donationKeys.statistics, query],
    queryFn: () => call('getStatistics', { query }),
    placeholderData: keepPreviousData,
  })
  const found = reading.data
  const campaignsOfCharity = (campaigns.data ?? []).filter(({ charityId }) => !query.charityId || charityId === query.charityId)

  return (
    <>
      <PageHeader
        title='统计'
        words={found ? `数字来自每一笔到账的捐赠，截至 ${instantWords(found.asOf)}。` : '数字来自每一笔到账的捐赠。'}
        action={<ExportButton tables={['statistics', 'gifts', 'refunds']} scope={query} by={by} />}
      />
      <div className='panel' style={{ marginBottom: 16 }}>
        <form className='filters' style={{ borderBottom: 0 }} aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          {seesAllCharities && (
            <FilterSelect
              label='慈善组织'
              value={filters.charityId}
              loading={charities.isPending}
              options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(charityId) => setFilters({ charityId, campaignId: undefined })}
            />
          )}
          <FilterSelect
            label='募捐活动'
            value={filters.campaignId}
            loading={campaigns.isPending}
            options={campaignsOfCharity.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={(campaignId) => setFilters({ campaignId })}
          />
          <DayRange id='statistics-days' label='到账日期（不选是近 30 天）' from={query.from} to={query.to} onChange={setFilters} />
          <FilterSelect
            label='怎么统计'
            value={filters.by}
            width={120}
            allWords={byWords.day}
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
        (found.totals.paidFen === 0 ? (
          <div className='panel'>
            <EmptyState
              title='这段时间没有捐赠到账'
              words='换一段时间，或者清除筛选看看。'
              action={isFiltered ? { label: '清除筛选', onClick: clearFilters } : undefined}
            />
          </div>
        ) : (
          <section aria-busy={reading.isFetching} aria-label='统计结果'>
            <Numbers found={found} />
          </section>
        ))}
    </>
  )
}
