import type { Settlement } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { useQuery } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { useCallback, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { addDays, dateWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { useBooksCharity } from '../books/charity-picker.tsx'
import { stateFrom } from '../books/state-from.ts'
import { donationKeys } from '../queries.ts'
import { SettlementDrawer } from './settlement-drawer.tsx'
import { SettlementForm } from './settlement-form.tsx'
import { kindWords, settlementStates, stateOf } from './settlement-words.ts'

const filterNames = ['charityId', 'state'] as const

const columns = (onShow: (settlement: Settlement) => void): TableColumnsType<Settlement> => [
  { title: '日期', key: 'on', width: 190, render: (_, row) => dateWords(row.settledOn) },
  { title: '类型', key: 'kind', width: 150, render: (_, row) => kindWords[row.kind] },
  { title: '金额', key: 'cleared', align: 'right', width: 140, render: (_, row) => <Money fen={row.clearedFen} /> },
  { title: '手续费', key: 'fee', align: 'right', width: 110, render: (_, row) => <Money fen={row.feeFen} /> },
  {
    title: '银行账面',
    key: 'bank',
    align: 'right',
    width: 150,
    render: (_, row) => (
      <>
        {row.kind === 'payout' ? '＋' : '－'}
        <Money fen={row.bankFen} />
      </>
    ),
  },
  {
    title: '状态',
    key: 'state',
    width: 130,
    render: (_, row) => <StateTag tone={stateOf(row).tone}>{stateOf(row).word}</StateTag>,
  },
  { title: '单号', key: 'reference', ellipsis: true, render: (_, row) => row.reference },
  {
    title: '操作',
    key: 'action',
    width: 80,
    render: (_, row) => (
      <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`查看结算 ${row.reference}`}>
        查看
      </Button>
    ),
  },
]

/** Today's unsettled figure, yesterday's end, and what the bank holds by the books. */
function Funds({ charityId }: { charityId: string }) {
  const yesterday = addDays(shanghaiDate(new Date()), -1)
  const { data, error, refetch } = useQuery({
    queryKey: [...donationKeys.settlements, 'funds', charityId],
    queryFn: () => call('getCharityFunds', { params: { charityId }, query: { date: yesterday } }),
  })
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  return (
    <section className='panel sum-strip' aria-label='账面' aria-live='polite'>
      {data ? (
        <>
          <span className='quiet'>微信待结算</span>
          <strong>¥{formatYuan(data.unsettledFen)}</strong>
          {data.unsettledAtEndFen !== null && <span className='quiet'>昨天结束时 ¥{formatYuan(data.unsettledAtEndFen)}</span>}
          {data.unsettledFen < 0 && (
            <span className='quiet'>小于零：款都结算以后微信又替您退了款，请从银行充值到商户账户，再点“登记结算”登记</span>
          )}
          <span className='quiet'>银行账面</span>
          <strong>¥{formatYuan(data.bankFen)}</strong>
          {data.owedToDonorsFen > 0 && <span className='quiet'>待退捐赠人 ¥{formatYuan(data.owedToDonorsFen)}</span>}
        </>
      ) : (
        <span className='quiet'>正在读取账面…</span>
      )}
    </section>
  )
}

export function SettlementPage() {
  const { can } = useAbilities()
  const { filters, setFilters } = useUrlFilters(filterNames)
  const choose = useCallback((charityId: string | undefined) => setFilters({ charityId }), [setFilters])
  const { charityId, picker, error } = useBooksCharity(filters.charityId, choose)
  const [recording, setRecording] = useState(false)
  const [shown, setShown] = useState<Settlement | null>(null)
  const query = { charityId, state: stateFrom(settlementStates, filters.state) }
  const list = usePagedList([...donationKeys.settlements, query], (cursor) => call('listSettlements', { query: { ...query, cursor } }))
  const asking = can('books.ask') && charityId !== undefined

  return (
    <>
      <PageHeader
        title='结算'
        words='微信支付把善款打到本组织的银行账户，财务照结算单和银行回单登记，另一位负责人复核。结算以后的款才能支出。'
        action={
          asking && (
            <Button type='primary' onClick={() => setRecording(true)}>
              登记结算
            </Button>
          )
        }
      />
      {error && <ProblemNotice error={error} />}
      {charityId !== undefined && <Funds charityId={charityId} />}
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          {picker}
          <FilterSelect
            label='状态'
            value={filters.state}
            width={160}
            options={wordOptions(settlementStates)}
            onChange={(state) => setFilters({ state })}
          />
        </form>
        <PagedTable
          label='结算'
          query={list}
          columns={columns(setShown)}
          minWidth={1080}
          empty={
            filters.state ? (
              <EmptyState
                title='没有符合条件的结算'
                words='换一个状态试试。'
                action={{ label: '清除筛选', onClick: () => setFilters({ state: undefined }) }}
              />
            ) : (
              <EmptyState
                title='还没有结算'
                words='微信支付把款打到银行账户后，财务在这里照银行回单登记。'
                action={asking ? { label: '登记结算', onClick: () => setRecording(true) } : undefined}
              />
            )
          }
        />
      </div>
      {charityId !== undefined && <SettlementForm charityId={charityId} open={recording} onClose={() => setRecording(false)} />}
      <SettlementDrawer settlement={shown} onClose={() => setShown(null)} />
    </>
  )
}
