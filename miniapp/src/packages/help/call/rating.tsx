import { useState } from 'react'
import { failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Choice } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { stars, starWords } from '../words'
import type { CallPart } from './part'

const solvedOptions = [
  { value: 'yes', label: '解决了' },
  { value: 'no', label: '没有解决', detail: '会重新派人，社区给您打电话' },
] as const
type Solved = (typeof solvedOptions)[number]['value']
const starOptions = stars.map((star) => ({ value: String(star), label: starWords[star] }))

/** Solved or not, and how it was: what is not solved is opened again. */
export function Rating({ of, call, onChange }: CallPart) {
  const [solved, setSolved] = useState<Solved | null>(null)
  const [star, setStar] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    if (solved === null) return setProblem('请选解决了没有')
    if (star === null) return setProblem('请选满意不满意')
    const body = { rev: of.rev, solved: solved === 'yes', stars: Number(star), words: words.trim() || null }
    try {
      onChange(await call('rateHelp', { params: { callId: of.id }, body }))
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setProblem(advice ? `${title}。${advice}` : title)
    }
  }
  const choose =
    <V,>(set: (value: V) => void) =>
    (value: V) => {
      set(value)
      setProblem(null)
    }
  return (
    <Card tone='calm'>
      <Heading level={2}>这次办得怎么样</Heading>
      <Heading level={3}>解决了没有</Heading>
      <Choice label='解决了没有' options={solvedOptions} value={solved} onChoose={choose(setSolved)} />
      <Heading level={3}>满意不满意</Heading>
      <Choice label='满意不满意' layout='chips' options={starOptions} value={star} onChoose={choose(setStar)} />
      <Field name='help-rating' label='想说的话（可以不填）' rows={2} maxLength={500} value={words} onInput={setWords} />
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      <Button onPress={send} busyWords='正在提交…'>
        提交评价
      </Button>
    </Card>
  )
}
