import { ApiError } from '@minsheng/shared/client'
import type { MyDuty } from '@minsheng/shared/contracts/help'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useState } from 'react'
import { askPlace } from '../../platform/locate'
import { failureWords } from '../../platform/request'
import type { Remote } from '../../platform/use-remote'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Box, Words } from '../../ui/element'
import { workCall } from './session'
import { onDutyWords } from './words'

const clockTime = (instant: string) => formatInstant(new Date(instant)).slice(-5)

/** What is agreed to before the place is used: read first, then one of two answers of the same size. */
function Consent({
  of,
  onAnswer,
  onLeave,
}: {
  of: MyDuty
  onAnswer: (location: 'agreed' | 'declined') => Promise<void>
  onLeave: () => void
}) {
  return (
    <Box className='work__actions'>
      <Words className='mine__line'>上班时，能用手机的位置吗？</Words>
      {of.consent.lines.map((line) => (
        <Words key={line} className='mine__line'>{`· ${line}`}</Words>
      ))}
      {of.illustrative ? <Words className='mine__line'>时间是示例，待区民政局确认。</Words> : null}
      <Button onPress={() => onAnswer('agreed')} busyWords='正在记下…'>
        {of.state === 'on' ? '同意用位置' : '同意，上班'}
      </Button>
      <Button kind='secondary' onPress={() => onAnswer('declined')} busyWords='正在记下…'>
        {of.state === 'on' ? '不用位置' : '不用位置，上班'}
      </Button>
      <Button kind='quiet' onPress={onLeave}>
        返回
      </Button>
    </Box>
  )
}

/** 上班、下班: stands above the queue. Whoever has calls in hand is told before they leave. */
export function DutyCard({ remote }: { remote: Remote<MyDuty> }) {
  const [asking, setAsking] = useState<'consent' | 'leaving' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const of = remote.data
  if (!of) return remote.failure ? <Words className='mine__failure'>{`看不到在不在班：${remote.failure.title}`}</Words> : null
  const doing = async (work: () => Promise<MyDuty>) => {
    setProblem(null)
    try {
      remote.set(await work())
      setAsking(null)
    } catch (error) {
      await remote.reload()
      // A call came into one's hands since the page was read: it is asked what becomes of it.
      if (error instanceof ApiError && error.code === 'wrong_state') return setAsking('leaving')
      const { title, advice } = failureWords(error)
      setProblem(advice ? `${title}。${advice}` : title)
    }
  }
  const start = (location: 'agreed' | 'declined') =>
    doing(async () => {
      const begun = await workCall('startDuty', { body: { location, textVersion: of.consent.version } })
      const place = location === 'agreed' ? await askPlace() : null
      return place ? workCall('tellPlace', { body: { place } }) : begun
    })
  const end = (keep: boolean) => doing(() => workCall('endDuty', { body: { keep } }))
  const isOn = of.state === 'on'
  const count = of.inHand.length
  return (
    <Card tone={isOn ? 'calm' : 'warm'}>
      <Words className='mine__line'>{onDutyWords(of, clockTime)}</Words>
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      {asking === 'consent' ? <Consent of={of} onAnswer={start} onLeave={() => setAsking(null)} /> : null}
      {asking === 'leaving' ? (
        <Box className='work__actions'>
          <Words className='mine__line'>{`您手里还有 ${count} 个呼叫没有办完。点开下面的呼叫，可以先交给别人。`}</Words>
          <Button onPress={() => setAsking(null)}>先去交给别人</Button>
          <Button kind='secondary' onPress={() => end(true)} busyWords='正在下班…'>
            下班，这些我继续办
          </Button>
        </Box>
      ) : null}
      {asking === null ? (
        <Box className='work__actions'>
          {isOn ? (
            <>
              <Button kind='secondary' onPress={() => (count > 0 ? setAsking('leaving') : end(false))} busyWords='正在下班…'>
                下班
              </Button>
              <Button kind='quiet' onPress={() => setAsking('consent')}>
                改位置的选择
              </Button>
            </>
          ) : (
            <Button onPress={() => setAsking('consent')}>上班</Button>
          )}
        </Box>
      ) : null}
    </Card>
  )
}
