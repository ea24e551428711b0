import { DownloadOutlined } from '@ant-design/icons'
import type { ExportTable, StatisticsBy } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { useAbilities } from '../../identity/use-abilities.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const exportNames: Record<ExportTable, string> = {
  gifts: '捐赠记录',
  refunds: '退款记录',
  donors: '捐赠人',
  receipts: '捐赠凭证',
  statistics: '捐赠统计',
}

export interface ExportButtonProps {
  /** What may be taken away here; the first is proposed. */
  tables: readonly [ExportTable, ...ExportTable[]]
  scope: { charityId?: string | undefined; campaignId?: string | undefined; from?: string | undefined; to?: string | undefined }
  by?: StatisticsBy
}

interface ExportValues {
  table: ExportTable
  reason?: string
}

const labels = { table: '导出什么', reason: '用途', from: '时间', to: '时间', campaignId: '项目' }

/** Tables leave the house with a reason: asked here, kept with who and when. */
export function ExportButton({ tables, scope, by = 'day' }: ExportButtonProps) {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const issueForm = useIssueForm<ExportValues>({ labels })
  const exporting = useMutation({
    mutationFn: ({ table, reason }: { table: ExportTable; reason: string }) =>
      call('exportWorkbook', {
        body: {
          table,
          charityId: scope.charityId ?? null,
          // A receipt knows its gift, not its campaign.
          campaignId: table === 'receipts' ? null : (scope.campaignId ?? null),
          from: scope.from ?? null,
          to: scope.to ?? null,
          by,
          reason,
        },
      }),
    onSuccess: (bytes, { table }) => {
      saveFile(bytes, XLSX, `${exportNames[table]}-${shanghaiDate(new Date())}.xlsx`)
      void message.success('已导出，请在浏览器的下载内容中查看')
      setOpen(false)
    },
    onError: issueForm.showFailure,
  })
  if (!can('gift.export')) return null

  function submit({ table, reason }: ExportValues) {
    const words = reason?.trim() ?? ''
    if (!issueForm.show(words === '' ? [{ path: 'body.reason', message: '请写明用途，如“报送年度审计”' }] : []))
      exporting.mutate({ table, reason: words })
  }

  return (
    <>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => setOpen(true)}>
        导出 Excel
      </Button>
      <FormDrawer
        title='导出 Excel 表格'
        name='export'
        open={open}
        onClose={() => setOpen(false)}
        issueForm={issueForm}
        saving={exporting.isPending}
        onSubmit={submit}
        initialValues={{ table: tables[0] }}
        saveLabel='导出'
        intro={
          <p className='quiet'>
            按本页现在的筛选导出。金额以元为单位，编号是文本；姓名只显示首尾，要完整姓名的请到“导出审批”申请。最多 100,000
            行，多出的会在“说明”页写明。
          </p>
        }
      >
        <Form.Item name='table' label={labels.table}>
          <Select options={tables.map((table) => ({ value: table, label: exportNames[table] }))} />
        </Form.Item>
        <Form.Item name='reason' label={labels.reason} required extra='会和您的姓名、时间一起留痕，审计时可以查到。'>
          <Input.TextArea maxLength={100} rows={3} placeholder='如：报送年度审计' />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
