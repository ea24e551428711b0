import type { DeskCall } from '@minsheng/shared/contracts/help'
import { deedWords } from '@minsheng/shared/words/help'
import { Button, Select, Slider, Space, Timeline } from 'antd'
import { useEffect, useState } from 'react'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { lengthWords } from '../report/report-words.ts'
import { clockWords, promiseStates } from '../words.ts'
import { frameAt, neighbourOf, spanOf } from './frame.ts'

const speeds = [
  { value: 1, label: '原速' },
  { value: 10, label: '快 10 倍' },
  { value: 60, label: '快 60 倍' },
  { value: 600, label: '快 600 倍' },
]
const TICK_MS = 250

/** A call from its beginning, at the pace one likes: what was known, and which promises ran, at each instant. */
export function Replay({ of }: { of: DeskCall }) {
  const { from, to } = spanOf(of)
  const [at, setAt] = useState(from)
  const [isPlaying, setPlaying] = useState(false)
  const [speed, setSpeed] = useState(10)
  useEffect(() => {
    if (!isPlaying) return undefined
    const timer = setInterval(() => setAt((before) => Math.min(to, before + TICK_MS * speed)), TICK_MS)
    return () => clearInterval(timer)
  }, [isPlaying, speed, to])
  useEffect(() => {
    if (at >= to) setPlaying(false)
  }, [at, to])
  const frame = frameAt(of, at)
  const promises = clockWords(frame.clocks.map(({ clock }) => clock))
  const [next, before] = [neighbourOf(of, at, 'next'), neighbourOf(of, at, 'before')]
  const go = (time: number | null) => {
    if (time !== null) setAt(time)
  }
  return (
    <section aria-label='回放'>
      <h2>回放</h2>
      <Space size={8} wrap>
        <Button
          type='primary'
          onClick={() => {
            if (at >= to) setAt(from)
            setPlaying(!isPlaying)
          }}
        >
          {isPlaying ? '暂停' : at >= to ? '从头播放' : '播放'}
        </Button>
        <Button disabled={before === null} onClick={() => go(before)}>
          上一步
        </Button>
        <Button disabled={next === null} onClick={() => go(next)}>
          下一步
        </Button>
        <Select aria-label='播放速度' options={speeds} value={speed} onChange={setSpeed} style={{ width: 120 }} />
      </Space>
      <Slider
        ariaLabelForHandle='回放到什么时候'
        min={from}
        max={Math.max(to, from + 1)}
        step={1_000}
        value={at}
        onChange={setAt}
        tooltip={{ formatter: (value) => (value === undefined ? '' : instantWords(new Date(value).toISOString())) }}
      />
      <p role={isPlaying ? undefined : 'status'}>
        {instantWords(new Date(at).toISOString())}，按下后 {lengthWords(Math.round((at - from) / 1_000))}
      </p>
      <Space size={8} wrap>
        {frame.clocks.map(({ clock, state }, index) => (
          <StateTag key={`${clock.what}${clock.dueAt}`} tone={promiseStates[state].tone}>
            {`${promises[index]} ${promiseStates[state].word}`}
          </StateTag>
        ))}
      </Space>
      <Timeline
        style={{ marginTop: 16 }}
        items={[
          ...frame.steps.map(({ at: when, by, deed, why }) => ({
            at: when,
            content: `${by}：${deedWords[deed]}${why ? `（${why}）` : ''}`,
          })),
          ...frame.chosen.map(({ at: when, words }) => ({ at: when, content: `派人的理由：${words}` })),
        ]
          .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
          .map(({ at: when, content }) => ({
            content: `按下后 ${lengthWords(Math.round((Date.parse(when) - from) / 1_000))}，${content}`,
          }))}
      />
    </section>
  )
}
