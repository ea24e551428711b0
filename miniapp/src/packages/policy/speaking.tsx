import { useState } from 'react'
import { failureWords } from '../../platform/request'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'

interface SpeakingProps {
  name: string
  label: string
  hint: string
  /** What the button says. */
  action: string
  /** What is said when nothing was written. */
  missing: string
  /** Where the words are kept while they are not on the screen. */
  draft?: { current: string }
  onSend: (words: string) => Promise<void>
}

/** The person's own words about a decision: sent once, and what went wrong stands beside them. */
export function Speaking({ name, label, hint, action, missing, draft, onSend }: SpeakingProps) {
  const [words, setWords] = useState(draft?.current ?? '')
  const [error, setError] = useState<string | null>(null)
  const send = async () => {
    if (words.trim().length < 2) return setError(`${missing}，至少 2 个字`)
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
        label={label}
        hint={hint}
        rows={4}
        maxLength={500}
        value={words}
        error={error}
        onInput={(value) => {
          setWords(value)
          setError(null)
          if (draft) draft.current = value
        }}
      />
      <Button onPress={send} busyWords='正在提交…'>
        {action}
      </Button>
    </>
  )
}
