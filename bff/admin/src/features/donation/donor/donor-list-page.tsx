import type { DonorSummary } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { DayRange } from '../../../ui/day-range.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { ExportButton } from '../export/export-button.tsx'
import { donationKeys, useCampaignChoices, useCharityChoices } from '../queries.ts'
import { donorColumns } from './donor-columns.tsx'
import { DonorDrawer, type Shown } from './donor-drawer.tsx'
import { donorFilterNames, donorQuery, leastSums, mostSums } from './donor-filters.ts'

function Sums({ summary, onAnonymous }: { summary: DonorSummary; onAnonymous: () => void }) {
  const { donorCount, giftCount, totalFen, anonymous, asOf } = summary
  return (
    <>
      <span className='quiet'>捐赠人（不含匿名）</span>
      <strong>{donorCount.toLocaleString('zh-CN')} 位</strong>
      <span className='quiet'>
        捐了 {giftCount.toLocaleString('zh-CN')} 笔，共 ¥{formatYuan(totalFen)}（已减去退回的）
      </span>
      {anonymous.giftCount > 0 && (
        <span className='quiet'>
          另有匿名捐赠 {anonymous.giftCount.toLocaleString('zh-CN')} 笔，¥{formatYuan(anonymous.totalFen)}{' '}
          <Button type='link' style={{ padding: 0 }} onClick={onAnonymous}>
            查看匿名捐赠
          </Button>
        </span>
      )}
      <span className='quiet'>截至 {instantWords(asOf)}</span>
    </>
  )
}

export function DonorListPage() {
  const { seesAllCharities } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const campaigns = useCampaignChoices()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(donorFilterNames)
  const [shown, setShown] = useState<Shown | null>(null)
  const query = donorQuery(filters)
  const isChosen = !seesAllCharities || query.charityId !== undefined
  const list = usePagedList(
    [...donationKeys.donors, query],
    async (cursor) => {
      const page = await call('listDonors', { query: { ...query, cursor } })
      return { ...page, items: page.items.map((donor) => ({ ...donor, id: donor.giftId })) }
    },
    isChosen,
  )
  const summary = list.data?.pages[0]?.summary
  const campaignsOfCharity = (campaigns.data ?? []).filter(({ charityId }) => !query.charityId || charityId === query.charityId)

  return (
    <>
      <PageHeader
        title='捐赠人'
        words='按捐赠人汇总。要求匿名的捐赠不归到任何人名下，也不辨认是谁。'
        action={isChosen && <ExportButton tables={['donors', 'gifts', 'receipts']} scope={query} />}
      />
      {isChosen && (
        <section className='panel sum-strip' aria-label='合计' aria-live='polite'>
          {summary ? (
            <Sums summary={summary} onAnonymous={() => setShown({ kind: 'anonymous' })} />
          ) : (
            <span className='quiet'>{list.isError ? '合计暂时读不到' : '正在合计…'}</span>
          )}
        </section>
      )}
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          {seesAllCharities && (
            <FilterSelect
              label='慈善组织'
              value={filters.charityId}
              loading={charities.isPending}
              allWords='请选择'
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
          <DayRange id='donor-days' label='到账日期' from={query.from} to={query.to} onChange={setFilters} />
          <FilterSelect
            label='合计至少'
            value={filters.minFen}
            width={150}
            options={leastSums}
            onChange={(minFen) => setFilters({ minFen })}
          />
          <FilterSelect
            label='合计不超过'
            value={filters.maxFen}
            width={150}
            options={mostSums}
            onChange={(maxFen) => setFilters({ maxFen })}
          />
          <FilterSelect
            label='排序'
            value={filters.order}
            width={150}
            allWords='最近捐的在前'
            options={[{ value: 'most', label: '捐得多的在前' }]}
            onChange={(order) => setFilters({ order })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        {isChosen ? (
          <PagedTable
            label='捐赠人'
            query={list}
            columns={donorColumns((donor) => setShown({ kind: 'donor', donor }))}
            minWidth={1080}
            empty={
              isFiltered ? (
                <EmptyState
                  title='没有符合条件的捐赠人'
                  words='换一个时间或金额试试。'
                  action={{ label: '清除筛选', onClick: clearFilters }}
                />
              ) : (
                <EmptyState title='还没有留名的捐赠人' words='有人捐款后，就会按捐赠人汇总在这里；匿名的只计笔数。' />
              )
            }
          />
        ) : (
          <EmptyState title='请先选择慈善组织' words='捐赠人是每个慈善组织自己的，一次看一个组织。' />
        )}
      </div>
      <DonorDrawer shown={shown} query={query} onClose={() => setShown(null)} />
    </>
  )
}
