import { shanghaiDate } from '@minsheng/shared/units/clock'
import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { useAbilities } from '../../identity/use-abilities.ts'
import { useCampaignChoices, useCharityChoices, useCodeChoices } from '../queries.ts'
import { giftStates } from '../words.ts'
import { daySpans, type GiftFilterName, giftQuery } from './gift-filters.ts'

type Filters = Record<GiftFilterName, string | undefined>

export interface GiftFilterBarProps {
  filters: Filters
  setFilters: (changes: Partial<Filters>) => void
  isFiltered: boolean
  clearFilters: () => void
}

export function GiftFilterBar({ filters, setFilters, isFiltered, clearFilters }: GiftFilterBarProps) {
  const { seesAllCharities } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const campaigns = useCampaignChoices()
  const codes = useCodeChoices()
  const { from, to } = giftQuery(filters)
  const campaignsOfCharity = (campaigns.data ?? []).filter((campaign) => !filters.charityId || campaign.charityId === filters.charityId)
  const shownCampaigns = new Set(campaignsOfCharity.map((campaign) => campaign.id))
  const codesOfCampaign = (codes.data ?? []).filter((code) =>
    filters.campaignId ? code.campaignId === filters.campaignId : shownCampaigns.has(code.campaignId),
  )

  return (
    <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
      {seesAllCharities && (
        <FilterSelect
          label='慈善组织'
          value={filters.charityId}
          loading={charities.isPending}
          options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(charityId) => setFilters({ charityId, campaignId: undefined, codeId: undefined })}
        />
      )}
      <FilterSelect
        label='募捐活动'
        value={filters.campaignId}
        loading={campaigns.isPending}
        options={campaignsOfCharity.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(campaignId) => setFilters({ campaignId, codeId: undefined })}
      />
      <FilterSelect
        label='公益码'
        value={filters.codeId}
        loading={codes.isPending}
        options={codesOfCampaign.map((code) => ({
          value: code.id,
          label: filters.campaignId ? code.venueName : `${code.venueName} · ${code.campaignTitle}`,
        }))}
        onChange={(codeId) => setFilters({ codeId })}
      />
      <FilterSelect
        label='状态'
        value={filters.state}
        width={150}
        options={wordOptions(giftStates)}
        onChange={(state) => setFilters({ state })}
      />
      <div className='filter'>
        <label htmlFor='gift-days'>日期</label>
        <DatePicker.RangePicker
          id={{ start: 'gift-days', end: 'gift-days-end' }}
          value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
          allowEmpty={[true, true]}
          placeholder={['开始日期', '结束日期']}
          aria-label='日期'
          presets={daySpans(shanghaiDate(new Date())).map((span) => ({ label: span.label, value: [dayjs(span.from), dayjs(span.to)] }))}
          onChange={(days) => setFilters({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })}
        />
      </div>
      {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
    </form>
  )
}
