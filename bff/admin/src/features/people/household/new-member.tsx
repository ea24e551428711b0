import type { FactSource, Relation } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { peopleKeys } from '../queries.ts'
import { FactFields, factLabels } from '../resident/fact-fields.tsx'
import { type FactValues, factFaults, newFacts } from '../resident/resident-form.ts'
import { relationWords, sourceWords } from '../words.ts'

interface MemberValues extends FactValues {
  relation: Relation
  from?: string | null
  source: FactSource
}

const labels = { relation: '与户主的关系', ...factLabels, from: '从哪天起在这一户', source: '信息来源' }

/** Registers a resident as a member of this household. */
export function NewMember({ householdId, open, onClose }: { householdId: string; open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<MemberValues>({ labels, envelopes: ['facts'] })
  const [keyring] = useState(() => createKeyring())
  const saving = useMutation({
    mutationFn: ({ relation, from, source, ...values }: MemberValues) => {
      const body = { householdId, relation, from: from ?? '', source, facts: newFacts(values) }
      return call('createResident', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: () => {
      keyring.done()
      for (const key of [peopleKeys.residents, peopleKeys.households, peopleKeys.places])
        void queryClient.invalidateQueries({ queryKey: key })
      void message.success('已登记')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer<MemberValues>
      title='登记家庭成员'
      name='new-member'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={(values) => {
        const facts = newFacts(values)
        const missing = [
          ...(facts.name ? [] : [{ path: 'body.facts.name', message: '请填写姓名' }]),
          ...factFaults(facts, shanghaiDate(new Date())),
          ...(values.from ? [] : [{ path: 'body.from', message: '请选择日期' }]),
        ]
        if (!issueForm.show(missing)) saving.mutate(values)
      }}
      initialValues={{ relation: 'child', source: 'visit', from: shanghaiDate(new Date()) }}
    >
      <Form.Item name='relation' label={labels.relation} required>
        <Select options={wordOptions(relationWords)} style={{ width: 220 }} />
      </Form.Item>
      <FactFields isNew />
      <Form.Item name='from' label={labels.from} required>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
      <Form.Item name='source' label={labels.source} required>
        <Select options={wordOptions(sourceWords)} style={{ width: 220 }} />
      </Form.Item>
    </FormDrawer>
  )
}
