import type { ReconciliationDifference } from '@minsheng/shared/contracts/donation'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Modal, Radio } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { differenceTitle, type Explanation, explanations } from './reconciliation-words.ts'

interface ExplainValues {
  resolution?: Explanation
  note?: string
}

const labels = { resolution: '查明的情况', note: '说明' }

export interface ExplainDialogProps {
  difference: ReconciliationDifference
  open: boolean
  onClose: () => void
  onReload: () => void
}

/** Finance writes down what a difference turned out to be; another person confirms. */
export function ExplainDialog({ difference, open, onClose, onReload }: ExplainDialogProps) {
  const { message } = App.useApp()
  const { form, noteChange, failure, show, showFailure, clear } = useIssueForm<ExplainValues>({ labels })
  const explaining = useMutation({
    mutationFn: (body: { rev: number; resolution: Explanation; note: string }) =>
      call('resolveDifference', { params: { differenceId: difference.id }, body }),
    onSuccess: () => {
      void message.success('已提交说明，等待复核')
      onReload()
      onClose()
    },
    onError: showFailure,
  })

  function submit({ resolution, note }: ExplainValues) {
    const words = note?.trim() ?? ''
    const missing = [
      ...(resolution ? [] : [{ path: 'body.resolution', message: '请选择查明的情况' }]),
      ...(words === '' ? [{ path: 'body.note', message: '请写明怎么查的、查到什么' }] : []),
    ]
    if (!show(missing) && resolution) explaining.mutate({ rev: difference.rev, resolution, note: words })
  }

  return (
    <Modal
      title={`说明：${differenceTitle(difference)}`}
      open={open}
      onCancel={onClose}
      afterClose={clear}
      destroyOnHidden
      okText='提交说明'
      cancelText='取消'
      okButtonProps={{ loading: explaining.isPending }}
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
      <Form<ExplainValues>
        form={form}
        name='explainDifference'
        layout='vertical'
        preserve={false}
        onFinish={submit}
        onValuesChange={noteChange}
      >
        <Form.Item name='resolution' label={labels.resolution} required>
          <Radio.Group options={wordOptions(explanations)} vertical />
        </Form.Item>
        <Form.Item name='note' label={labels.note} required extra='复核的人和审计会看到。写明怎么查的、查到什么、谁确认的。'>
          <Input.TextArea maxLength={200} showCount autoSize={{ minRows: 3 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
