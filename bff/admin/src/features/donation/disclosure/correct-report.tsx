import type { DisclosureReport } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { call } from '../../../platform/api.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'

const labels = { text: '报告正文', note: '公开的更正说明' }

/** Corrects a published report; the old text stays to be seen. */
export function CorrectReport({ report, onClose }: { report: DisclosureReport; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<{ text?: string; note?: string }>({ labels })
  const correcting = useMutation({
    mutationFn: (body: { text: string; note: string }) =>
      call('correctReport', { params: { reportId: report.id }, body: { rev: report.rev, ...body } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: donationKeys.disclosures })
      void message.success('已更正，原文和说明一起公开')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  function submit({ text = '', note = '' }: { text?: string; note?: string }) {
    const missing = [
      ...(text.trim() === '' ? [{ path: 'body.text', message: '请填写' }] : []),
      ...(note.trim() === '' ? [{ path: 'body.note', message: '请写明为什么更正，居民能看到' }] : []),
    ]
    if (!issueForm.show(missing)) correcting.mutate({ text: text.trim(), note: note.trim() })
  }
  return (
    <FormDrawer
      title='更正报告'
      name='correct-report'
      open
      onClose={onClose}
      issueForm={issueForm}
      saving={correcting.isPending}
      onSubmit={submit}
      saveLabel='更正'
      initialValues={{ text: report.text }}
      intro={<p className='quiet'>原来的文字会保留，居民点“更正说明”能看到。</p>}
    >
      <Form.Item name='text' label={labels.text} required>
        <Input.TextArea maxLength={8000} showCount autoSize={{ minRows: 6, maxRows: 18 }} />
      </Form.Item>
      <Form.Item name='note' label={labels.note} required>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  )
}
