import type { DisclosureDuty, DisclosureReport } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { PicturesField } from '../progress/pictures-field.tsx'
import { donationKeys } from '../queries.ts'
import { kindWords } from './disclosure-words.ts'
import { Figures } from './figures.tsx'
import { FileField } from './file-field.tsx'

interface ReportValues {
  text?: string
  pictureIds?: string[]
  fileId?: string | null
}

const labels = { text: '报告正文', pictureIds: '图片', fileId: '附件' }

interface ReportDrawerProps {
  /** What is to be told; a draft of it may be there already. */
  about: Pick<DisclosureDuty, 'kind' | 'subjectId' | 'subjectName' | 'lawWords'> | null
  report: DisclosureReport | null
  onClose: () => void
}

/** A report being written: its figures from the books, its words by hand. */
export function ReportDrawer({ about, report, onClose }: ReportDrawerProps) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<ReportValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const of = about ?? report
  const saving = useMutation({
    mutationFn: (written: { text: string; pictureIds: string[]; fileId: string | null }) => {
      if (report) return call('updateReport', { params: { reportId: report.id }, body: { rev: report.rev, ...written } })
      const body = { kind: about?.kind ?? 'annual', subjectId: about?.subjectId ?? '', ...written }
      return call('createReport', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: () => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.disclosures })
      void message.success('草稿已保存，负责人核对后公布')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  function submit({ text = '', pictureIds = [], fileId = null }: ReportValues) {
    const missing = text.trim() === '' ? [{ path: 'body.text', message: '请写几句：做了什么，钱用在哪里' }] : []
    if (!issueForm.show(missing)) saving.mutate({ text: text.trim(), pictureIds, fileId: fileId ?? null })
  }
  if (!of) return null
  return (
    <FormDrawer
      title={`${kindWords[of.kind]}：${of.subjectName}`}
      name='disclosure-report'
      open
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={submit}
      saveLabel='保存草稿'
      initialValues={report ?? { pictureIds: [], fileId: null }}
      intro={
        <>
          {about && <p className='quiet'>{about.lawWords}</p>}
          {report ? (
            <Figures figures={report.figures} periodFrom={report.periodFrom} periodTo={report.periodTo} />
          ) : (
            <p className='quiet'>收到、退还、用出去和还剩多少，保存后由账本带出；公布时按当时的账本定下来。</p>
          )}
        </>
      }
    >
      <Form.Item name='text' label={labels.text} required extra='不写捐赠人和受益人的个人信息。'>
        <Input.TextArea maxLength={8000} showCount autoSize={{ minRows: 6, maxRows: 18 }} />
      </Form.Item>
      <Form.Item name='pictureIds' label={labels.pictureIds} extra='可以不放，最多 9 张。'>
        <PicturesField />
      </Form.Item>
      <Form.Item name='fileId' label={labels.fileId} extra='可以不放。PDF，10 MB 以内，如审计报告。'>
        <FileField />
      </Form.Item>
    </FormDrawer>
  )
}
