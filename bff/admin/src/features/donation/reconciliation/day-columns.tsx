import type { Reconciliation } from '@minsheng/shared/contracts/donation'
import { Button, type TableColumnsType } from 'antd'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { countWords, dayWords } from './reconciliation-words.ts'

function Side({ side }: { side: { paymentCount: number; paymentFen: number } | null }) {
  if (side === null) return <span className='quiet'>还没有</span>
  return (
    <>
      <Money fen={side.paymentFen} />
      <div className='quiet'>{countWords(side.paymentCount)}</div>
    </>
  )
}

/** What comes next for a day that is not done, or when it was compared. */
function When({ day }: { day: Reconciliation }) {
  return (
    <>
      {day.why && <div>{day.why}</div>}
      {day.comparedAt && day.state !== 'failed' && <div className='quiet'>核对于 {instantWords(day.comparedAt)}</div>}
      {day.nextTryAt && <div className='quiet'>下次自动核对 {instantWords(day.nextTryAt)}</div>}
    </>
  )
}

export function dayColumns(showCharity: boolean, onShow: (day: Reconciliation) => void): TableColumnsType<Reconciliation> {
  return [
    {
      title: '日期',
      key: 'date',
      width: 210,
      render: (_, day) => (
        <>
          {dateWords(day.date)}
          {showCharity && <div className='quiet'>{day.charityName}</div>}
        </>
      ),
    },
    {
      title: '结果',
      key: 'state',
      width: 156,
      render: (_, day) => <StateTag tone={dayWords(day).tone}>{dayWords(day).word}</StateTag>,
    },
    { title: '微信支付账单收款', key: 'bill', align: 'right', width: 160, render: (_, day) => <Side side={day.bill} /> },
    { title: '本平台账本收款', key: 'books', align: 'right', width: 160, render: (_, day) => <Side side={day.books} /> },
    { title: '核对情况', key: 'when', render: (_, day) => <When day={day} /> },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, day) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(day)} aria-label={`查看 ${day.date} 的核对`}>
          查看
        </Button>
      ),
    },
  ]
}
