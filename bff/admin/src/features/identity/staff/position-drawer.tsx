import type { StaffAccount } from '@minsheng/shared/contracts/identity'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { call } from '../../../platform/api.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { identityKeys } from '../queries.ts'
import { PositionFields, type PositionValues, positionLabels, positionOf } from './position-fields.tsx'

interface Values extends PositionValues {
  reason?: string
}

/** Moves someone to other roles or another place; it holds from their next click on. */
export function PositionDrawer({ staff, onClose }: { staff: StaffAccount | null; onClose: () => void }) {
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const issueForm = useIssueForm<Values>({ labels: { ...positionLabels, reason: '调整原因' }, envelopes: ['position'] })
  const moving = useMutation({
    mutationFn: (values: Values) =>
      call('changeStaffPosition', {
        params: { staffId: staff?.id ?? '' },
        body: { position: positionOf(values), reason: values.reason ?? '' },
      }),
    onSuccess: (account) => {
      for (const queryKey of [identityKeys.staff, identityKeys.roleRequests]) void queryClient.invalidateQueries({ queryKey })
      void message.success(account.waits ? '已提出申请，等第二个人同意' : '已调整，马上生效')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer
      title={`调整“${staff?.displayName ?? ''}”的角色`}
      name='position'
      open={staff !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={moving.isPending}
      onSubmit={(values) => moving.mutate(values)}
      {...(staff
        ? {
            initialValues: {
              roles: staff.roles,
              ...(staff.charityId ? { charityId: staff.charityId } : {}),
              ...(staff.placeIds[0] ? { placeId: staff.placeIds[0] } : {}),
            },
          }
        : {})}
    >
      <PositionFields placeCount={staff?.placeIds.length ?? 0} />
      <Form.Item name='reason' label='调整原因' required>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </FormDrawer>
  )
}
