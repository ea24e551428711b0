import { Button, Form, Input, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { StepFrame } from './step-frame.tsx'
import { useStep } from './use-step.ts'

interface Answer {
  label: string
  /** What is said when it was given. */
  done: string
  danger?: boolean
  /** It may be given without a word. */
  wordless?: boolean
}

export interface SecondWordProps<Result> {
  title: string
  name: string
  /** What the contract calls the words. */
  field: 'words' | 'note'
  label: string
  /** What to write, said where nothing was written. */
  missing: string
  maxLength?: number
  yes: Answer
  no: Answer
  send: (agree: boolean, words: string) => Promise<Result>
  onDone: (result: Result) => void
  onReload: () => void
  /** What is decided on, above the words. */
  children?: ReactNode
}

/** The second person's word on what another made: agreed to as it is, or not, with the reason. */
export function SecondWord<Result>(props: SecondWordProps<Result>) {
  const { title, name, field, label, missing, maxLength = 500, yes, no, send, onDone, onReload, children } = props
  const step = useStep<{ words?: string; note?: string }, Result>({ [field]: label }, yes.done, onDone)
  const [agrees, setAgrees] = useState(true)
  const say = (agree: boolean) => {
    const words = step.form.getFieldValue(field)?.trim() ?? ''
    const { wordless = false, done } = agree ? yes : no
    if (step.show(!wordless && words.length < 2 ? [{ path: `body.${field}`, message: missing }] : [])) return
    setAgrees(agree)
    step.run(() => send(agree, words), done)
  }
  const button = (agree: boolean) => ({
    loading: step.pending && agrees === agree,
    disabled: step.pending && agrees !== agree,
    onClick: () => say(agree),
  })
  return (
    <StepFrame title={title} name={name} step={step} onReload={onReload}>
      {children}
      <Form.Item name={field} label={label} required={!yes.wordless}>
        <Input.TextArea maxLength={maxLength} rows={3} />
      </Form.Item>
      <Space size={12}>
        <Button type='primary' danger={yes.danger ?? false} {...button(true)}>
          {yes.label}
        </Button>
        <Button danger={no.danger ?? false} {...button(false)}>
          {no.label}
        </Button>
      </Space>
    </StepFrame>
  )
}
