import { type DeadLetter, deadLetterState, exchangeSourceId } from '@minsheng/shared/contracts/people'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { peopleKeys } from '../queries.ts'
import { exchangeSources, letterStates } from './exchange-words.ts'
import { LetterDrawer } from './letter-drawer.tsx'

const who = (letter: DeadLetter) => letter.fields.find(({ name }) => name === 'name')?.masked ?? ''

function columns(onShow: (letter: DeadLetter) => void): TableColumnsType<DeadLetter> {
  return [
    { title: '来源', key: 'source', width: 200, render: (_, letter) => exchangeSources[letter.sourceId] },
    { title: '姓名', key: 'name', width: 100, render: (_, letter) => who(letter) },
    {
      title: '为什么没收下',
      key: 'reasons',
      render: (_, letter) => letter.reasons.map(({ field, message }) => <div key={`${field}${message}`}>{message}</div>),
    },
    { title: '收到时间', key: 'received', width: 170, render: (_, letter) => instantWords(letter.receivedAt) },
    {
      title: '状态',
      key: 'state',
      width: 150,
      render: (_, letter) => <StateTag tone={letterStates[letter.state].tone}>{letterStates[letter.state].word}</StateTag>,
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, letter) => (
        <Button
          type='link'
          style={{ padding: 0 }}
          onClick={() => onShow(letter)}
          aria-label={`${letter.state === 'open' ? '处理' : '查看'}${exchangeSources[letter.sourceId]}里 ${who(letter)} 的一行`}
        >
          {letter.state === 'open' ? '处理' : '查看'}
        </Button>
      ),
    },
  ]
}

export function LetterList() {
  const { filters, setFilters } = useUrlFilters(['source', 'state'] as const)
  const [shown, setShown] = useState<DeadLetter | null>(null)
  const sourceId = exchangeSourceId.safeParse(filters.source).data
  const state = filters.state === 'all' ? undefined : (deadLetterState.safeParse(filters.state).data ?? 'open')
  const list = usePagedList([...peopleKeys.exchange, 'letters', sourceId, state], (cursor) =>
    call('listDeadLetters', { query: { sourceId, state, cursor } }),
  )
  return (
    <div className='panel'>
      <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
        <FilterSelect
          label='来源'
          value={sourceId}
          width={240}
          options={wordOptions(exchangeSources)}
          onChange={(source) => setFilters({ source })}
        />
        <FilterSelect
          label='状态'
          value={state}
          width={180}
          options={wordOptions(letterStates)}
          onChange={(next) => setFilters({ state: next ?? 'all' })}
        />
      </form>
      <PagedTable
        label='问题数据'
        query={list}
        columns={columns(setShown)}
        minWidth={960}
        empty={<EmptyState title='没有要处理的问题数据' words='收不下的行会列在这里，写明是哪一项不对。' />}
      />
      <LetterDrawer letter={shown} onClose={() => setShown(null)} />
    </div>
  )
}
