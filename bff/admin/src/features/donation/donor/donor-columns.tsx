import type { DonorRow } from '@minsheng/shared/contracts/donation'
import { Button, type TableColumnsType } from 'antd'
import { Money } from '../../../ui/money.tsx'
import { instantWords } from '../../../ui/time-words.ts'

/** A donor with the id that a table needs. */
export type DonorEntry = DonorRow & { id: string }

const day = (instant: string) => instantWords(instant).split(' ')[0]

export function donorColumns(onShow: (donor: DonorEntry) => void): TableColumnsType<DonorEntry> {
  return [
    { title: '捐赠人', key: 'donor', width: 150, ellipsis: true, render: (_, row) => row.label },
    { title: '捐赠合计', key: 'total', align: 'right', width: 150, render: (_, row) => <Money fen={row.totalFen} /> },
    { title: '笔数', key: 'count', align: 'right', width: 90, render: (_, row) => row.giftCount.toLocaleString('zh-CN') },
    { title: '最近一次', key: 'last', width: 150, render: (_, row) => day(row.lastGivenAt) },
    { title: '第一次', key: 'first', width: 150, render: (_, row) => day(row.firstGivenAt) },
    {
      title: '捐过的项目',
      key: 'campaigns',
      render: (_, row) => (
        <>
          {row.campaigns[0]?.title}
          {row.campaigns.length > 1 && <div className='quiet'>等 {row.campaigns.length} 个项目</div>}
        </>
      ),
    },
    {
      title: '感谢信',
      key: 'thanked',
      width: 150,
      render: (_, row) => (row.thankedAt ? `${day(row.thankedAt)} 已感谢` : <span className='quiet'>还没有感谢</span>),
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`查看 ${row.label} 的捐赠`}>
          查看
        </Button>
      ),
    },
  ]
}
