import type { VenueStatistics } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { useQuery } from '@tanstack/react-query'
import { Drawer, Skeleton, Table } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { Money } from '../../../ui/money.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { donationKeys } from '../queries.ts'
import { codeStates } from '../words.ts'
import { Bars } from './bars.tsx'
import { agoWords, conversionWords } from './figures-words.ts'

interface Props {
  venueId: string | null
  period: { from: string; to: string }
  onClose: () => void
}

export function VenueStatisticsDrawer({ venueId, period, onClose }: Props) {
  const reading = useQuery({
    queryKey: [...donationKeys.venueStatistics, 'one', venueId, period],
    queryFn: () => call('getVenueStatistics', { params: { venueId: venueId ?? '' }, query: period }),
    enabled: venueId !== null,
  })
  return (
    <Drawer
      title={reading.data ? `${reading.data.venue.venueName} 的统计` : '扫码情况'}
      size={760}
      open={venueId !== null}
      onClose={onClose}
      destroyOnHidden
    >
      {reading.isError && <ProblemNotice error={reading.error} onRetry={() => void reading.refetch()} />}
      {reading.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {reading.data && <Figures of={reading.data} />}
    </Drawer>
  )
}

function Figures({ of }: { of: VenueStatistics }) {
  const { venue, days, hours, codes } = of
  const now = new Date()
  return (
    <>
      <dl className='figures'>
        <div>
          <dt>扫码</dt>
          <dd>{venue.scans.toLocaleString('zh-CN')}</dd>
        </div>
        <div>
          <dt>捐赠</dt>
          <dd>{venue.gifts.toLocaleString('zh-CN')} 笔</dd>
        </div>
        <div>
          <dt>金额</dt>
          <dd>¥{formatYuan(venue.amountFen)}</dd>
        </div>
        <div>
          <dt>每百次扫码</dt>
          <dd>{conversionWords(venue)}</dd>
        </div>
      </dl>
      <p className='quiet'>
        {dateWords(of.from)} 至 {dateWords(of.to)}。最近扫码：{agoWords(venue.lastScanAt, now)}；最近捐赠：{agoWords(venue.lastGiftAt, now)}
        。
      </p>
      <Bars
        title='每天扫码'
        every={Math.max(1, Math.ceil(days.length / 7))}
        bars={days.map(({ date, scans, gifts }) => ({
          label: date.slice(5).replace('-', '/'),
          words: `${dateWords(date)}：扫码 ${scans} 次，捐赠 ${gifts} 笔`,
          value: scans,
        }))}
      />
      <Bars
        title='一天里的各个钟点'
        every={3}
        bars={hours.map(({ hour, scans, gifts }) => ({
          label: `${hour} 点`,
          words: `${hour} 点到 ${hour + 1} 点：扫码 ${scans} 次，捐赠 ${gifts} 笔`,
          value: scans,
        }))}
      />
      <h3>每张码</h3>
      <Table
        size='small'
        rowKey='codeId'
        pagination={false}
        dataSource={codes}
        scroll={{ x: 660 }}
        columns={[
          {
            title: '募捐活动',
            render: (_, row) => (
              <>
                <Link className='text-link' to={`/codes?open=${row.codeId}`}>
                  {row.campaignTitle}
                </Link>
                <div className='quiet'>码号 {row.shortNumber}</div>
              </>
            ),
          },
          {
            title: '状态',
            width: 110,
            render: (_, row) => <StateTag tone={codeStates[row.state].tone}>{codeStates[row.state].word}</StateTag>,
          },
          { title: '扫码', width: 70, align: 'right', render: (_, row) => row.scans },
          { title: '捐赠', width: 70, align: 'right', render: (_, row) => row.gifts },
          { title: '金额', width: 110, align: 'right', render: (_, row) => <Money fen={row.amountFen} /> },
          { title: '最近扫码', width: 110, render: (_, row) => agoWords(row.lastScanAt, now) },
        ]}
      />
      <h3 style={{ marginTop: 24 }}>每天的数字</h3>
      <Table
        size='small'
        rowKey='date'
        dataSource={[...days].reverse()}
        pagination={{ pageSize: 14, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: '日期', render: (_, row) => dateWords(row.date) },
          { title: '扫码', width: 90, align: 'right', render: (_, row) => row.scans },
          { title: '捐赠', width: 90, align: 'right', render: (_, row) => row.gifts },
          { title: '金额', width: 140, align: 'right', render: (_, row) => <Money fen={row.amountFen} /> },
        ]}
      />
    </>
  )
}
