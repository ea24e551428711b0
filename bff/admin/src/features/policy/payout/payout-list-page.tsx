import type { PayoutBatchRow } from '@minsheng/shared/contracts/policy'
import type { TableColumnsType } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords, monthWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { MakeBatch } from './make-batch.tsx'
import { batchStates, payoutKeys } from './payout-words.ts'

const columns: TableColumnsType<PayoutBatchRow> = [
  {
    title: '发放月份',
    key: 'month',
    render: (_, row) => (
      <Link
        className='text-link'
        to={`/payouts/${row.id}`}
        aria-label={`打开${monthWords(row.month)}的一批，付款日期${dateWords(row.payOn)}`}
      >
        {monthWords(row.month)}
      </Link>
    ),
  },
  { title: '付款日期', key: 'payOn', width: 200, render: (_, row) => dateWords(row.payOn) },
  { title: '笔数', key: 'count', width: 110, align: 'right', render: (_, row) => row.count },
  { title: '金额', key: 'sum', width: 180, align: 'right', render: (_, row) => <Money fen={row.sumFen} /> },
  {
    title: '状态',
    key: 'state',
    width: 190,
    render: (_, row) => <StateTag tone={batchStates[row.state].tone}>{batchStates[row.state].word}</StateTag>,
  },
  { title: '什么时候做的', key: 'made', width: 200, render: (_, row) => instantWords(row.madeAt) },
]

/** 待遇发放: a month's payments, from being made to the last answer of the bank. */
export function PayoutListPage() {
  const { can } = useAbilities()
  const list = usePagedList([...payoutKeys.batches, 'list'], (cursor) => call('listPayoutBatches', { query: { cursor } }))
  return (
    <>
      <PageHeader
        title='待遇发放'
        words='每月一批：一个人做，另一个人审核，再交银行；银行的回执逐笔对账。退回的等换了卡，进下一批。'
        action={can('payout.make') ? <MakeBatch /> : undefined}
      />
      <div className='panel'>
        <PagedTable
          label='发放批次'
          query={list}
          columns={columns}
          minWidth={960}
          empty={<EmptyState title='还没有发放过' words='待遇批准以后，点右上角“做这个月的一批”。' />}
        />
      </div>
    </>
  )
}
