import type { ProgressPostRow } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { call } from '../../../platform/api.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'

interface CorrectValues {
  title?: string
  text?: string
  note?: string
}

const labels = { title: '标题', text: '正文', note: '公开的更正说明' }

/** Corrects what is published; the old text stays to be seen. */
export function CorrectPost({ post, onClose }: { post: ProgressPostRow; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<CorrectValues>({ labels })
  const correcting = useMutation({
    mutationFn: (body: Required<CorrectValues>) =>
      call('correctProgressPost', { params: { postId: post.id }, body: { rev: post.rev, ...body } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: donationKeys.progressPosts })
      void message.success('已更正，原文和说明一起公开')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  function submit({ title = '', text = '', note = '' }: CorrectValues) {
    const values = { title: title.trim(), text: text.trim(), note: note.trim() }
    const missing = (['title', 'text', 'note'] as const)
      .filter((field) => values[field] === '')
      .map((field) => ({ path: `body.${field}`, message: field === 'note' ? '请写明为什么更正，居民能看到' : '请填写' }))
    if (!issueForm.show(missing)) correcting.mutate(values)
  }
  return (
    <FormDrawer
      title='更正进展'
      name='correct-post'
      open
      onClose={onClose}
      issueForm={issueForm}
      saving={correcting.isPending}
      onSubmit={submit}
      saveLabel='更正'
      initialValues={{ title: post.title, text: post.text }}
      intro={<p className='quiet'>原来的文字会保留，居民点“更正说明”能看到。</p>}
    >
      <Form.Item name='title' label={labels.title} required>
        <Input maxLength={40} showCount />
      </Form.Item>
      <Form.Item name='text' label={labels.text} required>
        <Input.TextArea maxLength={2000} showCount autoSize={{ minRows: 4, maxRows: 14 }} />
      </Form.Item>
      <Form.Item name='note' label={labels.note} required extra='如“少写了一户”。'>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  )
}
