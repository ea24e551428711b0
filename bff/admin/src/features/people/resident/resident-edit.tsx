import type { ResidentDetail } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { FactFields, factLabels } from './fact-fields.tsx'
import { changedFacts, type FactValues, factFaults } from './resident-form.ts'

interface EditValues extends FactValues {
  why?: string
}

const labels = { ...factLabels, why: '原因或依据' }

export interface ResidentPartProps {
  resident: ResidentDetail
  open: boolean
  onClose: () => void
  onDone: () => void
}

/** Corrects a resident; hidden values are not shown, only replaced. */
export function ResidentEdit({ resident, open, onClose, onDone }: ResidentPartProps) {
  const { message } = App.useApp()
  const issueForm = useIssueForm<EditValues>({ labels, envelopes: ['facts'] })
  const saving = useMutation({
    mutationFn: ({ why, ...values }: EditValues) =>
      call('updateResident', {
        params: { residentId: resident.id },
        body: { rev: resident.rev, facts: changedFacts(values), why: why?.trim() ?? '' },
      }),
    onSuccess: () => {
      void message.success('已保存，改动前的内容留在记录里')
      onDone()
    },
    onError: issueForm.showFailure,
  })
  function submit(values: EditValues) {
    const facts = changedFacts(values)
    const missing = [
      ...(Object.keys(facts).length === 0 ? [{ path: 'body.name', message: '请至少填写一项要改的内容' }] : []),
      ...factFaults(facts, shanghaiDate(new Date())),
      ...(values.why?.trim() ? [] : [{ path: 'body.why', message: '请写明原因或依据' }]),
    ]
    if (!issueForm.show(missing)) saving.mutate(values)
  }
  return (
    <FormDrawer<EditValues>
      title='更正信息'
      name='resident-edit'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={submit}
      intro={isConflict(issueForm.failure) ? <ConflictNotice onReload={onDone} /> : <p className='quiet'>只填要改的，其他留空。</p>}
    >
      <FactFields isNew={false} />
      <Form.Item name='why' label={labels.why} required extra='如“本人出示身份证更正”。'>
        <Input maxLength={120} />
      </Form.Item>
    </FormDrawer>
  )
}
