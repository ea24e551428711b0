import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Descriptions, Skeleton } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { identityKeys } from '../queries.ts'
import { EnrolStep } from '../steps/enrol-step.tsx'
import { PasswordForm } from '../steps/password-form.tsx'
import { DeviceList } from './device-list.tsx'

/** One's own second factor, password and devices. */
export function SecurityPage() {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [doing, setDoing] = useState<'password' | 'enrol' | null>(null)
  const security = useQuery({ queryKey: identityKeys.security, queryFn: () => call('getMySecurity') })
  const others = useMutation({
    mutationFn: () => call('signOutOtherDevices'),
    onSuccess: ({ signedOut }) => void message.success(signedOut === 0 ? '没有别的设备登录着' : `已让 ${signedOut} 台设备退出登录`),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: identityKeys.devices }),
  })
  function done(words: string) {
    setDoing(null)
    void message.success(words)
    for (const queryKey of [identityKeys.security, identityKeys.devices]) void queryClient.invalidateQueries({ queryKey })
  }
  return (
    <>
      <PageHeader title='我的安全' words='动态码、密码和登录着的设备。发现不认识的设备，请马上让它退出并换密码。' />
      <div className='panel' style={{ padding: 24, marginBottom: 24 }}>
        {security.error && <ProblemNotice error={security.error} onRetry={() => void security.refetch()} />}
        {security.isPending && <Skeleton active aria-label='正在读取安全设置' />}
        {security.data && (
          <Descriptions
            column={1}
            styles={{ label: { lineHeight: '38px' }, content: { lineHeight: '38px' } }}
            items={[
              {
                key: 'factor',
                label: '动态码',
                children: security.data.secondFactorSince ? (
                  `${instantWords(security.data.secondFactorSince)} 设置，还剩 ${security.data.recoveryCodesLeft} 个恢复码。换手机请联系系统管理员重置。`
                ) : (
                  <>
                    还没有设置
                    <Button style={{ marginInlineStart: 16 }} onClick={() => setDoing('enrol')}>
                      设置动态码
                    </Button>
                  </>
                ),
              },
              {
                key: 'password',
                label: '密码',
                children: (
                  <>
                    {security.data.passwordChangedAt ? `${instantWords(security.data.passwordChangedAt)} 改过` : '还没有改过'}
                    <Button style={{ marginInlineStart: 16 }} onClick={() => setDoing('password')}>
                      换密码
                    </Button>
                  </>
                ),
              },
            ]}
          />
        )}
        {doing !== null && (
          <div style={{ maxWidth: 480, marginTop: 16 }}>
            {doing === 'password' ? (
              <PasswordForm currentLabel='现在的密码' onDone={() => done('密码已换，其他设备要重新登录')} />
            ) : (
              <EnrolStep onDone={() => done('动态码已设置')} />
            )}
            <Button type='link' style={{ padding: 0, marginTop: 12 }} onClick={() => setDoing(null)}>
              先不改
            </Button>
          </div>
        )}
      </div>
      <DeviceList
        action={
          <Button loading={others.isPending} onClick={() => others.mutate()}>
            其他设备都退出
          </Button>
        }
      />
    </>
  )
}
