import type { CallCategory } from '@minsheng/shared/contracts/help'
import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Choice } from '../../../ui/choice'
import { Box } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { categoryWords } from '../words'
import type { CallPart } from './part'

const categories = (Object.keys(categoryWords) as CallCategory[]).map((value) => ({ value, label: categoryWords[value] }))

/** What happened and where, for who can say it; nobody has to. */
export function Adding({ of, call, onChange }: CallPart) {
  const [category, setCategory] = useState<CallCategory | null>(of.category)
  const [words, setWords] = useState('')
  const [error, setError] = useState<string | null>(null)
  const key = useRef(newKey())
  const send = async () => {
    if (words.trim() === '' && category === of.category) return setError('请选一项，或写一点说明')
    const told = words.trim() || (category ? categoryWords[category] : '')
    try {
      const next = await call('addToHelp', { params: { callId: of.id }, body: { words: told, category }, idempotencyKey: key.current })
      key.current = newKey()
      setWords('')
      onChange(next)
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setError(advice ? `${title}。${advice}` : title)
    }
  }
  return (
    <Fold title='补充说明'>
      <Box className='help-call__more'>
        <Heading level={3}>出了什么事</Heading>
        <Choice label='出了什么事' layout='chips' options={categories} value={category} onChoose={setCategory} />
        <Field
          name='help-words'
          label='想告诉工作人员的话'
          hint='比如：在几楼、门怎么开、哪里不舒服'
          rows={3}
          maxLength={500}
          value={words}
          error={error}
          onInput={(value) => {
            setWords(value)
            setError(null)
          }}
        />
        <Button kind='secondary' onPress={send} busyWords='正在发送…'>
          告诉工作人员
        </Button>
      </Box>
    </Fold>
  )
}
