import { PlusOutlined } from '@ant-design/icons'
import type { Matching } from '@minsheng/shared/contracts/donation'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { MatchingDrawer } from './matching-drawer.tsx'
import { MatchingForm } from './matching-form.tsx'
import { balanceWords, matchingStates, ratioWords } from './matching-words.ts'

const filterNames = ['charityId', 'state'] as const

const stateFrom = (text: string | undefined): Matching['state'] | undefined =>
  text !== undefined && text in matchingStates ? (text as Matching['state']) : undefined

const columnsFor = (onShow: (id: string) => void): TableColumnsType<Matching> => [
  {
    title: '企业',
    key: 'company',
    render: (_, row) => (
      <>
        <strong style={{ fontWeight: 500 }}>{row.companyName}</strong>
        <div className='quiet'>{row.campaignTitle}</div>
      </>
    ),
  },
  { title: '比例', key: 'ratio', width: 150, render: (_, row) => ratioWords(row.ratioPermille) },
  { title: '总额最多', key: 'total', align: 'right', width: 150, render: (_, row) => <Money fen={row.totalCapFen} /> },
  {
    title: '应配（承诺）',
    key: 'owed',
    align: 'right',
    width: 190,
    render: (_, row) => (
      <>
        <Money fen={row.owedFen} />
        <div className='quiet'>{row.state === 'rejected' ? '' : balanceWords(row)}</div>
      </>
    ),
  },
  { title: '已付', key: 'paid', align: 'right', width: 140, render: (_, row) => <Money fen={row.paidFen} /> },
  {
    title: '状态',
    key: 'state',
    width: 130,
    render: (_, row) => <StateTag tone={matchingStates[row.state].tone}>{matchingStates[row.state].word}</StateTag>,
  },
  {
    title: '操作',
    key: 'action',
    width: 80,
    render: (_, row) => (
      <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row.id)} aria-label={`查看 ${row.companyName} 的协议`}>
        查看
      </Button>
    ),
  },
]

export function MatchingListPage() {
  const { can, seesAllCharities } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  const [shown, setShown] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const query = { charityId: filters.charityId, state: stateFrom(filters.state) }
  const list = usePagedList([...donationKeys.matchings, 'list', query], (cursor) => call('listMatchings', { query: { ...query, cursor } }))
  const mayRecord = can('matching.record')

  return (
    <>
      <PageHeader
        title='企业配捐'
        words='企业承诺：居民每捐一笔，它按比例再捐。应配多少由账本算出，企业付了、登记并确认后才算筹到的钱。'
        action={
          mayRecord && (
            <Button type='primary' icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
              登记协议
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
            label='状态'
            value={filters.state}
            width={160}
            options={wordOptions(matchingStates)}
            onChange={(state) => setFilters({ state })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='企业配捐'
          query={list}
          columns={columnsFor(setShown)}
          minWidth={1040}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的协议' words='换一个条件试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState
                title='还没有配捐协议'
                words='与企业签好协议后，在这里登记；另一位负责人确认后公开在项目页。'
                action={mayRecord ? { label: '登记协议', onClick: () => setAdding(true) } : undefined}
              />
            )
          }
        />
      </div>
      {mayRecord && <MatchingForm open={adding} onClose={() => setAdding(false)} />}
      <MatchingDrawer matchingId={shown} onClose={() => setShown(null)} />
    </>
  )
}
