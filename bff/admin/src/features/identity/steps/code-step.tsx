import type { Account } from '@minsheng/shared/contracts/identity'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { enterCode } from '../../../platform/session.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'

/** The six digits of the authenticator; a recovery code goes into the same field. */
export function CodeStep({ onDone }: { onDone?: ((account: Account) => void) | undefined }) {
  const [form] = Form.useForm<{ code: string }>()
  const entering = useMutation({
    mutationFn: ({ code }: { code: string }) => enterCode(code),
    onSuccess: (account) => onDone?.(account),
    onError: () => {
      form.setFieldValue('code', '')
      form.getFieldInstance('code')?.focus()
    },
  })
  return (
    <Form form={form} name='code' layout='vertical' size='large' requiredMark={false} onFinish={(values) => entering.mutate(values)}>
      <h2>填写动态码</h2>
      <p className='quiet'>打开手机上的身份验证器，找到“民生直达上城”，填写现在显示的 6 位数字。每个动态码只能用一次。</p>
      {entering.error && <ProblemNotice error={entering.error} />}
      <Form.Item
        name='code'
        label='动态码'
        extra='手机不在身边，可以填写设置时保存的恢复码。'
        rules={[{ required: true, whitespace: true, message: '请填写动态码' }]}
      >
        <Input autoComplete='one-time-code' maxLength={16} autoFocus />
      </Form.Item>
      <Button type='primary' htmlType='submit' block loading={entering.isPending}>
        继续
      </Button>
    </Form>
  )
}
