import type { WrittenDecision } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { Descriptions } from 'antd'
import { dateWords, instantWords, monthWords } from '../../ui/time-words.ts'

/** A decision as the person got it in writing. */
export function DecisionPart({ title, decision }: { title: string; decision: WrittenDecision }) {
  const reasons = decision.requirements.filter(({ reason }) => reason !== null)
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <Descriptions
        column={1}
        items={[
          { key: 'granted', label: '结果', children: decision.granted ? '批准' : '没有批准' },
          { key: 'at', label: '时间', children: `${decision.office}，${instantWords(decision.decidedAt)}` },
          { key: 'words', label: '写给居民的', children: decision.words },
          ...(decision.amountFen === null
            ? []
            : [
                {
                  key: 'amount',
                  label: '金额',
                  children: `${decision.ceiling ? '最多 ' : ''}¥${formatYuan(decision.amountFen)}${decision.fromMonth ? `，${monthWords(decision.fromMonth)}起` : ''}`,
                },
              ]),
          ...reasons.map(({ words, reason }) => ({ key: words, label: words, children: reason })),
          {
            key: 'remedies',
            label: '不同意怎么办',
            children: decision.remedies.map(({ words, until }) => `${words}，最晚${dateWords(until)}`).join('；'),
          },
        ]}
      />
    </section>
  )
}
