import type { WhatIfChange } from '@minsheng/shared/contracts/policy'
import { Skeleton } from 'antd'
import { call } from '../../../platform/api.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { ChangeResult } from './change-result.tsx'
import { useAnswer } from './use-answer.ts'
import { ageWords, tookWords } from './words.ts'

/** What comes of what is tried: the newest answer, marked while a newer one is worked out. */
export function WhatIfAnswer({ question }: { question: WhatIfChange }) {
  const { answer, error, isOld, again } = useAnswer(question, async (change: WhatIfChange) => ({
    change,
    result: await call('tryWhatIf', { body: { change } }),
  }))
  return (
    <>
      {error && <ProblemNotice error={error} onRetry={again} />}
      <p className='policy-working' role='status'>
        {answer && isOld && <StateTag tone='waiting'>下面是刚才的结果</StateTag>}
        {isOld && !error && '正在算…'}
        {answer && !isOld && `算好了，用了 ${tookWords(answer.result.tookMs)}，${ageWords(answer.result.behindSeconds)}。`}
      </p>
      {answer ? (
        <ChangeResult change={answer.change} result={answer.result} isOld={isOld} />
      ) : (
        !error && <Skeleton active title={false} paragraph={{ rows: 6, width: '100%' }} />
      )}
    </>
  )
}
