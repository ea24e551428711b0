import type { DeskCall } from '@minsheng/shared/contracts/help'
import { classWords } from '@minsheng/shared/words/help'
import { Button, Form, Input, Radio, Space } from 'antd'
import { call } from '../../platform/api.ts'
import { StepFrame } from '../../ui/step-frame.tsx'
import { useStep } from '../../ui/use-step.ts'

export interface StepProps {
  of: DeskCall
  onDone: (next: DeskCall) => void
  onReload: () => void
}

/** What needs no word: taking it, setting out, being there. */
export function GoingSteps({ of, onDone, onReload }: StepProps) {
  const step = useStep<object, DeskCall>({}, '已接下，别人不会再被催', onDone)
  const { may, rev } = of
  if (!may.acknowledge && !may.setOut && !may.arrive) return null
  const [params, body] = [{ callId: of.id }, { rev }]
  return (
    <StepFrame title='现在' name='going' step={step} onReload={onReload}>
      <Space size={12} wrap>
        {may.acknowledge && (
          <Button
            type='primary'
            size='large'
            danger
            loading={step.pending}
            onClick={() => step.run(() => call('acknowledgeHelp', { params, body }))}
          >
            我来
          </Button>
        )}
        {may.setOut && (
          <Button
            type='primary'
            size='large'
            loading={step.pending}
            onClick={() => step.run(() => call('setOutHelp', { params, body }), '已记下：出发了')}
          >
            出发了
          </Button>
        )}
        {may.arrive && (
          <Button
            size='large'
            loading={step.pending}
            onClick={() => step.run(() => call('arriveHelp', { params, body }), '已记下：到现场了')}
          >
            到现场了
          </Button>
        )}
      </Space>
    </StepFrame>
  )
}

interface WordsProps extends StepProps {
  title: string
  name: string
  field: 'result' | 'why'
  label: string
  missing: string
  button: string
  said: string
  primary?: boolean
  send: (words: string) => Promise<DeskCall>
}

/** A step that needs a word of why or how. */
export function WordsStep({ title, name, field, label, missing, button, said, primary = false, send, onDone, onReload }: WordsProps) {
  const step = useStep<{ result?: string; why?: string }, DeskCall>({ [field]: label }, said, onDone)
  const say = () => {
    const words = step.form.getFieldValue(field)?.trim() ?? ''
    if (step.show(words.length < 2 ? [{ path: `body.${field}`, message: missing }] : [])) return
    step.run(() => send(words))
  }
  return (
    <StepFrame title={title} name={name} step={step} onReload={onReload}>
      <Form.Item name={field} label={label} required>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Button type={primary ? 'primary' : 'default'} loading={step.pending} onClick={say}>
        {button}
      </Button>
    </StepFrame>
  )
}

const lowerLabels = { urgency: '改成', why: '为什么' }

/** Less urgent than it seemed. */
export function LowerStep({ of, onDone, onReload }: StepProps) {
  const step = useStep<{ urgency?: DeskCall['urgency']; why?: string }, DeskCall>(lowerLabels, '已降低，期限按新的一级算', onDone)
  const lower = () => {
    const { urgency, why } = step.form.getFieldsValue()
    const words = why?.trim() ?? ''
    const faults = [
      ...(urgency ? [] : [{ path: 'body.urgency', message: '请选改成哪一级' }]),
      ...(words.length < 2 ? [{ path: 'body.why', message: '请写明为什么不紧急' }] : []),
    ]
    if (step.show(faults) || !urgency) return
    step.run(() => call('lowerHelp', { params: { callId: of.id }, body: { rev: of.rev, urgency, why: words } }))
  }
  const lighter = (['p1', 'p2', 'p3'] as const).filter((value) => value > of.urgency)
  return (
    <StepFrame title='没有那么紧急' name='lower' step={step} onReload={onReload}>
      <Form.Item name='urgency' label={lowerLabels.urgency} required>
        <Radio.Group options={lighter.map((value) => ({ value, label: classWords[value] }))} />
      </Form.Item>
      <Form.Item name='why' label={lowerLabels.why} required>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Button loading={step.pending} onClick={lower}>
        降低
      </Button>
    </StepFrame>
  )
}
