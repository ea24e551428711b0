import type { ExportRequest } from '@minsheng/shared/contracts/audit'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, Space } from 'antd'
import { call } from '../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useIssueForm } from '../../ui/use-issue-form.ts'

const labels = { note: '审批意见' }

/** The second person's word on a wish to export. */
export function DecideExportDrawer({ request, onClose }: { request: ExportRequest | null; onClose: () => void }) {
  const { message } = App.useApp()
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<{ note?: string }>({ labels })
  const deciding = useMutation({
    mutationFn: ({ id, rev, approve, note }: { id: string; rev: number; approve: boolean; note: string }) =>
      call('decideExportRequest', { params: { exportRequestId: id }, body: { rev, approve, note } }),
    onSuccess: (_, { approve }) => {
      void message.success(approve ? '已同意，申请人 24 小时内可以下载一次' : '没有同意，申请人会看到您的意见')
      form.resetFields()
      onClose()
    },
    onError: showFailure,
  })
  function decide(approve: boolean) {
    const note = form.getFieldValue('note')?.trim() ?? ''
    if (!request || show(note === '' ? [{ path: 'body.note', message: '请写明审批意见，如“用途属实”' }] : [])) return
    deciding.mutate({ id: request.id, rev: request.rev, approve, note })
  }
  return (
    <Drawer title='审批导出申请' open={request !== null} onClose={onClose} size={480} destroyOnHidden>
      {request && (
        <>
          <p>
            {request.askedByName} 申请导出“{request.tableName}”（含三级以上个人信息）。
            <br />
            用途：{request.reason}
          </p>
          <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
          {isConflict(failure) ? <ConflictNotice onReload={onClose} /> : failure && <ProblemNotice error={failure} />}
          <Form form={form} name='decide-export' layout='vertical' onValuesChange={noteChange}>
            <Form.Item name='note' label={labels.note} required>
              <Input.TextArea maxLength={200} rows={3} />
            </Form.Item>
            <Space size={12}>
              <Button type='primary' loading={deciding.isPending} onClick={() => decide(true)}>
                同意导出
              </Button>
              <Button danger loading={deciding.isPending} onClick={() => decide(false)}>
                不同意
              </Button>
            </Space>
          </Form>
        </>
      )}
    </Drawer>
  )
}
