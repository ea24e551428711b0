import type { RoleRequest } from '@minsheng/shared/contracts/identity'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Radio, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { identityKeys } from '../queries.ts'
import { roleWords } from '../role-words.ts'
import { useAbilities } from '../use-abilities.ts'

interface Values {
  answer?: 'yes' | 'no'
  note?: string
}

/** What is asked for, in words. */
const wishWords = ({ zzdAccountId, position }: RoleRequest) => (zzdAccountId ? `用浙政钉 ${zzdAccountId} 登录` : roleWords(position.roles))

/** Roles with power over the system, and links to 浙政钉, that wait for a second person. */
export function RoleRequestTable() {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [deciding, setDeciding] = useState<RoleRequest | null>(null)
  const issueForm = useIssueForm<Values>({ labels: { answer: '是否同意', note: '说明' } })
  const list = usePagedList(identityKeys.roleRequests, (cursor) => call('listRoleRequests', { query: { cursor } }))
  const decision = useMutation({
    mutationFn: ({ answer, note = '' }: Values) =>
      call('decideRoleRequest', { params: { requestId: deciding?.id ?? '' }, body: { approve: answer === 'yes', note } }),
    onSuccess: ({ state }) => {
      for (const queryKey of [identityKeys.staff, identityKeys.roleRequests]) void queryClient.invalidateQueries({ queryKey })
      void message.success(state === 'approved' ? '已同意，马上生效' : '没有同意，一切不变')
      setDeciding(null)
    },
    onError: issueForm.showFailure,
  })
  const columns: TableColumnsType<RoleRequest> = [
    { title: '给谁', key: 'who', width: 180, render: (_, row) => <strong style={{ fontWeight: 500 }}>{row.staffName}</strong> },
    { title: '申请什么', key: 'wish', render: (_, row) => wishWords(row) },
    { title: '原因', key: 'reason', dataIndex: 'reason' },
    { title: '申请人', key: 'by', width: 220, render: (_, row) => `${row.requestedBy}，${instantWords(row.requestedAt)}` },
    {
      title: '操作',
      key: 'action',
      width: 200,
      render: (_, row) =>
        row.mayDecide && can('staff.decide') ? (
          <Button type='link' style={{ padding: 0 }} onClick={() => setDeciding(row)} aria-label={`答复给${row.staffName}的申请`}>
            答复
          </Button>
        ) : (
          <span className='quiet'>等另一位管理员或安全员</span>
        ),
    },
  ]
  return (
    <div className='panel'>
      <PagedTable
        label='等同意的申请'
        query={list}
        columns={columns}
        minWidth={900}
        empty={
          <EmptyState title='没有在等的申请' words='给人系统管理员、安全员或审计员的角色，或者关联浙政钉时，会在这里等第二个人同意。' />
        }
      />
      <FormDrawer
        title='答复申请'
        name='role-decision'
        open={deciding !== null}
        onClose={() => setDeciding(null)}
        issueForm={issueForm}
        saving={decision.isPending}
        onSubmit={(values) => {
          if (!issueForm.show(values.answer ? [] : [{ path: 'body.answer', message: '请选择是否同意' }])) decision.mutate(values)
        }}
        intro={
          <p style={{ marginTop: 0 }}>
            {deciding?.requestedBy}申请让“{deciding?.staffName}”
            {deciding?.zzdAccountId ? `用浙政钉账号 ${deciding.zzdAccountId} 登录` : `成为${roleWords(deciding?.position.roles ?? [])}`}
            。同意后马上生效。
          </p>
        }
      >
        <Form.Item name='answer' label='是否同意' required>
          <Radio.Group
            options={[
              { value: 'yes', label: '同意' },
              { value: 'no', label: '不同意' },
            ]}
          />
        </Form.Item>
        <Form.Item name='note' label='说明' required extra='如“已核对任命文件”。'>
          <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </FormDrawer>
    </div>
  )
}
