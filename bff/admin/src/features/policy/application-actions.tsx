import { Button, Form, Input, Space } from 'antd'
import { call } from '../../platform/api.ts'
import { SecondWord } from '../../ui/second-word.tsx'
import { StepFrame } from '../../ui/step-frame.tsx'
import { useStep } from '../../ui/use-step.ts'
import { ProposeForm, type StepProps } from './propose-form.tsx'

/** The next step, for whoever may take it. */
export function ApplicationActions({ application, onDone }: StepProps) {
  const { may } = application
  const props = { application, onDone }
  return (
    <>
      {may.accept && <Accept {...props} />}
      {may.check && <Check {...props} />}
      {may.supplement && <AskSupplement {...props} />}
      {may.propose && <ProposeForm {...props} />}
      {may.decide && <Decide {...props} />}
      {may.answerObjection && <AnswerObjection {...props} />}
    </>
  )
}

const textOf = (text: string | undefined) => text?.trim() ?? ''

function Accept({ application: { id, rev }, onDone }: StepProps) {
  const step = useStep({}, '已受理，居民会收到消息', onDone)
  return (
    <StepFrame title='受理' name='accept-application' step={step} onReload={onDone}>
      <Button
        type='primary'
        loading={step.pending}
        onClick={() => step.run(() => call('acceptApplication', { params: { applicationId: id }, body: { rev } }))}
      >
        受理
      </Button>
    </StepFrame>
  )
}

function Check({ application: { id, rev }, onDone }: StepProps) {
  const step = useStep<{ words?: string }>({ words: '怎么核对的' }, '核对情况已记下', onDone)
  const send = () => {
    const words = textOf(step.form.getFieldValue('words'))
    if (!step.show(words.length < 2 ? [{ path: 'body.words', message: '请写明怎么核对的，如“核对了户籍登记和残疾证”' }] : []))
      step.run(() => call('checkApplication', { params: { applicationId: id }, body: { rev, words } }))
  }
  return (
    <StepFrame title='核对' name='check-application' step={step} onReload={onDone}>
      <Form.Item name='words' label={step.labels.words} required>
        <Input.TextArea maxLength={500} rows={3} />
      </Form.Item>
      <Button type='primary' loading={step.pending} onClick={send}>
        核对完毕
      </Button>
    </StepFrame>
  )
}

/** Told once, so all of it together. */
function AskSupplement({ application: { id, rev }, onDone }: StepProps) {
  const labels = { items: '缺哪些材料（一行一项）', words: '写给居民的说明' }
  const step = useStep<{ items?: string; words?: string }>(labels, '已告知居民补材料', onDone)
  const send = () => {
    const items = textOf(step.form.getFieldValue('items'))
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    const words = textOf(step.form.getFieldValue('words'))
    const faults = [
      ...(items.length === 0 ? [{ path: 'body.items', message: '请写明缺哪些材料，一行一项' }] : []),
      ...(words.length < 2 ? [{ path: 'body.words', message: '请写明为什么要补、怎么补' }] : []),
    ]
    if (!step.show(faults)) step.run(() => call('askSupplement', { params: { applicationId: id }, body: { rev, items, words } }))
  }
  return (
    <StepFrame title='告知补材料（一份申请只告知一次）' name='ask-supplement' step={step} onReload={onDone}>
      <Form.Item name='items' label={labels.items} required extra='查得到的不要居民交。'>
        <Input.TextArea maxLength={600} rows={3} />
      </Form.Item>
      <Form.Item name='words' label={labels.words} required>
        <Input.TextArea maxLength={500} rows={2} />
      </Form.Item>
      <Button loading={step.pending} onClick={send}>
        告知居民
      </Button>
    </StepFrame>
  )
}

function Decide({ application: { id, rev, proposal }, onDone }: StepProps) {
  const params = { applicationId: id }
  return (
    <SecondWord
      title='决定'
      name='decide-application'
      field='words'
      label='退回的理由（退回时填写）'
      missing='请写明退回的理由'
      yes={{
        label: proposal?.grant ? '同意给予' : '同意不给予',
        done: '已决定，居民会收到书面决定',
        danger: proposal?.grant === false,
        wordless: true,
      }}
      no={{ label: '退回重新核对', done: '已退回，请重新核对' }}
      send={(agree, words) =>
        call('decideApplication', { params, body: agree ? { decision: 'agree', rev } : { decision: 'return', rev, words } })
      }
      onDone={onDone}
      onReload={onDone}
    >
      <p>{proposal?.grant ? '同意后待遇生效，居民收到书面决定。' : '同意后居民收到书面决定，写明每一条理由和提出异议的办法。'}</p>
    </SecondWord>
  )
}

function AnswerObjection({ application: { id, rev, state }, onDone }: StepProps) {
  const labels = { words: '理由（居民会看到）' }
  const step = useStep<{ words?: string }>(labels, '已答复，居民会收到消息', onDone)
  const answer = (outcome: 'upheld' | 'reopened') => {
    const words = textOf(step.form.getFieldValue('words'))
    if (!step.show(words.length < 2 ? [{ path: 'body.words', message: '请写明理由' }] : []))
      step.run(() => call('answerObjection', { params: { applicationId: id }, body: { rev, outcome, words } }))
  }
  return (
    <StepFrame title='答复异议' name='answer-objection' step={step} onReload={onDone}>
      <Form.Item name='words' label={labels.words} required>
        <Input.TextArea maxLength={500} rows={3} />
      </Form.Item>
      <Space size={12}>
        {state === 'refused' && (
          <Button type='primary' disabled={step.pending} onClick={() => answer('reopened')}>
            撤销原决定，重新办理
          </Button>
        )}
        <Button disabled={step.pending} onClick={() => answer('upheld')}>
          维持原决定
        </Button>
      </Space>
    </StepFrame>
  )
}
