import type { DeskCall } from '@minsheng/shared/contracts/help'
import { colleagueWords } from '@minsheng/shared/words/help'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { call } from '../../platform/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StepFrame } from '../../ui/step-frame.tsx'
import { useStep } from '../../ui/use-step.ts'
import { type StepProps, WordsStep } from './call-steps.tsx'

const labels = { to: '交给谁', why: '为什么交（居民看不到）' }

function OfferStep({ of, onDone, onReload }: StepProps) {
  const params = { callId: of.id }
  const step = useStep<{ to?: string; why?: string }, DeskCall>(labels, '已请他接手；接手之前仍由您负责', onDone)
  const people = useQuery({ queryKey: ['help', 'colleagues', of.id, of.rev], queryFn: () => call('listColleagues', { params }) })
  const offer = () => {
    const { to, why } = step.form.getFieldsValue()
    const words = why?.trim() ?? ''
    const faults = [
      ...(to ? [] : [{ path: 'body.to', message: '请选一位同事' }]),
      ...(words.length < 2 ? [{ path: 'body.why', message: '请写明原因，至少 2 个字' }] : []),
    ]
    if (step.show(faults) || !to) return
    step.run(() => call('handOverHelp', { params, body: { rev: of.rev, to, why: words } }))
  }
  return (
    <StepFrame title='交给别人' name='hand-over' step={step} onReload={onReload}>
      {people.error ? <ProblemNotice error={people.error} onRetry={() => void people.refetch()} /> : null}
      <Form.Item name='to' label={labels.to} required>
        <Select
          loading={people.isPending}
          notFoundContent={people.isPending ? '正在找可以接手的同事' : '现在没有可以接手的同事'}
          options={people.data?.items.map(({ id, name, because }) => ({ value: id, label: `${name}（${colleagueWords[because]}）` }))}
        />
      </Form.Item>
      <Form.Item name='why' label={labels.why} required>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Button loading={step.pending} onClick={offer}>
        请他接手
      </Button>
    </StepFrame>
  )
}

function PlainStep({ of, onDone, onReload, take }: StepProps & { take: boolean }) {
  const step = useStep<object, DeskCall>({}, take ? '已接手，从现在起由您负责' : '已记下：还是您自己办', onDone)
  const body = { params: { callId: of.id }, body: { rev: of.rev } }
  return (
    <StepFrame title={take ? '同事请您接手' : '已请同事接手'} name={take ? 'take-over' : 'keep'} step={step} onReload={onReload}>
      <Button
        type={take ? 'primary' : 'default'}
        loading={step.pending}
        onClick={() => step.run(() => (take ? call('takeOverHelp', body) : call('keepHelp', body)))}
      >
        {take ? '我接手' : '不交了，我自己办'}
      </Button>
    </StepFrame>
  )
}

/** A call goes to a colleague by name; until they take it, it stays where it is. */
export function HandoverSteps(props: StepProps) {
  const { of } = props
  const { may, rev } = of
  return (
    <>
      {may.takeOver && <PlainStep {...props} take />}
      {may.turnDown && (
        <WordsStep
          {...props}
          title='接不了'
          name='turn-down'
          field='why'
          label='为什么接不了（同事会看到）'
          missing='请写明原因，至少 2 个字'
          button='接不了'
          said='已告诉同事，仍由他负责'
          send={(why) => call('turnDownHelp', { params: { callId: of.id }, body: { rev, why } })}
        />
      )}
      {may.keep && <PlainStep {...props} take={false} />}
      {may.handOver && <OfferStep {...props} />}
    </>
  )
}
