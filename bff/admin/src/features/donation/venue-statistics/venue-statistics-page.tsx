import type { VenueStatisticsRow } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { Button, Segmented, type TableColumnsType } from 'antd'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { addDays } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { donationKeys } from '../queries.ts'
import { venueKinds } from '../words.ts'
import { agoWords, conversionWords } from './figures-words.ts'
import { VenueStatisticsDrawer } from './venue-statistics-drawer.tsx'

const spans = { '7': '近 7 天', '28': '近 28 天', '92': '近 92 天' } as const
type Span = keyof typeof spans

/** What each venue brings in: scans, gifts, and when something last happened. */
export function VenueStatisticsPage() {
  const { filters, setFilters } = useUrlFilters(['days', 'open'] as const)
  const span: Span = filters.days !== undefined && filters.days in spans ? (filters.days as Span) : '28'
  const today = shanghaiDate(new Date())
  const period = { from: addDays(today, 1 - Number(span)), to: today }
  const list = usePagedList([...donationKeys.venueStatistics, 'list', period], (cursor) =>
    call('listVenueStatistics', { query: { ...period, cursor } }),
  )
  return (
    <>
      <PageHeader title='扫码情况' words='每个点位有多少人扫码、捐了多少。同一个人一分钟内重复扫，只算一次；不记录是谁扫的。' />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <div className='filter'>
            <span id='statistics-span'>时间</span>
            <Segmented<Span>
              aria-labelledby='statistics-span'
              value={span}
              onChange={(days) => setFilters({ days })}
              options={(Object.keys(spans) as Span[]).map((value) => ({ value, label: spans[value] }))}
            />
          </div>
        </form>
        <PagedTable
          label='扫码情况'
          query={list}
          columns={columns((open) => setFilters({ open }))}
          minWidth={1080}
          empty={<EmptyState title='还没有点位' words='先登记点位、生成公益码并张贴，有人扫码后这里就有数字。' />}
        />
      </div>
      <VenueStatisticsDrawer venueId={filters.open ?? null} period={period} onClose={() => setFilters({ open: undefined })} />
    </>
  )
}

const count = (value: number) => value.toLocaleString('zh-CN')

function columns(onOpen: (id: string) => void): TableColumnsType<VenueStatisticsRow> {
  const now = new Date()
  return [
    {
      title: '点位',
      key: 'venue',
      render: (_, row) => (
        <>
          <strong style={{ fontWeight: 500 }}>{row.venueName}</strong>
          <div className='quiet'>
            {row.community} · {venueKinds[row.kind]} · {row.codes} 张码
          </div>
        </>
      ),
    },
    { title: '扫码', key: 'scans', width: 90, align: 'right', render: (_, row) => count(row.scans) },
    { title: '捐赠', key: 'gifts', width: 90, align: 'right', render: (_, row) => `${count(row.gifts)} 笔` },
    {
      title: '金额',
      key: 'amount',
      width: 140,
      align: 'right',
      render: (_, row) => <span className='money'>¥{formatYuan(row.amountFen)}</span>,
    },
    { title: '每百次扫码', key: 'conversion', width: 120, align: 'right', render: (_, row) => conversionWords(row) },
    { title: '最近扫码', key: 'lastScan', width: 130, render: (_, row) => agoWords(row.lastScanAt, now) },
    { title: '最近捐赠', key: 'lastGift', width: 130, render: (_, row) => agoWords(row.lastGiftAt, now) },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onOpen(row.id)} aria-label={`查看${row.venueName}的统计`}>
          查看
        </Button>
      ),
    },
  ]
}
