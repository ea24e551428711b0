import { useState } from 'react'
import { failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Choice, type ChoiceOption } from '../../../ui/choice'
import { Box } from '../../../ui/element'
import { Field } from '../../../ui/field'

const LEAST_WORDS = 2

interface ChosenProps<V extends string> {
  /** On the button that sends it. */
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

/** One of several and a reason. What could not be sent stands there still, with why beside it. */
export function ChosenForm<V extends string>({
  ask,
  label,
  options,
  unchosen,
  why: whyLabel,
  hint,
  more,
  onSend,
  onLeave,
}: ChosenProps<V> & { onLeave: () => void }) {
  const [choice, setChoice] = useState<V | null>(null)
  const [why, setWhy] = useState('')
  const [further, setFurther] = useState('')
  const [error, setError] = useState<string | null>(null)
  const send = async () => {
    if (choice === null) return setError(unchosen)
    if ([...why.trim()].length < LEAST_WORDS) return setError(`请写明${whyLabel}，至少 2 个字`)
    try {
      await onSend(choice, why.trim(), further.trim() || null)
      onLeave()
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
      <Button kind='quiet' onPress={onLeave}>
        返回
      </Button>
    </Box>
  )
}

/** The same, opened by a button of its name. */
export function Chosen<V extends string>(props: ChosenProps<V>) {
  const [open, setOpen] = useState(false)
  if (open) return <ChosenForm {...props} onLeave={() => setOpen(false)} />
  return (
    <Button kind='secondary' onPress={() => setOpen(true)}>
      {props.ask}
    </Button>
  )
}
