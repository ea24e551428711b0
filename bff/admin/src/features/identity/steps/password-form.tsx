import type { Account } from '@minsheng/shared/contracts/identity'
import { passwordLimits } from '@minsheng/shared/contracts/identity'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { changePassword } from '../../../platform/session.ts'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'

interface PasswordValues {
  current: string
  next: string
  again: string
}

/** Length counts, not the kinds of characters; pasting from a password manager is welcome. */
export function PasswordForm({ onDone, currentLabel }: { onDone?: ((account: Account) => void) | undefined; currentLabel: string }) {
  const issueForm = useIssueForm<PasswordValues>({ labels: { current: currentLabel, next: '新密码', again: '再填一次新密码' } })
  const changing = useMutation({
    mutationFn: ({ current, next }: PasswordValues) => changePassword(current, next),
    onSuccess: (account) => onDone?.(account),
    onError: issueForm.showFailure,
  })
  function submit(values: PasswordValues) {
    const { current = '', next = '', again = '' } = values
    const found = [
      ...(current === '' ? [{ path: 'body.current', message: `请填写${currentLabel}` }] : []),
      ...([...next].length < passwordLimits.least ? [{ path: 'body.next', message: `新密码至少 ${passwordLimits.least} 位` }] : []),
      ...(next === again ? [] : [{ path: 'body.again', message: '两次填写的新密码不一样' }]),
    ]
    if (!issueForm.show(found)) changing.mutate(values)
  }
  return (
    <Form<PasswordValues>
      form={issueForm.form}
      name='password'
      layout='vertical'
      size='large'
      requiredMark={false}
      onFinish={submit}
      onValuesChange={issueForm.noteChange}
    >
      <ErrorSummary issues={issueForm.issues} labelOf={issueForm.labelOf} onGo={issueForm.go} />
      {issueForm.failure && <ProblemNotice error={issueForm.failure} />}
      <Form.Item name='current' label={currentLabel}>
        <Input.Password autoComplete='current-password' maxLength={128} />
      </Form.Item>
      <Form.Item name='next' label='新密码' extra={`至少 ${passwordLimits.least} 位。可以是一句自己记得住的话，不必有大小写和符号。`}>
        <Input.Password autoComplete='new-password' maxLength={passwordLimits.most} />
      </Form.Item>
      <Form.Item name='again' label='再填一次新密码'>
        <Input.Password autoComplete='new-password' maxLength={passwordLimits.most} />
      </Form.Item>
      <Button type='primary' htmlType='submit' block loading={changing.isPending}>
        换成新密码
      </Button>
    </Form>
  )
}
