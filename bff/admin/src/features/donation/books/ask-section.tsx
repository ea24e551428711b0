import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'

export interface AskSectionProps {
  title: string
  name: string
  /** What the reason is called, and who reads it. */
  label: string
  hint: string
  buttonLabel: string
  askedWords: string
  ask: (reason: string, idempotencyKey: string) => Promise<unknown>
  onDone: () => void
}

/** Finance asks to take something back: a reason, and one button that opens the field first. */
export function AskSection({ title, name, label, hint, buttonLabel, askedWords, ask, onDone }: AskSectionProps) {
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const [keyring] = useState(() => createKeyring())
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<{ reason?: string }>({
    labels: { reason: label },
  })
  const asking = useMutation({
    mutationFn: (reason: string) => ask(reason, keyring.keyFor(reason)),
    onSuccess: () => {
      keyring.done()
      void message.success(askedWords)
      onDone()
    },
    onError: showFailure,
  })

  function submit({ reason }: { reason?: string }) {
    const words = reason?.trim() ?? ''
    if (!show(words === '' ? [{ path: 'body.reason', message: '请写明原因' }] : [])) asking.mutate(words)
  }

  return (
    <section aria-label={title} style={{ marginTop: 24 }}>
      {!isOpen && <Button onClick={() => setOpen(true)}>{buttonLabel}</Button>}
      {isOpen && (
        <>
          <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
          {isConflict(failure) ? <ConflictNotice onReload={onDone} /> : failure && <ProblemNotice error={failure} />}
          <Form form={form} name={name} layout='vertical' onFinish={submit} onValuesChange={noteChange}>
            <Form.Item name='reason' label={label} required extra={hint}>
              <Input.TextArea maxLength={80} rows={2} autoFocus />
            </Form.Item>
            <Button type='primary' htmlType='submit' loading={asking.isPending}>
              {buttonLabel}
            </Button>
          </Form>
        </>
      )}
    </section>
  )
}
