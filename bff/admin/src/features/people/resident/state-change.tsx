import type { ResidentState } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Radio } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import type { ResidentPartProps } from './resident-edit.tsx'

interface StateValues {
  to: Exclude<ResidentState, 'merged'>
  on?: string | null
  why?: string
}

const labels = { to: '登记什么', on: '从哪天起', why: '原因或依据' }
const choices: { value: StateValues['to']; label: string }[] = [
  { value: 'moved_out', label: '迁出' },
  { value: 'deceased', label: '去世' },
  { value: 'present', label: '迁回原来的家庭' },
]

/** Someone left, died, or came back. */
export function StateChange({ resident, open, onClose, onDone }: ResidentPartProps) {
  const { message } = App.useApp()
  const issueForm = useIssueForm<StateValues>({ labels })
  const saving = useMutation({
    mutationFn: ({ to, on, why }: StateValues) =>
      call('changeResidentState', {
        params: { residentId: resident.id },
        body: { rev: resident.rev, to, on: on ?? '', why: why?.trim() ?? '' },
      }),
    onSuccess: () => {
      void message.success('已登记')
      onDone()
    },
    onError: issueForm.showFailure,
  })
  const offered = choices.filter((choice) => choice.value !== resident.state)
  return (
    <FormDrawer<StateValues>
      title='登记迁出、去世或迁回'
      name='resident-state'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={(values) => {
        const missing = [
          ...(values.on ? [] : [{ path: 'body.on', message: '请选择日期' }]),
          ...(values.why?.trim() ? [] : [{ path: 'body.why', message: '请写明原因或依据' }]),
        ]
        if (!issueForm.show(missing)) saving.mutate(values)
      }}
      initialValues={{ on: shanghaiDate(new Date()), ...(offered[0] ? { to: offered[0].value } : {}) }}
      intro={isConflict(issueForm.failure) && <ConflictNotice onReload={onDone} />}
    >
      <Form.Item name='to' label={labels.to} required>
        <Radio.Group options={offered} />
      </Form.Item>
      <Form.Item name='on' label={labels.on} required>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
      <Form.Item name='why' label={labels.why} required>
        <Input maxLength={120} />
      </Form.Item>
    </FormDrawer>
  )
}
