import type { StaffAccount } from '@minsheng/shared/contracts/identity'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { call } from '../../../platform/api.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { identityKeys } from '../queries.ts'

interface Values {
  phone?: string
  reason?: string
}

/** Where calls for help reach a worker who looks at no screen. */
export function PhoneDrawer({ staff, onClose }: { staff: StaffAccount | null; onClose: () => void }) {
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const issueForm = useIssueForm<Values>({ labels: { phone: '工作手机号', reason: '原因' } })
  const saving = useMutation({
    mutationFn: ({ phone = '', reason = '' }: Values) =>
      call('changeStaffPhone', { params: { staffId: staff?.id ?? '' }, body: { phone: phone.trim() || null, reason } }),
    onSuccess: ({ phoneMasked }) => {
      void queryClient.invalidateQueries({ queryKey: identityKeys.staff })
      void message.success(phoneMasked ? `已登记 ${phoneMasked}` : '已取消登记')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer
      title={`工作手机号：${staff?.displayName ?? ''}`}
      name='staff-phone'
      open={staff !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={(values) => saving.mutate(values)}
      saveLabel='保存'
      intro={<p style={{ marginTop: 0 }}>有人按一键呼、又没看到屏幕上的提醒时，按这个号发短信、打电话。不能用它登录。</p>}
    >
      <Form.Item
        name='phone'
        label='工作手机号'
        extra={staff?.phoneMasked ? `现在是 ${staff.phoneMasked}。空着保存就是取消登记，以后只在屏幕上提醒。` : '还没有登记。'}
      >
        <Input maxLength={11} inputMode='tel' autoComplete='off' />
      </Form.Item>
      <Form.Item name='reason' label='原因' required>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </FormDrawer>
  )
}
