import type { TeamRow } from '@minsheng/shared/contracts/donation'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { TeamDrawer } from './team-drawer.tsx'
import { teamStates, waits } from './team-words.ts'

const filterNames = ['charityId', 'state', 'waiting'] as const
const waitingWords = { yes: '等人看的' } as const

const stateFrom = (text: string | undefined): TeamRow['state'] | undefined =>
  text !== undefined && text in teamStates ? (text as TeamRow['state']) : undefined

const columnsFor = (onShow: (team: TeamRow) => void): TableColumnsType<TeamRow> => [
  {
    title: '题目',
    key: 'title',
    render: (_, row) => (
      <>
        <strong style={{ fontWeight: 500 }}>{row.title}</strong>
        <div className='quiet'>{row.projectTitle}</div>
      </>
    ),
  },
  { title: '发起人', key: 'starter', width: 120, render: (_, row) => row.starterLabel },
  { title: '捐了', key: 'raised', align: 'right', width: 140, render: (_, row) => <Money fen={row.raisedFen} /> },
  { title: '人数', key: 'people', align: 'right', width: 80, render: (_, row) => row.people },
  { title: '到哪天', key: 'ends', width: 150, render: (_, row) => dateWords(row.endsOn) },
  {
    title: '状态',
    key: 'state',
    width: 160,
    render: (_, row) => (
      <>
        <StateTag tone={teamStates[row.state].tone}>{teamStates[row.state].word}</StateTag>
        {row.openReports > 0 && <div className='quiet'>{row.openReports} 人举报</div>}
      </>
    ),
  },
  {
    title: '操作',
    key: 'action',
    width: 80,
    render: (_, row) => (
      <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`${waits(row) ? '审阅' : '查看'} ${row.title}`}>
        {waits(row) ? '审阅' : '查看'}
      </Button>
    ),
  },
]

export function TeamListPage() {
  const { seesAllCharities } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  const [shown, setShown] = useState<TeamRow | null>(null)
  const query = {
    charityId: filters.charityId,
    state: stateFrom(filters.state),
    waiting: filters.waiting === 'yes' ? ('yes' as const) : undefined,
  }
  const list = usePagedList([...donationKeys.teams, query], (cursor) => call('listTeams', { query: { ...query, cursor } }))

  return (
    <>
      <PageHeader title='一起捐' words='居民为项目开的页面。文字由微信检查；拿不准的、没有用微信的和被举报的，由人来看。' />
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
            width={150}
            options={wordOptions(teamStates)}
            onChange={(state) => setFilters({ state })}
          />
          <FilterSelect
            label='待办'
            value={filters.waiting}
            width={130}
            options={wordOptions(waitingWords)}
            onChange={(waiting) => setFilters({ waiting })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='一起捐'
          query={list}
          columns={columnsFor(setShown)}
          minWidth={980}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的页面' words='换一个条件试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState title='还没有人发起' words='居民在项目页点“邀亲友一起捐”，发起的页面就列在这里。' />
            )
          }
        />
      </div>
      <TeamDrawer team={shown} onClose={() => setShown(null)} />
    </>
  )
}
