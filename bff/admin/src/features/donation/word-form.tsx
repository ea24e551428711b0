import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Space } from 'antd'
import { ConflictNotice, isConflict } from '../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useIssueForm } from '../../ui/use-issue-form.ts'

interface Choice {
  approve: boolean
  label: string
  done: string
}

export interface WordFormProps {
  name: string
  /** What is to be decided, for who can't see it. */
  title: string
  noteLabel: string
  noteHint: string
  choices: readonly Choice[]
  send: (word: { approve: boolean; note: string }) => Promise<unknown>
  onDone: () => void
}

/** A person's word: the note first, then the buttons. */
export function WordForm({ name, title, noteLabel, noteHint, choices, send, onDone }: WordFormProps) {
  const { message } = App.useApp()
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<{ note?: string }>({
    labels: { note: noteLabel },
  })
  const sending = useMutation({
    mutationFn: ({ approve, note }: { approve: boolean; note: string }) => send({ approve, note }),
    onSuccess: (_, { approve }) => {
      void message.success(choices.find((choice) => choice.approve === approve)?.done)
      onDone()
    },
    onError: showFailure,
  })

  function decide(approve: boolean) {
    const note = form.getFieldValue('note')?.trim() ?? ''
    if (!show(note === '' ? [{ path: 'body.note', message: noteHint }] : [])) sending.mutate({ approve, note })
  }

  return (
    <section aria-label={title} style={{ marginTop: 24 }}>
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {isConflict(failure) ? <ConflictNotice onReload={onDone} /> : failure && <ProblemNotice error={failure} />}
      <Form form={form} name={name} layout='vertical' onValuesChange={noteChange}>
        <Form.Item name='note' label={noteLabel} required>
          <Input.TextArea maxLength={200} rows={2} />
        </Form.Item>
        <Space size={12}>
          {choices.map(({ approve, label }) => (
            <Button
              key={label}
              type={approve ? 'primary' : 'default'}
              danger={!approve}
              loading={sending.isPending && sending.variables.approve === approve}
              onClick={() => decide(approve)}
            >
              {label}
            </Button>
          ))}
        </Space>
      </Form>
    </section>
  )
}
