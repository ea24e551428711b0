import { App, Button, Drawer, Form, Space } from 'antd'
import type { ReactNode } from 'react'
import { isConflict } from './conflict-notice.tsx'
import { discardButtons } from './discard-buttons.ts'
import { ErrorSummary } from './error-summary.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import type { useIssueForm } from './use-issue-form.ts'

export interface FormDrawerProps<Values extends object> {
  title: string
  name: string
  open: boolean
  onClose: () => void
  issueForm: ReturnType<typeof useIssueForm<Values>>
  saving: boolean
  onSubmit: (values: Values) => void
  initialValues?: Partial<Values>
  saveLabel?: string
  /** Shown above the fields. */
  intro?: ReactNode
  children: ReactNode
}

/** A short form beside the list; closing it with typed content asks first. */
export function FormDrawer<Values extends object>(props: FormDrawerProps<Values>) {
  const { title, name, open, onClose, issueForm, saving, onSubmit, initialValues, saveLabel = '保存', intro, children } = props
  const { modal } = App.useApp()
  const { form, issues, failure, labelOf, go, clear, noteChange } = issueForm

  function close() {
    if (!form.isFieldsTouched()) {
      onClose()
      return
    }
    modal.confirm({
      title: '填写的内容还没有保存',
      content: '关闭后需要重新填写。',
      ...discardButtons('不保存，关闭'),
      onOk: onClose,
    })
  }

  return (
    <Drawer
      title={title}
      size={560}
      open={open}
      onClose={close}
      destroyOnHidden
      mask={{ closable: false }}
      afterOpenChange={(isOpen) => {
        if (!isOpen) clear()
      }}
      footer={
        <Space size={12} style={{ padding: '8px 0' }}>
          <Button type='primary' loading={saving} onClick={() => form.submit()}>
            {saveLabel}
          </Button>
          <Button onClick={close}>取消</Button>
        </Space>
      }
    >
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {failure && !isConflict(failure) && <ProblemNotice error={failure} />}
      {intro}
      <Form<Values>
        form={form}
        name={name}
        layout='vertical'
        preserve={false}
        initialValues={initialValues}
        onFinish={onSubmit}
        onValuesChange={noteChange}
      >
        {children}
        <button type='submit' hidden>
          {saveLabel}
        </button>
      </Form>
    </Drawer>
  )
}
