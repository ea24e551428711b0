import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import type { CharityProject } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import type { FieldPath } from '../../../ui/form-issues.ts'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'
import { projectLabels as labels, type ProjectValues, projectBody, projectValues } from './project-form.ts'

const labelInside = ([field, index]: FieldPath) =>
  typeof index === 'number' ? (field === 'budget' ? `预算第 ${index + 1} 项` : `计划第 ${index + 1} 步`) : null

const newStep = () => ({ id: `ms_${crypto.getRandomValues(new Uint32Array(2)).join('')}` })

interface CharityProjectDrawerProps {
  open: boolean
  charityId: string
  project: CharityProject | null
  onClose: () => void
  onSaved?: (project: CharityProject) => void
}

/** A charity project: what is done with the money, and the steps it is done in. */
export function CharityProjectDrawer({ open, charityId, project, onClose, onSaved }: CharityProjectDrawerProps) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<ProjectValues>({ labels, envelopes: ['project'], labelInside })
  const [keyring] = useState(() => createKeyring())
  const isTold = project?.campaigns.length !== 0 && project !== null
  const saving = useMutation({
    mutationFn: (body: ReturnType<typeof projectBody>['body']) =>
      project
        ? call('updateCharityProject', { params: { projectId: project.id }, body: { rev: project.rev, project: body } })
        : call('createCharityProject', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: async (saved) => {
      keyring.done()
      await queryClient.invalidateQueries({ queryKey: donationKeys.charityProjects })
      void message.success('慈善项目已保存')
      onSaved?.(saved)
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit() {
    const made = projectBody(issueForm.form.getFieldsValue(true), charityId)
    if (!issueForm.show(made.issues)) saving.mutate(made.body)
  }

  return (
    <FormDrawer
      title={project ? `修改“${project.name}”` : '新建慈善项目'}
      name='charity-project'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={submit}
      initialValues={project ? projectValues(project) : { budget: [{}], milestones: [newStep()] }}
      intro={
        isConflict(issueForm.failure) ? (
          <ConflictNotice
            onReload={() => {
              void queryClient.invalidateQueries({ queryKey: donationKeys.charityProjects })
              onClose()
            }}
          />
        ) : (
          isTold && <p className='quiet'>募捐活动发布以后，名称、目的和开始日期不能再改；计划和预算可以。</p>
        )
      }
    >
      <Form.Item name='name' label={labels.name} required>
        <Input maxLength={40} showCount />
      </Form.Item>
      <Form.Item name='purpose' label={labels.purpose} required>
        <Input.TextArea maxLength={200} showCount autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Form.Item name='startsOn' label={labels.startsOn} required>
        <DateField />
      </Form.Item>
      <Form.Item name='endsOn' label={labels.endsOn} extra='没有定下结束的日子就留空，按长期项目每 3 个月公布一次。'>
        <DateField />
      </Form.Item>
      <Form.List name='milestones'>
        {(fields, { add, remove }, { errors }) => (
          <fieldset className='lines' id='charity-project_milestones' tabIndex={-1}>
            <legend>
              计划 <span className='quiet'>分几步做，每一步在哪天以前完成</span>
            </legend>
            {fields.map(({ key, name }, index) => (
              <div className='line' key={key}>
                <Form.Item name={[name, 'label']} style={{ flex: 1 }}>
                  <Input maxLength={40} placeholder='如“第一批送到门口”' aria-label={`计划第 ${index + 1} 步`} />
                </Form.Item>
                <Form.Item name={[name, 'dueOn']}>
                  <DateField placeholder='哪天以前' />
                </Form.Item>
                <Button icon={<DeleteOutlined aria-hidden />} aria-label={`删除计划第 ${index + 1} 步`} onClick={() => remove(name)} />
              </div>
            ))}
            <Form.ErrorList errors={errors} />
            <Button icon={<PlusOutlined aria-hidden />} disabled={fields.length >= 20} onClick={() => add(newStep())}>
              加一步
            </Button>
          </fieldset>
        )}
      </Form.List>
      <Form.List name='budget'>
        {(fields, { add, remove }, { errors }) => (
          <fieldset className='lines' id='charity-project_budget' tabIndex={-1}>
            <legend>
              预算 <span className='quiet'>可以先不填</span>
            </legend>
            {fields.map(({ key, name }, index) => (
              <div className='line' key={key}>
                <Form.Item name={[name, 'label']} style={{ flex: 1 }}>
                  <Input maxLength={30} aria-label={`项目预算第 ${index + 1} 项用途`} placeholder='用途' />
                </Form.Item>
                <Form.Item name={[name, 'amountYuan']} style={{ width: 170 }}>
                  <Input inputMode='decimal' suffix='元' aria-label={`项目预算第 ${index + 1} 项金额`} placeholder='金额' />
                </Form.Item>
                <Button icon={<DeleteOutlined aria-hidden />} aria-label={`删除项目预算第 ${index + 1} 项`} onClick={() => remove(name)} />
              </div>
            ))}
            <Form.ErrorList errors={errors} />
            <Button icon={<PlusOutlined aria-hidden />} disabled={fields.length >= 20} onClick={() => add({})}>
              加一项
            </Button>
          </fieldset>
        )}
      </Form.List>
    </FormDrawer>
  )
}
