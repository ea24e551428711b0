import type { DisclosureDuty, DisclosureReport } from '@minsheng/shared/contracts/donation'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { everyPage } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { CorrectReport } from './correct-report.tsx'
import { DutyTable } from './duty-table.tsx'
import { ReportDrawer } from './report-drawer.tsx'
import { ReportTable } from './report-table.tsx'

type Opened =
  | { what: 'write'; duty: DisclosureDuty | null; report: DisclosureReport | null }
  | { what: 'correct'; report: DisclosureReport }

/** 信息公开日历: what has to be told by when, and what was told. */
export function DisclosurePage() {
  const { can, seesAllCharities } = useAbilities()
  const queryClient = useQueryClient()
  const charities = useCharityChoices(seesAllCharities)
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['charityId'])
  const [opened, setOpened] = useState<Opened | null>(null)
  const calendar = useQuery({
    queryKey: [...donationKeys.disclosures, 'duties', filters.charityId],
    queryFn: () => call('listDuties', { query: { charityId: filters.charityId } }),
  })

  async function write(duty: DisclosureDuty) {
    const drafts = duty.draftId
      ? await queryClient.fetchQuery({
          queryKey: [...donationKeys.disclosures, 'drafts', duty.charityId],
          queryFn: () =>
            everyPage((cursor) => call('listReports', { query: { charityId: duty.charityId, state: 'draft', cursor, limit: 100 } })),
        })
      : []
    setOpened({ what: 'write', duty, report: drafts.find(({ id }) => id === duty.draftId) ?? null })
  }

  return (
    <>
      <PageHeader title='信息公开' words='什么时候要公布什么，按日期和法律算出来。过期没有公布的，公益码自动暂停；公布以后马上恢复。' />
      {seesAllCharities && (
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='慈善组织'
            value={filters.charityId}
            width={260}
            loading={charities.isPending}
            options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(charityId) => setFilters({ charityId })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
      )}
      <section className='panel' aria-label='信息公开日历'>
        <h2 className='panel-title'>接下来要公布的</h2>
        {calendar.isPending && <Skeleton active paragraph={{ rows: 6 }} style={{ padding: 20 }} />}
        {calendar.error && <ProblemNotice error={calendar.error} onRetry={() => void calendar.refetch()} />}
        {calendar.data && (
          <DutyTable
            duties={calendar.data.items}
            showCharity={seesAllCharities}
            onWrite={can('campaign.write') ? (duty) => void write(duty) : null}
          />
        )}
      </section>
      <div className='panel'>
        <h2 className='panel-title'>写过的报告</h2>
        <ReportTable
          charityId={filters.charityId}
          onEdit={(report) => setOpened({ what: 'write', duty: null, report })}
          onCorrect={(report) => setOpened({ what: 'correct', report })}
        />
      </div>
      {opened?.what === 'write' && (
        <ReportDrawer
          key={opened.report?.id ?? `${opened.duty?.kind}${opened.duty?.subjectId}`}
          about={opened.duty}
          report={opened.report}
          onClose={() => setOpened(null)}
        />
      )}
      {opened?.what === 'correct' && <CorrectReport key={opened.report.id} report={opened.report} onClose={() => setOpened(null)} />}
    </>
  )
}
