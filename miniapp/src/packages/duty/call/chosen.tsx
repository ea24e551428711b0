import { useState } from 'react'
import { failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Choice, type ChoiceOption } from '../../../ui/choice'
import { Box } from '../../../ui/element'
import { Field } from '../../../ui/field'

const LEAST_WORDS = 2

interface ChosenProps<V extends string> {
  /** On the button that opens it, and on the one that sends it. */
  ask: string
  label: string
  options: readonly ChoiceOption<V>[]
  unchosen: string
  why: string
  hint: string
  /** What else may be written, and need not be. */
  more?: { label: string; hint: string; maxLength: number }
  onSend: (choice: V, why: string, more: string | null) => Promise<void>
}

/** One of several and a reason, opened by its own button. */
export function Chosen<V extends string>({ ask, label, options, unchosen, why: whyLabel, hint, more, onSend }: ChosenProps<V>) {
  const [open, setOpen] = useState(false)
  const [choice, setChoice] = useState<V | null>(null)
  const [why, setWhy] = useState('')
  const [further, setFurther] = useState('')
  const [error, setError] = useState<string | null>(null)
  if (!open)
    return (
      <Button kind='secondary' onPress={() => setOpen(true)}>
        {ask}
      </Button>
    )
  const send = async () => {
    if (choice === null) return setError(unchosen)
    if ([...why.trim()].length < LEAST_WORDS) return setError(`请写明${whyLabel}，至少 2 个字`)
    try {
      await onSend(choice, why.trim(), further.trim() || null)
      setOpen(false)
      setWhy('')
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setError(advice ? `${title}。${advice}` : title)
    }
  }
  return (
    <Box className='work__actions'>
      <Choice
        label={label}
        options={[...options]}
        value={choice}
        onChoose={(value) => {
          setChoice(value)
          setError(null)
        }}
      />
      {more ? (
        <Field
          name={`work-more-${ask}`}
          label={more.label}
          hint={more.hint}
          maxLength={more.maxLength}
          value={further}
          onInput={setFurther}
        />
      ) : null}
      <Field
        name={`work-why-${ask}`}
        label={whyLabel}
        hint={hint}
        rows={2}
        maxLength={500}
        value={why}
        error={error}
        onInput={(value) => {
          setWhy(value)
          setError(null)
        }}
      />
      <Button kind='secondary' onPress={send} busyWords='正在送出…'>
        {ask}
      </Button>
      <Button kind='quiet' onPress={() => setOpen(false)}>
        返回
      </Button>
    </Box>
  )
}
