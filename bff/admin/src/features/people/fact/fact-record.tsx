import { type AnyValue, type FactName, factNames, factSpec, type handSource } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { peopleKeys } from '../queries.ts'
import type { SubjectProps } from './subject.ts'
import { ValueField } from './value-field.tsx'

type HandSource = z.output<typeof handSource>
interface RecordValues {
  fact?: FactName
  value?: AnyValue | null
  source: HandSource
  observedOn?: string | null
  confidence: number
  note?: string
}

const labels = {
  fact: '哪一项情况',
  value: '了解到的',
  source: '怎么了解到的',
  observedOn: '哪一天的情况',
  confidence: '有多可靠',
  note: '说明',
}
const sources: { value: HandSource; label: string }[] = [
  { value: 'visit', label: '上门走访看到' },
  { value: 'declared', label: '本人或家属说的' },
  { value: 'document', label: '看了证件或证明' },
]
const sureness = [
  { value: 95, label: '看清楚了，或看了原件' },
  { value: 75, label: '当事人说的，合情合理' },
  { value: 40, label: '听说的，还要核实' },
]

/** A worker writes down what they saw or heard; nothing on record is overwritten. */
export function FactRecord({ subjectKind, subjectId, open, onClose }: SubjectProps & { open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<RecordValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const fact = Form.useWatch('fact', issueForm.form)
  const saving = useMutation({
    mutationFn: (values: RecordValues) => {
      const { fact: name = 'employment', value, source, observedOn, confidence, note } = values
      const body = { value: value ?? [], source, observedOn: observedOn ?? '', confidence, note: note?.trim() ?? '' }
      return call('recordObservation', {
        params: { subjectKind, subjectId, fact: name },
        body,
        idempotencyKey: keyring.keyFor({ ...body, name }),
      })
    },
    onSuccess: () => {
      keyring.done()
      for (const key of [peopleKeys.facts, peopleKeys.factConflicts]) void queryClient.invalidateQueries({ queryKey: key })
      void message.success('已记录，以前的记录都留着')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer<RecordValues>
      title='记录了解到的情况'
      name='fact-record'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={(values) => {
        // An empty set is an answer: none of them.
        const isEmpty = (values.value ?? null) === null && !(values.fact && factSpec(values.fact).type === 'set')
        const missing = [
          ...(values.fact ? [] : [{ path: 'body.fact', message: '请选择一项' }]),
          ...(values.fact && isEmpty ? [{ path: 'body.value', message: '请填写了解到的情况' }] : []),
          ...(values.observedOn ? [] : [{ path: 'body.observedOn', message: '请选择日期' }]),
          ...((values.note?.trim().length ?? 0) >= 2 ? [] : [{ path: 'body.note', message: '请写明怎么了解到的，至少 2 个字' }]),
        ]
        if (!issueForm.show(missing)) saving.mutate(values)
      }}
      initialValues={{ source: 'visit', observedOn: shanghaiDate(new Date()), confidence: 95 }}
    >
      <Form.Item name='fact' label={labels.fact} required>
        <Select
          style={{ width: 260 }}
          showSearch={{ optionFilterProp: 'label' }}
          options={factNames
            .filter((name) => factSpec(name).subject === subjectKind)
            .map((name) => ({ value: name, label: factSpec(name).title }))}
          onChange={() => issueForm.form.setFieldValue('value', undefined)}
        />
      </Form.Item>
      {fact && (
        <Form.Item name='value' label={factSpec(fact).question} required>
          <ValueField spec={factSpec(fact)} />
        </Form.Item>
      )}
      <Form.Item name='source' label={labels.source} required>
        <Radio.Group vertical options={sources} />
      </Form.Item>
      <Form.Item name='observedOn' label={labels.observedOn} required>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
      <Form.Item name='confidence' label={labels.confidence} required>
        <Radio.Group vertical options={sureness} />
      </Form.Item>
      <Form.Item name='note' label={labels.note} required extra='如“上门时本人说去年退休”。'>
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
    </FormDrawer>
  )
}
