import { Button } from 'antd'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { stateFrom } from '../books/state-from.ts'
import { donationKeys, useCampaignChoices, useCharityChoices } from '../queries.ts'
import { spendingColumns } from './spending-columns.tsx'
import { SpendingDrawer } from './spending-drawer.tsx'
import { spendingStates } from './spending-words.ts'

const filterNames = ['charityId', 'campaignId', 'state', 'open'] as const

export function SpendingListPage() {
  const { can, seesAllCharities } = useAbilities()
  const navigate = useNavigate()
  const charities = useCharityChoices(seesAllCharities)
  const campaigns = useCampaignChoices()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  const query = { charityId: filters.charityId, campaignId: filters.campaignId, state: stateFrom(spendingStates, filters.state) }
  const list = usePagedList([...donationKeys.spending, query], (cursor) => call('listDisbursements', { query: { ...query, cursor } }))
  const asking = { label: '登记支出', onClick: () => void navigate('/spending/new') }

  return (
    <>
      <PageHeader
        title='支出'
        words='善款用在哪里，逐笔登记、附上凭证；财务提出，另一位负责人审批。审批通过后记账，并在项目页公布。'
        action={
          can('books.ask') && (
            <Button type='primary' onClick={asking.onClick}>
              {asking.label}
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
          <FilterSelect
            label='项目'
            value={filters.campaignId}
            width={260}
            loading={campaigns.isPending}
            options={(campaigns.data ?? []).filter(({ state }) => state !== 'draft').map(({ id, title }) => ({ value: id, label: title }))}
            onChange={(campaignId) => setFilters({ campaignId })}
          />
          <FilterSelect
            label='状态'
            value={filters.state}
            width={160}
            options={wordOptions(spendingStates)}
            onChange={(state) => setFilters({ state })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='支出'
          query={list}
          columns={spendingColumns(seesAllCharities, (open) => setFilters({ open }))}
          minWidth={1040}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的支出' words='换一个项目或状态试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState
                title='还没有支出'
                words='款用出去以后，财务在这里登记用途、收款方和金额，并上传发票、回单等凭证。'
                action={can('books.ask') ? asking : undefined}
              />
            )
          }
        />
      </div>
      <SpendingDrawer id={filters.open ?? null} onClose={() => setFilters({ open: undefined })} />
    </>
  )
}
