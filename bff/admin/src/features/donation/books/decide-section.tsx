import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Space } from 'antd'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'

export interface DecideSectionProps {
  /** Names the section, and the form in it. */
  title: string
  name: string
  /** An example of what to write. */
  hint: string
  approveLabel: string
  rejectLabel: string
  approvedWords: string
  rejectedWords: string
  decide: (word: { approve: boolean; note: string }) => Promise<unknown>
  onDone: () => void
}

const labels = { note: '意见' }

/** The second person's word: the note first, then one of two buttons. */
export function DecideSection(props: DecideSectionProps) {
  const { title, name, hint, approveLabel, rejectLabel, approvedWords, rejectedWords, decide, onDone } = props
  const { message } = App.useApp()
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<{ note?: string }>({ labels })
  const deciding = useMutation({
    mutationFn: decide,
    onSuccess: (_, { approve }) => {
      void message.success(approve ? approvedWords : rejectedWords)
      onDone()
    },
    onError: showFailure,
  })

  function say(approve: boolean) {
    const note = form.getFieldValue('note')?.trim() ?? ''
    if (!show(note === '' ? [{ path: 'body.note', message: `请写明意见，${hint}` }] : [])) deciding.mutate({ approve, note })
  }

  return (
    <section aria-label={title} style={{ marginTop: 24 }}>
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {isConflict(failure) ? <ConflictNotice onReload={onDone} /> : failure && <ProblemNotice error={failure} />}
      <Form form={form} name={name} layout='vertical' onValuesChange={noteChange}>
        <Form.Item name='note' label={`${title}意见`} required extra={hint}>
          <Input.TextArea maxLength={200} rows={3} />
        </Form.Item>
        <Space size={12}>
          <Button type='primary' loading={deciding.isPending && deciding.variables.approve} onClick={() => say(true)}>
            {approveLabel}
          </Button>
          <Button danger loading={deciding.isPending && !deciding.variables.approve} onClick={() => say(false)}>
            {rejectLabel}
          </Button>
        </Space>
      </Form>
    </section>
  )
}
