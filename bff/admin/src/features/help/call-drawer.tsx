import type { DeskCall } from '@minsheng/shared/contracts/help'
import { classWords, deedWords, promiseWords, rescueWords, stateWords, workersOf } from '@minsheng/shared/words/help'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Descriptions, Drawer, Space, Timeline } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { IllustrativeTag } from '../../ui/illustrative-tag.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { CallFiles } from './call-files.tsx'
import { GoingSteps, LowerStep, WordsStep } from './call-steps.tsx'
import { HandoverSteps } from './handover-steps.tsx'
import { Left } from './left.tsx'
import { MergeSteps } from './merge-steps.tsx'
import { Replay } from './replay/replay.tsx'
import { RescueSteps } from './rescue-steps.tsx'
import { callTones, categoryWords, clockWords, helpKeys, promiseStates, rungWords, sourcesWords, whereWords } from './words.ts'

const SELDOM_MS = 15_000
const rungs = Object.keys(rungWords) as DeskCall['told'][number]['rung'][]

interface CallDrawerProps {
  callId: string | null
  /** How often it is asked for besides what is pushed. */
  askEveryMs: number
  onClose: () => void
}

/** One call: where, what is to be done next, and its whole story. Opening it is on record. */
export function CallDrawer({ callId, askEveryMs, onClose }: CallDrawerProps) {
  return (
    <Drawer title='一键呼' size={720} open={callId !== null} onClose={onClose} destroyOnHidden>
      {callId && <Shown callId={callId} askEveryMs={askEveryMs} />}
    </Drawer>
  )
}

function Shown({ callId, askEveryMs }: Pick<CallDrawerProps, 'askEveryMs'> & { callId: string }) {
  const queries = useQueryClient()
  const found = useQuery({
    queryKey: helpKeys.one(callId),
    queryFn: () => call('getDeskCall', { params: { callId } }),
    // What is pushed is read at once; each reading is on record.
    refetchInterval: Math.max(askEveryMs, SELDOM_MS),
  })
  if (!found.data)
    return found.error ? <ProblemNotice error={found.error} onRetry={() => void found.refetch()} /> : <PageSkeleton label='正在打开呼叫' />
  const onDone = (next: DeskCall) => {
    queries.setQueryData(helpKeys.one(callId), next)
    void queries.invalidateQueries({ queryKey: helpKeys.all })
  }
  return <Call of={found.data} onDone={onDone} onReload={() => void found.refetch()} />
}

function Call({ of, onDone, onReload }: { of: DeskCall; onDone: (next: DeskCall) => void; onReload: () => void }) {
  const step = { of, onDone, onReload }
  const { may, rev } = of
  const params = { callId: of.id }
  const [isReplaying, setReplaying] = useState(false)
  const promises = clockWords(of.clocks)
  const [word, tone] = [stateWords[of.state], callTones[of.state]]
  return (
    <>
      <Space size={8} wrap style={{ marginBottom: 16 }}>
        <StateTag tone={tone}>{word}</StateTag>
        <StateTag tone={of.urgency === 'p0' ? 'danger' : 'waiting'}>{classWords[of.urgency]}</StateTag>
        {of.nextDue && <Left what={promiseWords[of.nextDue.what]} at={of.nextDue.at} />}
        {of.isRisky && <StateTag tone='danger'>去的人可能有危险</StateTag>}
        {of.owesFeedback && <StateTag tone='warning'>要登记救援的结果</StateTag>}
        {of.owesCallback && <StateTag tone='warning'>要回电</StateTag>}
      </Space>
      <Descriptions
        column={1}
        items={[
          { key: 'where', label: '去哪里', children: whereWords(of) },
          { key: 'who', label: '谁呼的', children: of.callerMasked ?? '没有登录，不知道是谁' },
          { key: 'what', label: '出了什么事', children: of.category ? categoryWords[of.category] : '没有说，按人身安全处理' },
          ...of.said.map(({ at, words }) => ({ key: at, label: `说明（${instantWords(at)}）`, children: words })),
          { key: 'sources', label: '怎么知道的', children: sourcesWords(of.sources) },
          ...workersOf(of).map(({ label, name }) => ({ key: label, label, children: name })),
          ...(of.transferredTo ? [{ key: 'transferred', label: '转给了谁', children: rescueWords[of.transferredTo] }] : []),
          ...(of.result ? [{ key: 'result', label: '怎么办的', children: of.result }] : []),
          ...(of.rating
            ? [
                {
                  key: 'rating',
                  label: '居民评价',
                  children: [of.rating.solved ? '解决了' : '没有解决', `${of.rating.stars} 颗星`, of.rating.words]
                    .filter(Boolean)
                    .join('，'),
                },
              ]
            : []),
        ]}
      />
      <CallFiles of={of} />
      <GoingSteps key={`g${rev}`} {...step} />
      {may.resolve && (
        <WordsStep
          key={`r${rev}`}
          {...step}
          title='办好了'
          name='resolve'
          field='result'
          label='怎么办的（居民的记录里会保存）'
          missing='请写明怎么办的，至少 2 个字'
          button='办好了，请居民评价'
          said='已办好，居民会收到通知'
          primary
          send={(result) => call('resolveHelp', { params, body: { rev, result } })}
        />
      )}
      {may.callBack && (
        <WordsStep
          key={`c${rev}`}
          {...step}
          title='回电'
          name='call-back'
          field='result'
          label='电话里怎么说'
          missing='请写明情况，至少 2 个字'
          button='已回电'
          said='已登记回电'
          primary
          send={(result) => call('callBackHelp', { params, body: { rev, result } })}
        />
      )}
      <RescueSteps key={`t${rev}`} {...step} />
      <MergeSteps key={`m${rev}`} {...step} />
      <HandoverSteps key={`h${rev}`} {...step} />
      {may.refuse && (
        <WordsStep
          key={`f${rev}`}
          {...step}
          title='去不了'
          name='refuse'
          field='why'
          label='为什么去不了（居民看不到）'
          missing='请写明原因，至少 2 个字'
          button='派给下一个人'
          said='已派给下一个人'
          send={(why) => call('refuseHelp', { params, body: { rev, why } })}
        />
      )}
      {may.lower && <LowerStep key={`l${rev}`} {...step} />}
      <section aria-label='期限'>
        <h2>期限 {of.illustrative && <IllustrativeTag />}</h2>
        <Space size={8} wrap>
          {of.clocks.map(({ what, dueAt, state }, index) => (
            <StateTag key={`${what}${dueAt}${state}`} tone={promiseStates[state].tone}>
              {`${promises[index]} ${instantWords(dueAt)} ${promiseStates[state].word}`}
            </StateTag>
          ))}
        </Space>
      </section>
      <section aria-label='派给了谁'>
        <h2>派给了谁，为什么</h2>
        <ul>
          {of.chosen.map(({ at, words }) => (
            <li key={at}>{`${instantWords(at)}：${words}`}</li>
          ))}
          {rungs
            .map((rung) => ({ rung, names: of.told.filter((one) => one.rung === rung).map(({ name }) => name) }))
            .filter(({ names }) => names.length > 0)
            .map(({ rung, names }) => (
              <li key={rung}>{`通知了${rungWords[rung]}：${names.join('、')}`}</li>
            ))}
        </ul>
      </section>
      {isReplaying && <Replay of={of} />}
      <section aria-label='经过'>
        <h2>经过</h2>
        {!isReplaying && (
          <Button style={{ marginBottom: 16 }} onClick={() => setReplaying(true)}>
            从头回放
          </Button>
        )}
        <Timeline
          items={of.steps.map(({ at, by, deed, why }) => ({
            content: `${instantWords(at)}，${by}：${deedWords[deed]}${why ? `（${why}）` : ''}`,
          }))}
        />
      </section>
    </>
  )
}
