import type { FactSource, GroupFact, ResidentDetail, SpecialGroup } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { groupWords, sourceWords } from '../words.ts'

interface PartProps {
  resident: ResidentDetail
  onDone: () => void
}

/** The special groups of a resident, then and now. */
export function GroupPart({ resident, onDone }: PartProps) {
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<GroupFact | null>(null)
  return (
    <section className='resident-part' aria-label='特殊群体'>
      <h3>特殊群体</h3>
      {resident.groupFacts.length === 0 ? (
        <p className='quiet'>没有列入任何群体。</p>
      ) : (
        <ul>
          {resident.groupFacts.map((group) => (
            <li key={`${group.kind} ${group.from}`}>
              <strong>{groupWords[group.kind]}</strong>，{dateWords(group.from)}起{group.to && `，到${dateWords(group.to)}为止`}
              <span className='quiet'>（来源：{sourceWords[group.source]}）</span>
              {resident.mayWrite && group.to === null && (
                <Button type='link' size='small' onClick={() => setEnding(group)} aria-label={`不再是${groupWords[group.kind]}`}>
                  不再是
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {resident.mayWrite && <Button onClick={() => setAdding(true)}>列入特殊群体</Button>}
      <AddGroup resident={resident} open={adding} onClose={() => setAdding(false)} onDone={onDone} />
      <EndGroup resident={resident} group={ending} onClose={() => setEnding(null)} onDone={onDone} />
    </section>
  )
}

interface AddValues {
  kind?: SpecialGroup
  source: FactSource
  from?: string | null
}
const labels = { kind: '哪个群体', source: '来源', from: '从哪天起' }

function AddGroup({ resident, open, onClose, onDone }: PartProps & { open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const issueForm = useIssueForm<AddValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const saving = useMutation({
    mutationFn: ({ kind, source, from }: AddValues) => {
      const body = { rev: resident.rev, kind: kind ?? 'aged', source, from: from ?? '', to: null }
      return call('addGroup', { params: { residentId: resident.id }, body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: () => {
      keyring.done()
      void message.success('已列入')
      onClose()
      onDone()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer<AddValues>
      title='列入特殊群体'
      name='resident-group'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={(values) => {
        const missing = [
          ...(values.kind ? [] : [{ path: 'body.kind', message: '请选择群体' }]),
          ...(values.from ? [] : [{ path: 'body.from', message: '请选择日期' }]),
        ]
        if (!issueForm.show(missing)) saving.mutate(values)
      }}
      initialValues={{ source: 'visit', from: shanghaiDate(new Date()) }}
    >
      <Form.Item name='kind' label={labels.kind} required>
        <Select options={wordOptions(groupWords)} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='source' label={labels.source} required>
        <Select options={wordOptions(sourceWords)} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='from' label={labels.from} required>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
    </FormDrawer>
  )
}

function EndGroup({ resident, group, onClose, onDone }: PartProps & { group: GroupFact | null; onClose: () => void }) {
  const [why, setWhy] = useState('')
  const ending = useMutation({
    mutationFn: () =>
      call('endGroup', {
        params: { residentId: resident.id },
        body: { rev: resident.rev, kind: group?.kind ?? 'aged', on: shanghaiDate(new Date()), why: why.trim() },
      }),
    onSuccess: () => {
      setWhy('')
      onClose()
      onDone()
    },
  })
  return (
    <Modal
      title={group ? `从今天起不再是${groupWords[group.kind]}` : ''}
      open={group !== null}
      onCancel={onClose}
      onOk={() => ending.mutate()}
      okText='确定'
      cancelText='取消'
      okButtonProps={{ disabled: why.trim().length < 2 }}
      confirmLoading={ending.isPending}
      destroyOnHidden
    >
      {ending.error && <ProblemNotice error={ending.error} />}
      <Form layout='vertical'>
        <Form.Item label='原因或依据' required htmlFor='end-group-why'>
          <Input id='end-group-why' value={why} maxLength={120} onChange={(event) => setWhy(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
