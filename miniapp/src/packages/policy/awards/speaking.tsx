import { useState } from 'react'
import { failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Field } from '../../../ui/field'

/** The person's own words before something is taken away: sent once, and what went wrong stands beside them. */
export function Speaking({ name, onSend }: { name: string; onSend: (words: string) => Promise<void> }) {
  const [words, setWords] = useState('')
  const [error, setError] = useState<string | null>(null)
  const send = async () => {
    if (words.trim().length < 2) return setError('请写明您的情况，至少 2 个字')
    try {
      await onSend(words.trim())
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setError(advice ? `${title}。${advice}` : title)
    }
  }
  return (
    <>
      <Field
        name={name}
        label='说说您的情况'
        hint='比如：登记哪里不对、现在怎么样'
        rows={4}
        maxLength={500}
        value={words}
        error={error}
        onInput={(value) => {
          setWords(value)
          setError(null)
        }}
      />
      <Button onPress={send} busyWords='正在提交…'>
        提交
      </Button>
    </>
  )
}
