import { useState } from 'react'
import { failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Box } from '../../../ui/element'
import { Field } from '../../../ui/field'

const LEAST_WORDS = 2

/** One question with one answer in words, opened by its own button. */
export function Written({
  ask,
  label,
  hint,
  kind,
  onSend,
}: {
  ask: string
  label: string
  hint: string
  kind: 'primary' | 'secondary'
  onSend: (words: string) => Promise<void>
}) {
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [error, setError] = useState<string | null>(null)
  if (!open)
    return (
      <Button kind={kind} onPress={() => setOpen(true)}>
        {ask}
      </Button>
    )
  const send = async () => {
    if ([...words.trim()].length < LEAST_WORDS) return setError(`请写明${label}，至少 2 个字`)
    try {
      await onSend(words.trim())
      setOpen(false)
      setWords('')
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setError(advice ? `${title}。${advice}` : title)
    }
  }
  return (
    <Box className='work__actions'>
      <Field
        name={`work-${ask}`}
        label={label}
        hint={hint}
        rows={3}
        maxLength={500}
        value={words}
        error={error}
        onInput={(value) => {
          setWords(value)
          setError(null)
        }}
      />
      <Button kind={kind} onPress={send} busyWords='正在送出…'>
        {ask}
      </Button>
      <Button kind='quiet' onPress={() => setOpen(false)}>
        先不写
      </Button>
    </Box>
  )
}
