import type { DeskCall, Rescue } from '@minsheng/shared/contracts/help'
import { rescueWords } from '@minsheng/shared/words/help'
import { Button, Form, Input, Radio, Space } from 'antd'
import { call } from '../../platform/api.ts'
import { StepFrame } from '../../ui/step-frame.tsx'
import { useStep } from '../../ui/use-step.ts'
import { type StepProps, WordsStep } from './call-steps.tsx'

const labels = { to: '转给谁', reference: '对方的编号（没有可以不写）', why: '为什么转' }
const options = (Object.keys(rescueWords) as Rescue[]).map((value) => ({ value, label: rescueWords[value] }))

/** Rung first, written down here. */
function TransferStep({ of, onDone, onReload }: StepProps) {
  const step = useStep<{ to?: Rescue; reference?: string; why?: string }, DeskCall>(labels, '已登记；人身安全的要跟到有结果', onDone)
  const give = () => {
    const { to, reference, why } = step.form.getFieldsValue()
    const words = why?.trim() ?? ''
    const faults = [
      ...(to ? [] : [{ path: 'body.to', message: '请选转给谁' }]),
      ...(words.length < 2 ? [{ path: 'body.why', message: '请写明原因，至少 2 个字' }] : []),
    ]
    if (step.show(faults) || !to) return
    const body = { rev: of.rev, to, reference: reference?.trim() || null, why: words }
    step.run(() => call('transferHelp', { params: { callId: of.id }, body }))
  }
  return (
    <StepFrame title='转 110、119、120' name='transfer' step={step} onReload={onReload}>
      <Form.Item name='to' label={labels.to} required>
        <Radio.Group options={options} />
      </Form.Item>
      <Form.Item name='reference' label={labels.reference}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name='why' label={labels.why} required>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Button loading={step.pending} onClick={give}>
        已打电话，登记
      </Button>
    </StepFrame>
  )
}

/** Whoever is there says whether all is well. */
function CheckInStep({ of, onDone, onReload }: StepProps) {
  const step = useStep<object, DeskCall>({}, '已记下', onDone)
  const say = (isSafe: boolean) =>
    step.run(
      () => call('checkInHelp', { params: { callId: of.id }, body: { rev: of.rev, isSafe } }),
      isSafe ? '已报平安' : '已通知附近的人和社区',
    )
  return (
    <StepFrame title='一切平安吗' name='check-in' step={step} onReload={onReload}>
      <Space size={12} wrap>
        <Button loading={step.pending} onClick={() => say(true)}>
          我平安
        </Button>
        <Button danger loading={step.pending} onClick={() => say(false)}>
          不平安，要支援
        </Button>
      </Space>
    </StepFrame>
  )
}

/** What is more than a worker can do alone: professional rescue, and danger to whoever went. */
export function RescueSteps(props: StepProps) {
  const { of } = props
  const { may, rev } = of
  const params = { callId: of.id }
  return (
    <>
      {may.checkIn && <CheckInStep {...props} />}
      {may.feedback && (
        <WordsStep
          {...props}
          title='救援的结果'
          name='feedback'
          field='result'
          label='人怎么样了'
          missing='请写明结果，至少 2 个字'
          button='登记结果'
          said='已登记，居民会收到通知'
          primary
          send={(result) => call('feedbackHelp', { params, body: { rev, result } })}
        />
      )}
      {may.transfer && <TransferStep {...props} />}
      {may.markRisky && (
        <WordsStep
          {...props}
          title='去的人可能有危险'
          name='risky'
          field='why'
          label='有什么危险'
          missing='请写明原因，至少 2 个字'
          button='标为有危险'
          said='已标上，到场后会问他平不平安'
          send={(why) => call('markRiskyHelp', { params, body: { rev, why } })}
        />
      )}
    </>
  )
}
