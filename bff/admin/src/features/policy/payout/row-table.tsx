import type { PayMark, PayoutRow, PayState } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { Button, Space, type TableColumnsType, Tag } from 'antd'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { Money } from '../../../ui/money.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { monthWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { lastWords, payMarks, payoutKeys, payReasons, payStates } from './payout-words.ts'

const columns: TableColumnsType<PayoutRow> = [
  { title: '序号', key: 'number', width: 70, render: (_, row) => row.number },
  {
    title: '领取人',
    key: 'person',
    width: 150,
    render: (_, row) => (
      <>
        {row.personMasked}
        <div className='quiet'>{row.communityName}</div>
      </>
    ),
  },
  { title: '政策', key: 'title', render: (_, row) => row.title },
  {
    title: '收款的卡',
    key: 'account',
    width: 180,
    render: (_, row) => (
      <>
        {row.accountMasked ?? '没有'}
        <div className='quiet'>{row.bank}</div>
      </>
    ),
  },
  {
    title: '金额',
    key: 'fen',
    width: 140,
    align: 'right',
    render: (_, row) => (
      <>
        <Money fen={row.fen} />
        <div className='quiet'>{lastWords(row)}</div>
        {row.setOffFen > 0 && <div className='quiet'>{`已抵多发的 ¥${formatYuan(row.setOffFen)}`}</div>}
      </>
    ),
  },
  { title: '哪几个月', key: 'months', width: 110, render: (_, row) => row.months.map(monthWords).join('、') },
  {
    title: '和上次的不同',
    key: 'marks',
    width: 150,
    render: (_, row) => (
      <Space size={4} wrap>
        {row.marks.map((mark) => (
          <Tag key={mark}>{payMarks[mark]}</Tag>
        ))}
      </Space>
    ),
  },
  {
    title: '状态',
    key: 'state',
    width: 140,
    render: (_, row) => (
      <>
        <StateTag tone={payStates[row.state].tone}>{payStates[row.state].word}</StateTag>
        {row.reason && <div className='quiet'>{payReasons[row.reason]}</div>}
      </>
    ),
  },
]

/** Every payment of a batch; what differs and what did not arrive can be looked at by itself. */
export function RowTable({ batchId }: { batchId: string }) {
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['mark', 'state'] as const)
  const mark = filters.mark && filters.mark in payMarks ? (filters.mark as PayMark) : undefined
  const state = filters.state && filters.state in payStates ? (filters.state as PayState) : undefined
  const list = usePagedList([...payoutKeys.rows, batchId, mark, state], (cursor) =>
    call('listPayoutRows', { params: { batchId }, query: { mark, state, cursor } }),
  )
  return (
    <div className='panel'>
      <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
        <FilterSelect label='和上次的不同' value={mark} options={wordOptions(payMarks)} onChange={(next) => setFilters({ mark: next })} />
        <FilterSelect
          label='状态'
          value={state}
          width={140}
          options={wordOptions(payStates)}
          onChange={(next) => setFilters({ state: next })}
        />
        {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
      </form>
      <PagedTable
        label='每一笔'
        query={list}
        columns={columns}
        minWidth={1080}
        empty={
          isFiltered ? (
            <EmptyState title='没有这样的' words='看这一批的每一笔。' action={{ label: '清除筛选', onClick: clearFilters }} />
          ) : (
            <EmptyState title='这一批没有要发的' words='在发的待遇都已经做进以前的批次。' />
          )
        }
      />
    </div>
  )
}
