import type { DeskCall } from '@minsheng/shared/contracts/help'
import { sourceWords, stateWords } from '@minsheng/shared/words/help'
import { Button, Form, Input, Radio } from 'antd'
import { call } from '../../platform/api.ts'
import { StepFrame } from '../../ui/step-frame.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { useStep } from '../../ui/use-step.ts'
import type { StepProps } from './call-steps.tsx'

const likelyLabels = { into: '和哪一个是同一件事' }

/** What may be the same thing: somebody looks before the two are taken together. */
function MergeStep({ of, onDone, onReload }: StepProps) {
  const step = useStep<{ into?: string }, DeskCall>(likelyLabels, '已并在一起，按最急的一级、最早的期限办', onDone)
  const merge = () => {
    const into = step.form.getFieldValue('into')
    if (step.show(into ? [] : [{ path: 'body.into', message: '请选是哪一个' }]) || !into) return
    step.run(() => call('mergeHelp', { params: { callId: of.id }, body: { rev: of.rev, into } }))
  }
  return (
    <StepFrame title='可能是同一件事' name='merge' step={step} onReload={onReload}>
      <Form.Item name='into' label={likelyLabels.into} required>
        <Radio.Group
          options={of.likely.map(({ id, callerMasked, kinds, gridName, raisedAt, state }) => ({
            value: id,
            label: [
              raisedAt ? instantWords(raisedAt) : null,
              kinds.map((kind) => sourceWords[kind]).join('、'),
              callerMasked,
              gridName,
              stateWords[state],
            ]
              .filter(Boolean)
              .join('，'),
          }))}
        />
      </Form.Item>
      <Button loading={step.pending} onClick={merge}>
        是同一件事，并过去
      </Button>
    </StepFrame>
  )
}

const apartLabels = { source: '哪一个不是', why: '为什么不是同一件事' }

/** Two things that were taken for one. */
function UnmergeStep({ of, onDone, onReload }: StepProps) {
  const step = useStep<{ source?: string; why?: string }, DeskCall>(apartLabels, '已分开，另外派人', onDone)
  const part = () => {
    const { source, why } = step.form.getFieldsValue()
    const words = why?.trim() ?? ''
    const faults = [
      ...(source ? [] : [{ path: 'body.source', message: '请选哪一个不是' }]),
      ...(words.length < 2 ? [{ path: 'body.why', message: '请写明原因，至少 2 个字' }] : []),
    ]
    if (step.show(faults) || !source) return
    step.run(() => call('unmergeHelp', { params: { callId: of.id }, body: { rev: of.rev, source, why: words } }))
  }
  const apart = of.sources.flatMap(({ callId, kind, at }) =>
    callId ? [{ value: callId, label: `${instantWords(at)}，${sourceWords[kind]}` }] : [],
  )
  return (
    <StepFrame title='不是同一件事' name='unmerge' step={step} onReload={onReload}>
      <Form.Item name='source' label={apartLabels.source} required>
        <Radio.Group options={apart} />
      </Form.Item>
      <Form.Item name='why' label={apartLabels.why} required>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Button loading={step.pending} onClick={part}>
        分开，另外派人
      </Button>
    </StepFrame>
  )
}

/** Whether two reports are one thing: told where it isn't certain, and taken back where it was wrong. */
export function MergeSteps(props: StepProps) {
  const { may } = props.of
  return (
    <>
      {may.merge && <MergeStep {...props} />}
      {may.unmerge && <UnmergeStep {...props} />}
    </>
  )
}
