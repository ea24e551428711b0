import type { StaffAccount } from '@minsheng/shared/contracts/identity'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { call } from '../../../platform/api.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { identityKeys } from '../queries.ts'

interface Values {
  zzdAccountId?: string
  reason?: string
}

/** Links a 浙政钉 account, which a second person allows; or takes the link away. */
export function ZzdDrawer({ staff, onClose }: { staff: StaffAccount | null; onClose: () => void }) {
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const issueForm = useIssueForm<Values>({ labels: { zzdAccountId: '浙政钉账号编号', reason: '原因' } })
  const linking = useMutation({
    mutationFn: ({ zzdAccountId = '', reason = '' }: Values) =>
      call('changeStaffZzd', { params: { staffId: staff?.id ?? '' }, body: { zzdAccountId: zzdAccountId.trim() || null, reason } }),
    onSuccess: ({ waits }) => {
      for (const queryKey of [identityKeys.staff, identityKeys.roleRequests]) void queryClient.invalidateQueries({ queryKey })
      void message.success(waits ? '已提出申请，等第二个人同意' : '已解除关联，马上生效')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer
      title={`浙政钉：${staff?.displayName ?? ''}`}
      name='staff-zzd'
      open={staff !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={linking.isPending}
      onSubmit={(values) => linking.mutate(values)}
      saveLabel='保存'
      intro={
        <p style={{ marginTop: 0 }}>
          关联以后，本人可以用浙政钉登录这个账号，不用密码；该填动态码的照样要填。请当面核对编号是本人的。关联要另一位管理员或安全员同意。
        </p>
      }
      {...(staff?.zzdAccountId ? { initialValues: { zzdAccountId: staff.zzdAccountId } } : {})}
    >
      <Form.Item
        name='zzdAccountId'
        label='浙政钉账号编号'
        extra={`一串数字，在浙政钉管理后台的人员资料里。${staff?.zzdAccountId ? '空着保存就是解除关联，马上生效，本人的登录都会断开。' : ''}`}
      >
        <Input maxLength={20} inputMode='numeric' autoComplete='off' />
      </Form.Item>
      <Form.Item name='reason' label='原因' required>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </FormDrawer>
  )
}
