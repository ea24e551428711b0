import type { Account } from '@minsheng/shared/contracts/identity'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Form, Input, QRCode, Skeleton, Typography } from 'antd'
import { beginSecondFactor, confirmSecondFactor } from '../../../platform/session.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** Puts the account into an authenticator on the person's phone: scan, then the first code. */
export function EnrolStep({ onDone }: { onDone?: ((account: Account) => void) | undefined }) {
  const begun = useQuery({ queryKey: ['second-factor'], queryFn: beginSecondFactor, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 })
  const confirming = useMutation({ mutationFn: ({ code }: { code: string }) => confirmSecondFactor(code.trim()) })
  if (confirming.data) {
    const { recoveryCodes, finish } = confirming.data
    return <RecoveryCodes codes={recoveryCodes} onPutAway={() => onDone?.(finish())} />
  }
  return (
    <>
      <h2>设置动态码</h2>
      <p className='quiet'>
        您的岗位会看到居民信息或善款，登录时除了密码还要填动态码。请在手机上装一个身份验证器（如微信小程序“腾讯身份验证器”），扫下面的码。
      </p>
      {begun.error && <ProblemNotice error={begun.error} onRetry={() => void begun.refetch()} />}
      {begun.isPending && <Skeleton active aria-label='正在准备二维码' paragraph={{ rows: 4 }} />}
      {begun.data && (
        <>
          <div role='img' aria-label='动态码的二维码' style={{ width: 'fit-content', margin: '0 auto 12px' }}>
            <QRCode value={begun.data.uri} size={200} errorLevel='M' type='svg' />
          </div>
          <p className='quiet' style={{ textAlign: 'center' }}>
            不能扫码时，把密钥输进身份验证器：
            <br />
            <Typography.Text copyable={{ tooltips: ['复制密钥', '已复制'] }} style={{ wordBreak: 'break-all' }}>
              {begun.data.secret}
            </Typography.Text>
          </p>
          <Form
            name='enrol'
            layout='vertical'
            size='large'
            requiredMark={false}
            onFinish={(values: { code: string }) => confirming.mutate(values)}
          >
            {confirming.error && <ProblemNotice error={confirming.error} />}
            <Form.Item
              name='code'
              label='身份验证器上的 6 位数字'
              rules={[{ pattern: /^\s*\d{6}\s*$/, required: true, message: '请填写 6 位数字' }]}
            >
              <Input autoComplete='one-time-code' inputMode='numeric' maxLength={8} />
            </Form.Item>
            <Button type='primary' htmlType='submit' block loading={confirming.isPending}>
              完成设置
            </Button>
          </Form>
        </>
      )}
    </>
  )
}
