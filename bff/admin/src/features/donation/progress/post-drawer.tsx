import type { ProgressPostRow } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys, useCharityProjectChoices } from '../queries.ts'
import { PicturesField } from './pictures-field.tsx'

interface PostValues {
  projectId?: string
  title?: string
  text?: string
  pictureIds?: string[]
  milestoneId?: string | null
}

const labels = { projectId: '慈善项目', title: '标题', text: '写些什么', pictureIds: '图片', milestoneId: '完成了计划里的哪一步' }

interface PostDrawerProps {
  charityId: string
  post: ProgressPostRow | null
  open: boolean
  onClose: () => void
}

/** A post of progress, written and kept as a draft. */
export function PostDrawer({ charityId, post, open, onClose }: PostDrawerProps) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<PostValues>({ labels, envelopes: ['post'] })
  const [keyring] = useState(() => createKeyring())
  const projects = useCharityProjectChoices(charityId)
  const projectId = Form.useWatch<string | undefined>('projectId', issueForm.form) ?? post?.projectId
  const steps = projects.data?.find(({ id }) => id === projectId)?.milestones ?? []
  const saving = useMutation({
    mutationFn: (body: Required<Omit<PostValues, 'milestoneId'>> & { milestoneId: string | null }) =>
      post
        ? call('updateProgressPost', { params: { postId: post.id }, body: { rev: post.rev, post: body } })
        : call('createProgressPost', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: () => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.progressPosts })
      void message.success('草稿已保存，核对后再发布')
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit({ projectId: of = '', title = '', text = '', pictureIds = [], milestoneId = null }: PostValues) {
    const missing = [
      ...(of === '' ? [{ path: 'body.projectId', message: '请选择慈善项目' }] : []),
      ...(title.trim() === '' ? [{ path: 'body.title', message: '请填写标题' }] : []),
      ...(text.trim() === '' ? [{ path: 'body.text', message: '请写几句进展' }] : []),
    ]
    if (!issueForm.show(missing))
      saving.mutate({ projectId: of, title: title.trim(), text: text.trim(), pictureIds, milestoneId: milestoneId ?? null })
  }

  return (
    <FormDrawer
      title={post ? '修改进展' : '写一条进展'}
      name='progress-post'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={submit}
      saveLabel='保存草稿'
      initialValues={post ?? { pictureIds: [] }}
      intro={
        isConflict(issueForm.failure) && (
          <ConflictNotice
            onReload={() => {
              void queryClient.invalidateQueries({ queryKey: donationKeys.progressPosts })
              onClose()
            }}
          />
        )
      }
    >
      <Form.Item name='projectId' label={labels.projectId} required>
        <Select
          disabled={post !== null}
          loading={projects.isPending}
          placeholder='请选择'
          options={(projects.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name='title' label={labels.title} required extra='如“第一批 20 户送到了”。'>
        <Input maxLength={40} showCount />
      </Form.Item>
      <Form.Item name='text' label={labels.text} required extra='做了什么、做到多少。不写受益人的姓名、住址和病情。'>
        <Input.TextArea maxLength={2000} showCount autoSize={{ minRows: 4, maxRows: 14 }} />
      </Form.Item>
      <Form.Item name='pictureIds' label={labels.pictureIds} extra='最多 9 张，每张 5 MB 以内。不要拍到受益人的脸，除非本人书面同意。'>
        <PicturesField />
      </Form.Item>
      <Form.Item name='milestoneId' label={labels.milestoneId}>
        <Select
          allowClear
          placeholder={steps.length === 0 ? '这个项目还没有写计划' : '没有完成就不选'}
          disabled={steps.length === 0}
          options={steps.map(({ id, label, doneOn }) => ({ value: id, label: doneOn === null ? label : `${label}（已完成）` }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
