import type { DeskCall } from '@minsheng/shared/contracts/help'
import { formatInstant } from '@minsheng/shared/units/clock'
import { classWords, deedWords, rescueWords, sourceWords, stateWords, workersOf } from '@minsheng/shared/words/help'
import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { go, pages } from '../../../platform/navigate'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { Timeline } from '../../../ui/timeline'
import { categoryWords, isOver } from '../../help/words'
import '../../mine/style.scss'
import { Due } from '../due'
import { useWorker, wake } from '../session'
import '../style.scss'
import { deedDone, whereWords } from '../words'
import { Actions } from './actions'
import { WorkPhotos } from './photos'
import { useDeskCall } from './use-desk-call'

function Shown({ of, hand }: { of: DeskCall; hand: ReturnType<typeof useDeskCall> }) {
  const { waiting, refused } = hand
  return (
    <>
      <Card tone={of.urgency === 'p0' && of.may.acknowledge ? 'danger' : 'calm'}>
        <Box className='work__marks'>
          <Badge tone={of.urgency === 'p0' ? 'danger' : 'info'}>{classWords[of.urgency]}</Badge>
          <Badge tone='warm'>{of.owesCallback ? '要回电' : stateWords[of.state]}</Badge>
          {of.isRisky ? <Badge tone='danger'>有危险，不要一个人去</Badge> : null}
        </Box>
        {of.handover?.isMine ? (
          <Words className='mine__line'>{`${of.workerName ?? '同事'}请您接手。您接手之前，仍由他负责。`}</Words>
        ) : null}
        <Heading level={2}>{whereWords(of)}</Heading>
        {of.nextDue?.what === 'rate' ? null : <Due of={of} />}
      </Card>
      {waiting.length > 0 ? (
        <Card tone='warm'>
          <Box role='status' aria-live='polite'>
            {waiting.map(({ what, doneAt }) => (
              <Words key={what} className='mine__line'>
                {`已记在手机里，有网络就送出：${formatInstant(new Date(doneAt)).slice(-5)} ${deedDone[what]}`}
              </Words>
            ))}
          </Box>
        </Card>
      ) : null}
      <Box role='alert'>{refused ? <Words className='mine__failure'>{`没有记上：${refused}`}</Words> : null}</Box>
      <Actions of={of} hand={hand} />
      <WorkPhotos key={of.id} of={of} onChange={hand.remote.set} />
      <Facts
        rows={[
          { label: '谁呼的', value: of.callerMasked ?? '没有登录的居民' },
          ...(of.category ? [{ label: '出了什么事', value: categoryWords[of.category] }] : []),
          ...of.said.map(({ at, words }) => ({ label: `他说的（${formatInstant(new Date(at)).slice(-5)}）`, value: words })),
          ...(of.sources.length > 1 || of.sources[0]?.kind !== 'button'
            ? [{ label: '怎么知道的', value: [...new Set(of.sources.map(({ kind }) => sourceWords[kind]))].join('、') }]
            : []),
          ...(of.presses > 1 ? [{ label: '按了几次', value: `${of.presses} 次` }] : []),
          ...workersOf(of).map(({ label, name }) => ({ label, value: name })),
          ...(of.transferredTo ? [{ label: '转给了谁', value: rescueWords[of.transferredTo] }] : []),
          ...(of.result ? [{ label: '怎么办的', value: of.result }] : []),
        ]}
      />
      <Heading level={2}>经过</Heading>
      <Timeline
        label='经过'
        steps={of.steps.map(({ at, by, deed, why }, index) => ({
          title: `${by}：${deedWords[deed]}`,
          detail: [formatInstant(new Date(at)), why].filter(Boolean).join('。'),
          state: index === of.steps.length - 1 && !isOver(of.state) ? 'now' : 'done',
        }))}
      />
    </>
  )
}

/** A call in a worker's hand. */
export default function WorkCallPage() {
  const { id = '' } = useRouter().params
  const worker = useWorker()
  const hand = useDeskCall(id)
  useEffect(() => {
    wake().catch(() => undefined)
  }, [])
  const of = hand.remote.data
  if (worker === null)
    return (
      <Page title='呼叫'>
        <Words className='mine__line'>请先登录工作台，再打开这次呼叫。</Words>
        <Button onPress={() => go(pages.workDesk)}>去登录</Button>
      </Page>
    )
  return (
    <Page title='呼叫' remote={hand.remote}>
      {of ? <Shown of={of} hand={hand} /> : null}
    </Page>
  )
}
