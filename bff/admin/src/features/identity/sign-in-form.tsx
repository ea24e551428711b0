import { ApiError } from '@minsheng/shared/client'
import type { Account } from '@minsheng/shared/contracts/identity'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { signIn } from '../../platform/session.ts'
import { waitWords } from '../../ui/wait-words.ts'

interface SignInValues {
  username: string
  password: string
}

function useWaitUntil() {
  const [until, setUntil] = useState<number | null>(null)
  useEffect(() => {
    if (until === null) return
    const timer = setTimeout(() => setUntil(null), Math.max(0, until - Date.now()))
    return () => clearTimeout(timer)
  }, [until])
  return { until, waitSeconds: (seconds: number) => setUntil(Date.now() + seconds * 1000) }
}

function failureWords(error: Error): string {
  if (error instanceof ApiError && error.code === 'sign_in_failed')
    return '账号或密码不对，请核对后再试。忘记密码请联系本单位的系统管理员。'
  if (error instanceof ApiError && error.code === 'too_many_requests' && error.retryAfterSeconds !== undefined)
    return `试错的次数太多，为保护账号已暂停登录。${waitWords(error.retryAfterSeconds, new Date())}。`
  return error.message
}

export interface SignInFormProps {
  onDone?: (account: Account) => void
}

/** Account and password. A wrong password keeps the account and moves the focus back to the password. */
export function SignInForm({ onDone }: SignInFormProps) {
  const [form] = Form.useForm<SignInValues>()
  const { until, waitSeconds } = useWaitUntil()
  const attempt = useMutation({
    mutationFn: ({ username, password }: SignInValues) => signIn(username.trim(), password),
    onSuccess: (account) => onDone?.(account),
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'too_many_requests') waitSeconds(error.retryAfterSeconds ?? 60)
      if (error instanceof ApiError && error.code === 'sign_in_failed') {
        // Not resetFields: it makes the field anew, and the focus would be lost.
        form.setFieldValue('password', '')
        form.getFieldInstance('password')?.focus()
      }
    },
  })

  return (
    <Form<SignInValues>
      form={form}
      name='signIn'
      layout='vertical'
      size='large'
      requiredMark={false}
      onFinish={(values) => attempt.mutate(values)}
    >
      {attempt.error && <Alert type='error' showIcon title={failureWords(attempt.error)} style={{ marginBottom: 20 }} />}
      <Form.Item name='username' label='账号' rules={[{ required: true, whitespace: true, message: '请填写账号' }]}>
        <Input autoComplete='username' maxLength={64} autoFocus />
      </Form.Item>
      <Form.Item name='password' label='密码' rules={[{ required: true, message: '请填写密码' }]}>
        <Input.Password autoComplete='current-password' maxLength={128} />
      </Form.Item>
      <Button type='primary' htmlType='submit' block loading={attempt.isPending} disabled={until !== null}>
        {until === null ? '登录' : '请稍候再登录'}
      </Button>
    </Form>
  )
}
