import type { PeriodFigures } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { Descriptions } from 'antd'
import { dateWords, instantWords } from '../../../ui/time-words.ts'

interface FiguresProps {
  figures: PeriodFigures
  periodFrom: string
  periodTo: string
}

/** Sums of the books in the period; nobody types them. */
export function Figures({ figures, periodFrom, periodTo }: FiguresProps) {
  return (
    <Descriptions
      column={2}
      bordered
      size='small'
      title={`${dateWords(periodFrom)} 至 ${dateWords(periodTo)}`}
      styles={{ title: { fontSize: 15 } }}
      style={{ marginBottom: 16 }}
      extra={<span className='quiet'>账本，{instantWords(figures.asOf)}</span>}
      items={[
        { key: 'raised', label: '收到捐款', children: `¥${formatYuan(figures.raisedFen)}，${figures.giftCount} 笔` },
        { key: 'returned', label: '退还', children: `¥${formatYuan(figures.returnedFen)}` },
        { key: 'spent', label: '用出去', children: `¥${formatYuan(figures.spentFen)}` },
        { key: 'left', label: '期末还剩', children: `¥${formatYuan(figures.leftFen)}` },
      ]}
    />
  )
}
