import type { WrittenDecision } from '@minsheng/shared/contracts/policy'
import { formatDate } from '@minsheng/shared/units/clock'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { ReadAloud } from '../../../ui/read-aloud'
import { givenWords, monthWords, spokenDecision } from '../application-words'
import { Remedies } from '../remedies'
import { dateWords } from '../words'

/** The written decision: what, why by each requirement, and how to object until when. */
export function Decision({ title, decision }: { title: string; decision: WrittenDecision }) {
  return (
    <>
      <Heading level={2}>书面决定</Heading>
      <Card tone={decision.granted ? 'calm' : 'warm'}>
        <Words className='mine__line'>{decision.granted ? `批准您享受“${title}”。` : `没有批准您申请的“${title}”。`}</Words>
        <Words className='mine__line'>{decision.words}</Words>
        <Words className='mine__small'>{`${decision.office}，${formatDate(new Date(decision.decidedAt))}`}</Words>
      </Card>
      {decision.granted ? (
        <>
          <Facts
            rows={[
              { label: '给什么', value: givenWords(decision) },
              ...(decision.fromMonth ? [{ label: '从哪个月起', value: monthWords(decision.fromMonth) }] : []),
              ...(decision.firstPayDay ? [{ label: '第一次发放', value: `${dateWords(decision.firstPayDay)}前` }] : []),
            ]}
          />
          {decision.illustrative && decision.amountFen !== null ? (
            <Words className='mine__small'>金额还没有经民政局确认，只供参考。</Words>
          ) : null}
        </>
      ) : null}
      <List label='逐条比对'>
        {decision.requirements.map(({ words, state, reason }) => (
          <ListRow
            key={words}
            icon={state === 'met' ? 'circle-check/success' : 'circle-x/ink-2'}
            title={words}
            detail={reason ?? (state === 'met' ? '符合' : state === 'open' ? '没有能够查清' : '不符合')}
          />
        ))}
        {decision.excludedBy.map((other) => (
          <ListRow key={other} icon='circle-x/ink-2' title={`已经有${other}`} detail='这一项不能重复享受' />
        ))}
      </List>
      <Remedies level={2} remedies={decision.remedies} />
      <Words className='mine__small'>{`依据：${decision.sources.join('、')}`}</Words>
      <ReadAloud words={spokenDecision(title, decision)} />
    </>
  )
}
