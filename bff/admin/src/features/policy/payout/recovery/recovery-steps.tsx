import type { DeskRecovery } from '@minsheng/shared/contracts/policy'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { Button, Form, Input, InputNumber, Radio, Space } from 'antd'
import { call } from '../../../../platform/api.ts'
import { DateField } from '../../../../ui/date-field.tsx'
import { SecondWord } from '../../../../ui/second-word.tsx'
import { StepFrame } from '../../../../ui/step-frame.tsx'
import { useStep } from '../../../../ui/use-step.ts'

interface StepProps {
  of: DeskRecovery
  onDone: (next: DeskRecovery) => void
  onReload: () => void
}

const decideLabels = { toldTo: '决定告知了谁', words: '理由（居民会看到）' }

/** The second person's written decision. */
export function DecideRecovery({ of, onDone, onReload }: StepProps) {
  const step = useStep<{ toldTo?: string; words?: string }, DeskRecovery>(decideLabels, '已决定，写入账目', onDone)
  function decide(confirm: boolean) {
    const words = step.form.getFieldValue('words')?.trim() ?? ''
    const toldTo = of.needsToldTo && confirm ? (step.form.getFieldValue('toldTo')?.trim() ?? '') : undefined
    const faults = [
      ...(toldTo !== undefined && toldTo.length < 2 ? [{ path: 'body.toldTo', message: '本人已经去世，请写明把决定告知了谁' }] : []),
      ...(words.length < 2 ? [{ path: 'body.words', message: '请写明理由，居民会看到' }] : []),
    ]
    if (step.show(faults)) return
    const body = { rev: of.rev, confirm, words, toldTo }
    step.run(() => call('decideRecovery', { params: { recoveryId: of.id }, body }), confirm ? undefined : '已决定')
  }
  return (
    <StepFrame title='请您决定' name='decide-recovery' step={step} onReload={onReload}>
      {of.needsToldTo && (
        <Form.Item name='toldTo' label={decideLabels.toldTo}>
          <Input maxLength={100} />
        </Form.Item>
      )}
      <Form.Item name='words' label={decideLabels.words} required extra='复议和诉讼的期限会自动写在决定下面'>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <Space>
        <Button type='primary' danger={of.way !== 'waive'} loading={step.pending} onClick={() => decide(true)}>
          {of.way === 'waive' ? '同意不追回' : '决定追回'}
        </Button>
        <Button loading={step.pending} onClick={() => decide(false)}>
          {of.way === 'waive' ? '不同意' : '不追回'}
        </Button>
      </Space>
    </StepFrame>
  )
}

interface RepaymentValues {
  kind: 'received' | 'waived'
  /** Typed in yuan; named as the contract has it, so that what the server refuses stands beside it. */
  fen?: number | null
  on?: string | null
  reference?: string
}

const recordLabels = { kind: '登记什么', fen: '金额（元）', on: '日期', reference: '银行流水号或原因' }

/** Money that came, or the rest that is given up. */
export function RecordRepayment({ of, onDone, onReload }: StepProps) {
  const today = shanghaiDate(new Date())
  const first: RepaymentValues = { kind: 'received', on: today }
  const step = useStep<RepaymentValues, DeskRecovery>(recordLabels, '已登记，等另一位同事核对', onDone)
  const isWaived = Form.useWatch('kind', step.form) === 'waived'
  function record() {
    const { kind, fen: yuan, on, reference: written }: RepaymentValues = step.form.getFieldsValue()
    const fen = Math.round((yuan ?? 0) * 100)
    const reference = written?.trim() ?? ''
    const faults = [
      ...(fen < 1 ? [{ path: 'body.fen', message: '请填金额' }] : []),
      ...(on ? [] : [{ path: 'body.on', message: '请选日期' }]),
      ...(reference.length < 2
        ? [{ path: 'body.reference', message: kind === 'received' ? '请写银行流水号' : '请写明为什么不再追回' }]
        : []),
    ]
    if (step.show(faults) || !on) return
    const body = { rev: of.rev, kind, fen, on, reference }
    step.run(() => call('recordRepayment', { params: { recoveryId: of.id }, body }))
  }
  return (
    <StepFrame title='登记退回的钱' name='record-repayment' step={step} onReload={onReload} initialValues={first}>
      <Form.Item name='kind' label={recordLabels.kind}>
        <Radio.Group
          options={[
            { value: 'received', label: '钱到了' },
            { value: 'waived', label: '剩下的不再追回' },
          ]}
        />
      </Form.Item>
      <Form.Item name='fen' label={recordLabels.fen} required>
        <InputNumber min={0.01} precision={2} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='on' label={recordLabels.on} required>
        <DateField disabledDate={(date) => date > today} />
      </Form.Item>
      <Form.Item name='reference' label={isWaived ? '为什么不再追回' : '银行流水号'} required>
        <Input maxLength={100} />
      </Form.Item>
      <Button type='primary' loading={step.pending} onClick={record}>
        登记
      </Button>
    </StepFrame>
  )
}

/** Another person looks whether it is so. */
export function ConfirmRepayment({ of, onDone, onReload }: StepProps) {
  const { id, rev } = of
  return (
    <SecondWord
      title='请您核对上面最后一笔登记'
      name='confirm-repayment'
      field='words'
      label='哪里不对（对的不用填）'
      missing='请写明哪里不对'
      yes={{ label: '核对无误', done: '已核对', wordless: true }}
      no={{ label: '不对', done: '已记下，登记的人会看到哪里不对', danger: true }}
      send={(confirm, words) =>
        call('confirmRepayment', { params: { recoveryId: id }, body: confirm ? { confirm, rev } : { confirm, rev, words } })
      }
      onDone={onDone}
      onReload={onReload}
    />
  )
}
