import type { RefundRow } from '@minsheng/shared/contracts/donation'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { ExportButton } from '../export/export-button.tsx'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { refundColumns } from './refund-columns.tsx'
import { RefundDrawer } from './refund-drawer.tsx'
import { refundStates } from './refund-words.ts'

const filterNames = ['charityId', 'state'] as const

function stateFrom(text: string | undefined): RefundRow['state'] | undefined {
  return text !== undefined && text in refundStates ? (text as RefundRow['state']) : undefined
}

export function RefundListPage() {
  const { seesAllCharities } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  const [shown, setShown] = useState<RefundRow | null>(null)
  const query = { charityId: filters.charityId, state: stateFrom(filters.state) }
  const list = usePagedList([...donationKeys.refunds, query], (cursor) => call('listRefunds', { query: { ...query, cursor } }))

  return (
    <>
      <PageHeader
        title='退款'
        words='捐赠人 10 分钟内撤销的，自动原路退回；其余由财务申请、另一位负责人审批。退款从哪笔捐赠申请，就在“捐赠记录”里打开哪一笔。'
        action={<ExportButton tables={['refunds']} scope={{ charityId: filters.charityId }} />}
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
          <FilterSelect
            label='状态'
            value={filters.state}
            width={160}
            options={wordOptions(refundStates)}
            onChange={(state) => setFilters({ state })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='退款'
          query={list}
          columns={refundColumns(seesAllCharities, setShown)}
          minWidth={1040}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的退款' words='换一个状态试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState title='还没有退款' words='需要退款时，财务在“捐赠记录”里打开那一笔，点“申请退款”。' />
            )
          }
        />
      </div>
      <RefundDrawer refund={shown} onClose={() => setShown(null)} />
    </>
  )
}
