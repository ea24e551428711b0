import type { CodeAlarm } from '@minsheng/shared/contracts/donation'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { alarmKinds, alarmResults, alarmStates } from './alarm-words.ts'
import { CodeAlarmDrawer } from './code-alarm-drawer.tsx'

const among = <Name extends string>(text: string | undefined, words: Record<Name, unknown>): Name | undefined =>
  text !== undefined && text in words ? (text as Name) : undefined

export function CodeAlarmListPage() {
  const { seesAllCharities } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['charityId', 'kind', 'state'] as const)
  const [shownId, setShownId] = useState<string | null>(null)
  const query = { charityId: filters.charityId, kind: among(filters.kind, alarmKinds), state: among(filters.state, alarmStates) }
  const list = usePagedList([...donationKeys.codeAlarms, 'list', query], (cursor) =>
    call('listCodeAlarms', { query: { ...query, cursor } }),
  )
  const shown = list.data?.pages.flatMap(({ items }) => items).find(({ id }) => id === shownId) ?? null

  return (
    <>
      <PageHeader title='码警' words='公益码可能被盖住、换掉、拿走或伪造时，系统会在这里提醒。先看情况，再决定要不要暂停。' />
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
            label='情况'
            value={query.kind}
            width={220}
            options={wordOptions(alarmKinds)}
            onChange={(kind) => setFilters({ kind })}
          />
          <FilterSelect
            label='状态'
            value={query.state}
            width={150}
            options={wordOptions(alarmStates)}
            onChange={(state) => setFilters({ state })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='码警'
          query={list}
          columns={columns(seesAllCharities, setShownId)}
          minWidth={1040}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的码警' words='换一个状态试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState title='没有码警' words='公益码都正常。有情况时，左边菜单会出现红色的数字。' />
            )
          }
        />
      </div>
      <CodeAlarmDrawer alarm={shown} onClose={() => setShownId(null)} />
    </>
  )
}

function columns(showCharity: boolean, onShow: (id: string) => void): TableColumnsType<CodeAlarm> {
  return [
    {
      title: '情况',
      key: 'kind',
      render: (_, row) => (
        <>
          <strong style={{ fontWeight: 500 }}>{alarmKinds[row.kind]}</strong>
          <div className='quiet'>{row.summary}</div>
        </>
      ),
    },
    {
      title: '点位和码',
      key: 'code',
      width: 260,
      render: (_, row) => (
        <>
          {row.venueName ?? '不知道在哪里'}
          <div className='quiet'>{row.shortNumber ? `码号 ${row.shortNumber} · ${row.campaignTitle ?? ''}` : '不是我们的码'}</div>
          {showCharity && row.charityName && <div className='quiet'>{row.charityName}</div>}
        </>
      ),
    },
    {
      title: '状态',
      key: 'state',
      width: 130,
      render: (_, row) => (
        <>
          <StateTag tone={alarmStates[row.state].tone}>{alarmStates[row.state].word}</StateTag>
          {row.result && <div className='quiet'>{alarmResults[row.result]}</div>}
        </>
      ),
    },
    { title: '发现', key: 'opened', width: 180, render: (_, row) => instantWords(row.openedAt) },
    { title: '次数', key: 'times', width: 80, align: 'right', render: (_, row) => `${row.times} 次` },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button
          type='link'
          style={{ padding: 0 }}
          onClick={() => onShow(row.id)}
          aria-label={`查看${row.venueName ?? '未知点位'}的码警：${alarmKinds[row.kind]}`}
        >
          查看
        </Button>
      ),
    },
  ]
}
