import type { AutomatedDecision } from '@minsheng/shared/contracts/privacy'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'

function DecisionCard({ decision, onAsked }: { decision: AutomatedDecision; onAsked: () => Promise<void> }) {
  const [wanted, setWanted] = useState('')
  const [error, setError] = useState<string | null>(null)
  const key = useRef(newKey())
  const ask = async () => {
    if (wanted.trim() === '') {
      setError('请写明您的想法')
      return
    }
    try {
      await call('askReview', { params: { decisionId: decision.id }, body: { wanted: wanted.trim() }, idempotencyKey: key.current })
      await onAsked()
    } catch (thrown) {
      setError(failureWords(thrown).title)
    }
  }
  return (
    <Card>
      <Heading level={3}>{decision.title}</Heading>
      <Words className='mine__line'>{decision.outcome}</Words>
      {decision.because.map((reason) => (
        <Words key={reason} className='mine__small'>{`因为：${reason}`}</Words>
      ))}
      <Words className='mine__small'>{formatInstant(new Date(decision.at))}</Words>
      {decision.reviewId ? (
        <Words className='mine__small'>您已请工作人员重新看。</Words>
      ) : (
        <>
          <Field
            name={`review-${decision.id}`}
            label='觉得不对，为什么'
            rows={3}
            maxLength={300}
            value={wanted}
            error={error}
            onInput={setWanted}
          />
          <Button kind='secondary' onPress={ask} busyWords='正在提交…'>
            请工作人员重新看
          </Button>
        </>
      )}
    </Card>
  )
}

/** What a machine concluded about me, with a person to look at it again. */
export function Decisions() {
  const remote = useRemote('decisions', () => call('listMyDecisions'))
  return (
    <>
      <Heading level={2}>系统自动得出的结论</Heading>
      {remote.failure ? <Words className='mine__small'>{`没有打开：${remote.failure.title}。`}</Words> : null}
      {remote.data?.items.length === 0 ? (
        <Words className='mine__small'>现在没有。以后系统自动得出和您有关的结论，会列在这里，您可以请工作人员重新看一遍。</Words>
      ) : null}
      {remote.data?.items.map((decision) => (
        <DecisionCard key={decision.id} decision={decision} onAsked={remote.reload} />
      ))}
    </>
  )
}
