import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Space } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'
import { type CodeTarget, changesOf } from './code-changes.ts'

export interface CodeStateDialogProps {
  code: GiftCode
  to: CodeTarget | null
  onClose: () => void
  onReload: () => void
}

/** Asks why a code is paused, resumed or revoked; donors read the reason. */
export function CodeStateDialog({ code, to, onClose, onReload }: CodeStateDialogProps) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const { form, noteChange, failure, show, showFailure, clear } = useIssueForm<{ reason?: string }>({ labels: { reason: '原因' } })
  const change = changesOf(code.state).find((candidate) => candidate.to === to)

  const changing = useMutation({
    mutationFn: ({ to: wanted, reason }: { to: CodeTarget; label: string; reason: string }) =>
      call('changeCodeState', { params: { codeId: code.id }, body: { rev: code.rev, to: wanted, reason } }),
    // What was pressed is told, not what can be pressed by now: the code may have been read anew before the answer came.
    onSuccess: (_, { label }) => {
      void queryClient.invalidateQueries({ queryKey: donationKeys.codes })
      void message.success(`已${label}`)
      onClose()
    },
    onError: showFailure,
  })

  function submit({ reason }: { reason?: string }) {
    const words = reason?.trim() ?? ''
    if (show(words === '' ? [{ path: 'body.reason', message: '请填写原因，居民扫码时会看到' }] : []) || !change) return
    changing.mutate({ to: change.to, label: change.label, reason: words })
  }

  return (
    <Modal
      title={change?.title ?? ''}
      open={change !== undefined}
      onCancel={onClose}
      afterClose={clear}
      destroyOnHidden
      okText={change?.danger ? `确定${change.label}，不可恢复` : `确定${change?.label ?? ''}`}
      okButtonProps={{ danger: change?.danger ?? false, loading: changing.isPending }}
      cancelText='不改了'
      onOk={() => form.submit()}
    >
      {isConflict(failure) ? (
        <ConflictNotice
          onReload={() => {
            onReload()
            onClose()
          }}
        />
      ) : (
        failure && <ProblemNotice error={failure} />
      )}
      <Alert type={change?.danger ? 'error' : 'info'} showIcon title={change?.consequence} style={{ margin: '8px 0 20px' }} />
      <Form form={form} name='codeState' layout='vertical' preserve={false} onFinish={submit} onValuesChange={noteChange}>
        <Form.Item name='reason' label='原因' required>
          <Input.TextArea maxLength={60} showCount autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Space wrap size={8} style={{ marginTop: 8 }}>
          {change?.reasons.map((reason) => (
            <Button key={reason} size='small' onClick={() => form.setFields([{ name: 'reason', value: reason, errors: [] }])}>
              {reason}
            </Button>
          ))}
        </Space>
      </Form>
    </Modal>
  )
}
