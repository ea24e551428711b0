import type { MessageDispatch } from '@minsheng/shared/contracts/message'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { createKeyring } from '../../platform/idempotency-key.ts'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useIssueForm } from '../../ui/use-issue-form.ts'
import { channels, messageKinds } from './words.ts'

interface ResendValues {
  reason?: string
}
const labels = { reason: '为什么再发' }

/** Sends one again that did not get through; the reason stays on record. */
export function ResendForm({ dispatch, onDone, onClose }: { dispatch: MessageDispatch; onDone: () => void; onClose: () => void }) {
  const { message } = App.useApp()
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<ResendValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const resending = useMutation({
    mutationFn: (reason: string) =>
      call('resendMessageDispatch', {
        params: { dispatchId: dispatch.id },
        body: { reason },
        idempotencyKey: keyring.keyFor([dispatch.id, reason]),
      }),
    onSuccess: () => {
      keyring.done()
      void message.success('已经排上，一会儿就发')
      onDone()
    },
    onError: showFailure,
  })
  function submit({ reason }: ResendValues) {
    const words = reason?.trim() ?? ''
    if (!show(words.length < 2 ? [{ path: 'body.reason', message: '请写一句为什么再发，如“短信通道已修好”' }] : [])) resending.mutate(words)
  }
  return (
    <Modal
      title={`再发一次：${messageKinds[dispatch.kind]}，${channels[dispatch.channel]}`}
      open
      onCancel={onClose}
      onOk={() => form.submit()}
      okText='再发一次'
      cancelText='先不发'
      confirmLoading={resending.isPending}
      destroyOnHidden
    >
      {dispatch.state === 'expired' && <p>这条没有回执，对方可能已经收到过。再发，对方可能收到两条。</p>}
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {failure && <ProblemNotice error={failure} />}
      <Form form={form} name='resend-message' layout='vertical' onFinish={submit} onValuesChange={noteChange}>
        <Form.Item name='reason' label={labels.reason} required>
          <Input.TextArea maxLength={200} rows={3} showCount />
        </Form.Item>
      </Form>
    </Modal>
  )
}
