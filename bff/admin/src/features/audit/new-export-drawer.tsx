import { type GuardedTable, guardedTable } from '@minsheng/shared/contracts/audit'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { createKeyring } from '../../platform/idempotency-key.ts'
import { DateField } from '../../ui/date-field.tsx'
import { FormDrawer } from '../../ui/form-drawer.tsx'
import { useIssueForm } from '../../ui/use-issue-form.ts'
import { useAbilities } from '../identity/use-abilities.ts'

const labels = { table: '导出什么', reason: '用途', from: '从哪天起', to: '到哪天止' }
const names: Record<GuardedTable, string> = {
  gifts: '捐赠记录',
  refunds: '退款记录',
  donors: '捐赠人',
  receipts: '捐赠凭证',
  audit: '审计记录',
}

interface Wish {
  table: GuardedTable
  from?: string | null
  to?: string | null
  reason?: string
}

/** A wish to take whole names out of the house. */
export function NewExportDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const issueForm = useIssueForm<Wish>({ labels })
  const [keyring] = useState(() => createKeyring())
  const asking = useMutation({
    mutationFn: ({ table, from, to, reason }: Wish) => {
      const body = { table, charityId: null, campaignId: null, from: from ?? null, to: to ?? null, reason: reason?.trim() ?? '' }
      return call('createExportRequest', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: () => {
      void message.success('已提交，等另一个人审批')
      keyring.done()
      onClose()
    },
    onError: issueForm.showFailure,
  })
  function submit(wish: Wish) {
    const isShort = (wish.reason?.trim() ?? '').length < 4
    if (!issueForm.show(isShort ? [{ path: 'body.reason', message: '请写明用途，至少 4 个字' }] : [])) asking.mutate(wish)
  }
  const tables = guardedTable.options.filter((table) => (table === 'audit' ? can('audit.read') : can('gift.export')))
  return (
    <FormDrawer
      title='申请导出'
      name='export-request'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={asking.isPending}
      onSubmit={submit}
      initialValues={{ table: tables[0] ?? 'gifts' }}
      saveLabel='提交申请'
      intro={<p className='quiet'>含个人信息的表格不能自己同意自己。三级信息由慈善组织负责人或民政局审批，审计记录由安全员审批。</p>}
    >
      <Form.Item name='table' label={labels.table}>
        <Select options={tables.map((table) => ({ value: table, label: names[table] }))} />
      </Form.Item>
      <Form.Item name='from' label={labels.from}>
        <DateField />
      </Form.Item>
      <Form.Item name='to' label={labels.to}>
        <DateField />
      </Form.Item>
      <Form.Item name='reason' label={labels.reason} required extra='会和您的姓名、时间一起写进文件和审计记录。'>
        <Input.TextArea maxLength={100} rows={3} placeholder='如：给捐赠人寄送年报' />
      </Form.Item>
    </FormDrawer>
  )
}
