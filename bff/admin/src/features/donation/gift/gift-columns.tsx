import type { GiftRow } from '@minsheng/shared/contracts/donation'
import { Button, type TableColumnsType } from 'antd'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { giftStates } from '../words.ts'

export function giftColumns(showCharity: boolean, onShow: (gift: GiftRow) => void): TableColumnsType<GiftRow> {
  return [
    {
      title: '时间',
      key: 'time',
      width: 160,
      render: (_, row) => {
        const [day, clock] = instantWords(row.paidAt ?? row.createdAt).split(' ')
        return (
          <>
            {day}
            <div className='quiet'>{clock}</div>
          </>
        )
      },
    },
    { title: '捐赠人', key: 'donor', width: 110, ellipsis: true, render: (_, row) => row.donorLabel },
    { title: '金额', key: 'amount', align: 'right', width: 130, render: (_, row) => <Money fen={row.amountFen} /> },
    {
      title: '已退',
      key: 'returned',
      align: 'right',
      width: 130,
      render: (_, row) => (
        <>
          {row.refundedFen > 0 && <Money fen={row.refundedFen} />}
          {row.refundingFen > 0 && (
            <div className='quiet'>
              在退 <Money fen={row.refundingFen} />
            </div>
          )}
          {row.refundedFen + row.refundingFen === 0 && <span className='quiet'>没有</span>}
        </>
      ),
    },
    {
      title: '状态',
      key: 'state',
      width: 156,
      render: (_, row) => <StateTag tone={giftStates[row.state].tone}>{giftStates[row.state].word}</StateTag>,
    },
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
    { title: '点位', key: 'venue', width: 176, render: (_, row) => row.venueName ?? <span className='quiet'>未经公益码</span> },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`查看 ${row.donorLabel} 的捐赠`}>
          查看
        </Button>
      ),
    },
  ]
}
