import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Radio, Space } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import type { AlarmFormProps } from './pause-form.tsx'

interface CloseValues {
  result?: 'real' | 'false_alarm'
  note?: string
}
const labels = { result: '结果', note: '怎么处理的' }

/** The end of an alarm: what it was, and what was done. */
export function CloseForm({ alarm, onDone, onReload, onCancel }: AlarmFormProps) {
  const { form, issues, labelOf, go, noteChange, failure, show, showFailure } = useIssueForm<CloseValues>({ labels })
  const closing = useMutation({
    mutationFn: (body: { result: 'real' | 'false_alarm'; note: string }) =>
      call('closeCodeAlarm', { params: { alarmId: alarm.id }, body: { rev: alarm.rev, ...body } }),
    onSuccess: onDone,
    onError: showFailure,
  })
  function submit({ result, note }: CloseValues) {
    const words = note?.trim() ?? ''
    const missing = [
      ...(result ? [] : [{ path: 'body.result', message: '请选择结果' }]),
      ...(words === '' ? [{ path: 'body.note', message: '请写一句怎么处理的，如“已撕下假码，换了新码”' }] : []),
    ]
    if (!show(missing) && result) closing.mutate({ result, note: words })
  }
  return (
    <section aria-label='办结' style={{ margin: '16px 0' }}>
      <ErrorSummary issues={issues} labelOf={labelOf} onGo={go} />
      {isConflict(failure) ? <ConflictNotice onReload={onReload} /> : failure && <ProblemNotice error={failure} />}
      <Form form={form} name='close-alarm' layout='vertical' onFinish={submit} onValuesChange={noteChange}>
        <Form.Item name='result' label={labels.result} required>
          <Radio.Group
            options={[
              { value: 'real', label: '确有问题' },
              { value: 'false_alarm', label: '误报' },
            ]}
          />
        </Form.Item>
        <Form.Item name='note' label={labels.note} required>
          <Input.TextArea maxLength={200} rows={3} showCount />
        </Form.Item>
        <Space size={12}>
          <Button type='primary' htmlType='submit' loading={closing.isPending}>
            确定办结
          </Button>
          <Button onClick={onCancel}>先不办结</Button>
        </Space>
      </Form>
    </section>
  )
}
