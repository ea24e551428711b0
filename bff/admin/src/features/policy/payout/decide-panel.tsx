import type { PayoutBatch } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { call } from '../../../platform/api.ts'
import { SecondWord } from '../../../ui/second-word.tsx'

interface DecidePanelProps {
  batch: PayoutBatch
  onDone: (batch: PayoutBatch) => void
  onReload: () => void
}

/** The second person's word: what was made is let go as it is, or given back with what is wrong. */
export function DecidePanel({ batch, onDone, onReload }: DecidePanelProps) {
  const { rev } = batch
  return (
    <SecondWord
      title='请您审核'
      name='decide-payout'
      field='words'
      label='退回的原因（同意不用填）'
      missing='请写明为什么退回'
      yes={{ label: '同意发放', done: '已同意，可以取银行文件了', wordless: true }}
      no={{ label: '退回', done: '已退回，做的人会看到原因', danger: true }}
      send={(agree, words) =>
        call('decidePayoutBatch', {
          params: { batchId: batch.id },
          body: agree ? { decision: 'approve', rev } : { decision: 'return', rev, words },
        })
      }
      onDone={onDone}
      onReload={onReload}
    >
      <p>
        由{batch.madeBy}做好，共 {batch.count} 笔、¥{formatYuan(batch.sumFen)}
        。请看“和上次的不同”，特别是第一次发的、变多的、登记里已去世的。同意以后，这些钱就记入账目，可以交银行付款。
      </p>
    </SecondWord>
  )
}
