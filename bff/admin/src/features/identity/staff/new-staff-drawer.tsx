import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { identityKeys } from '../queries.ts'
import { PositionFields, type PositionValues, positionLabels, positionOf } from './position-fields.tsx'

interface NewStaffValues extends PositionValues {
  username?: string
  displayName?: string
  password?: string
  reason?: string
}

/** Opens an account with a first password that its person changes at once. */
export function NewStaffDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const [keyring] = useState(() => createKeyring())
  const issueForm = useIssueForm<NewStaffValues>({
    labels: { username: '账号', displayName: '姓名', password: '初始密码', ...positionLabels, reason: '开通原因' },
    envelopes: ['position'],
  })
  const opening = useMutation({
    mutationFn: (values: NewStaffValues) => {
      const { username = '', displayName = '', password = '', reason = '' } = values
      const body = { username: username.trim(), displayName, password, reason, position: positionOf(values) }
      return call('createStaff', { body, idempotencyKey: keyring.keyFor(JSON.stringify(body)) })
    },
    onSuccess: (account) => {
      keyring.done()
      for (const queryKey of [identityKeys.staff, identityKeys.roleRequests]) void queryClient.invalidateQueries({ queryKey })
      void message.success(account.waits ? '账号已开通；管理员、安全员或审计员的角色等第二个人同意后生效' : '账号已开通')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer
      title='开通账号'
      name='new-staff'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={opening.isPending}
      onSubmit={(values) => opening.mutate(values)}
      saveLabel='开通'
    >
      <Form.Item name='username' label='账号' required extra='登录时填写，3–32 位小写字母或数字，如 zhou.min。'>
        <Input maxLength={32} autoComplete='off' />
      </Form.Item>
      <Form.Item name='displayName' label='姓名' required>
        <Input maxLength={40} autoComplete='off' />
      </Form.Item>
      <Form.Item name='password' label='初始密码' required extra='至少 12 位，当面或电话告诉本人；本人第一次登录时要换成自己的。'>
        <Input.Password maxLength={128} autoComplete='new-password' />
      </Form.Item>
      <PositionFields />
      <Form.Item name='reason' label='开通原因' required extra='会留在审计记录里，如“新任湖滨街道社工”。'>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </FormDrawer>
  )
}
