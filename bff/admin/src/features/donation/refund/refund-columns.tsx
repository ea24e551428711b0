import type { RefundRow } from '@minsheng/shared/contracts/donation'
import { Button, type TableColumnsType } from 'antd'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { refundRoutes, stateOf } from './refund-words.ts'

export function refundColumns(showCharity: boolean, onShow: (refund: RefundRow) => void): TableColumnsType<RefundRow> {
  return [
    { title: '提出时间', key: 'requested', width: 180, render: (_, row) => instantWords(row.requestedAt) },
    { title: '捐赠人', key: 'donor', width: 110, ellipsis: true, render: (_, row) => row.donorLabel },
    {
      title: '退款金额',
      key: 'amount',
      align: 'right',
      width: 150,
      render: (_, row) => (
        <>
          <Money fen={row.amountFen} />
          {row.amountFen < row.giftAmountFen && (
            <div className='quiet'>
              捐了 <Money fen={row.giftAmountFen} />
            </div>
          )}
        </>
      ),
    },
    {
      title: '状态',
      key: 'state',
      width: 150,
      render: (_, row) => <StateTag tone={stateOf(row).tone}>{stateOf(row).word}</StateTag>,
    },
    { title: '由谁提出', key: 'kind', width: 120, render: (_, row) => (row.kind === 'undo' ? '捐赠人撤销' : '财务申请') },
    { title: '怎么退', key: 'route', width: 130, render: (_, row) => refundRoutes[row.route] },
    {
      title: '项目',
      key: 'project',
      render: (_, row) => (
        <>
          {row.projectTitle}
          {showCharity && <div className='quiet'>{row.charityName}</div>}
        </>
      ),
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`查看 ${row.donorLabel} 的退款`}>
          查看
        </Button>
      ),
    },
  ]
}
