import { SyncOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { giftQuery } from '../gift/gift-filters.ts'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { dayColumns } from './day-columns.tsx'
import { DayDrawer } from './day-drawer.tsx'
import { RunDialog } from './run-dialog.tsx'

const filterNames = ['charityId', 'from', 'to'] as const

/** 每日对账: one row for each day of each charity, newest first. */
export function ReconciliationPage() {
  const { can, seesAllCharities } = useAbilities()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  const charities = useCharityChoices(seesAllCharities)
  const [shownId, setShownId] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const { from, to } = giftQuery({ ...filters, campaignId: undefined, codeId: undefined, state: undefined })
  const query = { charityId: filters.charityId, from, to }
  const list = usePagedList([...donationKeys.reconciliations, query], (cursor) =>
    call('listReconciliations', { query: { ...query, cursor } }),
  )

  return (
    <>
      <PageHeader
        title='每日对账'
        words='每天上午 10 点后自动取前一天的微信支付账单，与账本逐笔核对到分。差异先列在这里，说明并复核后才算了结。'
        action={
          can('reconciliation.run') && (
            <Button type='primary' icon={<SyncOutlined aria-hidden />} onClick={() => setAsking(true)}>
              核对一天
            </Button>
          )
        }
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          {seesAllCharities && (
            <FilterSelect
              label='慈善组织'
              value={filters.charityId}
              loading={charities.isPending}
              options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(charityId) => setFilters({ charityId })}
            />
          )}
          <div className='filter'>
            <label htmlFor='days-from'>从哪一天</label>
            <DateField id='days-from' value={from ?? null} onChange={(date) => setFilters({ from: date ?? undefined })} />
          </div>
          <div className='filter'>
            <label htmlFor='days-to'>到哪一天</label>
            <DateField id='days-to' value={to ?? null} onChange={(date) => setFilters({ to: date ?? undefined })} />
          </div>
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='每日对账'
          query={list}
          columns={dayColumns(seesAllCharities, (day) => setShownId(day.id))}
          minWidth={976}
          empty={
            isFiltered ? (
              <EmptyState title='这段日子没有对账' words='换一段日期试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState title='还没有对账' words='收到第一笔捐赠后的第二天上午 10 点，系统会自动核对，不需要做什么。' />
            )
          }
        />
      </div>
      <DayDrawer id={shownId} onClose={() => setShownId(null)} />
      <RunDialog
        open={asking}
        onClose={() => setAsking(false)}
        onDone={(day) => {
          setAsking(false)
          setShownId(day.id)
        }}
      />
    </>
  )
}
