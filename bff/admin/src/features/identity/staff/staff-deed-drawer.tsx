import type { StaffAccount } from '@minsheng/shared/contracts/identity'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, Form, Input } from 'antd'
import { call } from '../../../platform/api.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { identityKeys } from '../queries.ts'

export type StaffDeed = 'disable' | 'enable' | 'unlock' | 'reset'

export const deedWords: Record<StaffDeed, { title: string; intro: string; done: string }> = {
  disable: { title: '停用账号', intro: '停用马上生效：正在用的登录会断开，账号和记录都保留，以后可以恢复。', done: '已停用' },
  enable: { title: '恢复账号', intro: '恢复后本人可以再登录，角色和原来一样。', done: '已恢复' },
  unlock: { title: '解除锁定', intro: '密码试错太多次会暂停登录。请先确认是本人，再解除。', done: '已解除锁定' },
  reset: { title: '重置登录方式', intro: '请先核实是本人。重置后本人的登录都会断开，下次登录时重新设置。', done: '已重置' },
}

interface Values {
  reason?: string
  secondFactor?: boolean
  password?: string
}

function send(staffId: string, deed: StaffDeed, { reason = '', secondFactor = false, password }: Values) {
  const params = { staffId }
  if (deed === 'unlock') return call('unlockStaff', { params, body: { reason } })
  if (deed === 'reset') return call('resetStaffSignIn', { params, body: { reason, secondFactor, password: password || null } })
  return call('setStaffState', { params, body: { reason, to: deed === 'disable' ? 'disabled' : 'active' } })
}

/** One thing done to an account, with its reason. */
export function StaffDeedDrawer({ target, onClose }: { target: { staff: StaffAccount; deed: StaffDeed } | null; onClose: () => void }) {
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const issueForm = useIssueForm<Values>({ labels: { secondFactor: '动态码', password: '新的初始密码', reason: '原因' } })
  const doing = useMutation({
    mutationFn: (values: Values) => send(target?.staff.id ?? '', target?.deed ?? 'unlock', values),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: identityKeys.staff })
      void message.success(deedWords[target?.deed ?? 'unlock'].done)
      onClose()
    },
    onError: issueForm.showFailure,
  })
  const words = target ? deedWords[target.deed] : null
  return (
    <FormDrawer
      title={`${words?.title ?? ''}：${target?.staff.displayName ?? ''}`}
      name='staff-deed'
      open={target !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={doing.isPending}
      onSubmit={(values) => doing.mutate(values)}
      saveLabel={words?.title ?? '确定'}
      intro={<p style={{ marginTop: 0 }}>{words?.intro}</p>}
    >
      {target?.deed === 'reset' && (
        <>
          <Form.Item name='secondFactor' valuePropName='checked'>
            <Checkbox>重置动态码（手机丢了或换了）</Checkbox>
          </Form.Item>
          <Form.Item name='password' label='新的初始密码' extra='忘记密码时填写，至少 12 位；不用重置密码就空着。'>
            <Input.Password maxLength={128} autoComplete='new-password' />
          </Form.Item>
        </>
      )}
      <Form.Item name='reason' label='原因' required>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </FormDrawer>
  )
}
