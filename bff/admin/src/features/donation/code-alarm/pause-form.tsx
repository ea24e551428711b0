import type { CodeAlarm } from '@minsheng/shared/contracts/donation'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Space } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'

export interface AlarmFormProps {
  alarm: CodeAlarm
  onDone: () => void
  onReload: () => void
  onCancel: () => void
}

const reasons: Record<CodeAlarm['kind'], string> = {
  silent: '码可能被盖住或换掉，正在核实',
  displaced: '码可能被拿走或翻印，正在核实',
  forged: '发现冒充这张码的假码，正在核实',
  overdue: '码很久没有巡查，正在核实',
  defective: '码破损、被遮挡或不见了，正在更换',
}

/** Stops the code: the reason is there already, and givers read it. */
export function PauseForm({ alarm, onDone, onReload, onCancel }: AlarmFormProps) {
  const issueForm = useIssueForm<{ reason?: string }>({ labels: { reason: '暂停原因' } })
  const pausing = useMutation({
    mutationFn: (reason: string) => call('pauseAlarmedCode', { params: { alarmId: alarm.id }, body: { rev: alarm.rev, reason } }),
    onSuccess: onDone,
    onError: issueForm.showFailure,
  })
  function submit({ reason }: { reason?: string }) {
    const words = reason?.trim() ?? ''
    if (!issueForm.show(words === '' ? [{ path: 'body.reason', message: '请填写原因，居民扫码时会看到' }] : [])) pausing.mutate(words)
  }
  const { form, issues, labelOf, go, noteChange, failure } = issueForm
  return (
    <section aria-label='暂停该码' style={{ margin: '16px 0' }}>
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {isConflict(failure) ? <ConflictNotice onReload={onReload} /> : failure && <ProblemNotice error={failure} />}
      <Form
        form={form}
        name='pause-code'
        layout='vertical'
        initialValues={{ reason: reasons[alarm.kind] }}
        onFinish={submit}
        onValuesChange={noteChange}
      >
        <Form.Item name='reason' label='暂停原因' required extra='居民扫码时会看到。可以随时到“公益码”里恢复。'>
          <Input maxLength={60} showCount />
        </Form.Item>
        <Space size={12}>
          <Button danger type='primary' htmlType='submit' loading={pausing.isPending}>
            确定暂停
          </Button>
          <Button onClick={onCancel}>不暂停</Button>
        </Space>
      </Form>
    </section>
  )
}
