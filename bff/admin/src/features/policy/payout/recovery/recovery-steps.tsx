import type { DeskRecovery } from '@minsheng/shared/contracts/policy'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Radio, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../../platform/api.ts'
import { DateField } from '../../../../ui/date-field.tsx'
import { ProblemNotice } from '../../../../ui/problem-notice.tsx'
import { type Faults, faultsOf, isFaultless } from './recovery-faults.ts'

interface StepProps {
  of: DeskRecovery
  onDone: (next: DeskRecovery) => void
}

interface Step<Body, Field extends string> {
  send: (body: Body) => Promise<DeskRecovery>
  /** What is said when it is done. */
  told: string
  fields: readonly [Field, ...Field[]]
  onDone: (next: DeskRecovery) => void
}

/** One step: what the server names stands at its field, anything else as a notice. */
function useRecoveryStep<Body, Field extends string>({ send, told, fields, onDone }: Step<Body, Field>) {
  const { message } = App.useApp()
  const [faults, setFaults] = useState<Faults<Field>>({})
  const step = useMutation({
    mutationFn: send,
    onSuccess: (next) => {
      void message.success(told)
      onDone(next)
    },
    onError: (error) => setFaults(faultsOf(error, fields, fields[0])),
  })
  const at = (field: Field, help?: string) => ({
    validateStatus: faults[field] ? ('error' as const) : ('' as const),
    help: faults[field] ?? help,
  })
  /** Sends it when nothing is wrong with it; else says what. */
  function submit(found: Faults<Field>, body: Body) {
    setFaults(found)
    if (isFaultless(found)) step.mutate(body)
  }
  return { step, at, submit, notice: step.error && isFaultless(faults) ? <ProblemNotice error={step.error} /> : null }
}

/** The second person's written decision. */
export function DecideRecovery({ of, onDone }: StepProps) {
  const [words, setWords] = useState('')
  const [toldTo, setToldTo] = useState('')
  const params = { recoveryId: of.id }
  const { step, at, submit, notice } = useRecoveryStep({
    send: (confirm: boolean) =>
      call('decideRecovery', {
        params,
        body: { rev: of.rev, confirm, words: words.trim(), ...(of.needsToldTo && confirm ? { toldTo: toldTo.trim() } : {}) },
      }),
    told: '已决定，写入账目',
    fields: ['words', 'toldTo'],
    onDone,
  })
  const decide = (confirm: boolean) =>
    submit(
      {
        ...(words.trim().length < 2 ? { words: '请写明理由，居民会看到' } : {}),
        ...(confirm && of.needsToldTo && toldTo.trim().length < 2 ? { toldTo: '本人已经去世，请写明把决定告知了谁' } : {}),
      },
      confirm,
    )
  return (
    <section aria-label='决定'>
      <h2>请您决定</h2>
      {notice}
      <Form layout='vertical' component='div'>
        {of.needsToldTo && (
          <Form.Item label='决定告知了谁' htmlFor='recovery-told' {...at('toldTo')}>
            <Input id='recovery-told' maxLength={100} value={toldTo} onChange={(event) => setToldTo(event.target.value)} />
          </Form.Item>
        )}
        <Form.Item label='理由（居民会看到）' htmlFor='recovery-decision' required {...at('words', '复议和诉讼的期限会自动写在决定下面')}>
          <Input.TextArea
            id='recovery-decision'
            rows={3}
            maxLength={500}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </Form.Item>
      </Form>
      <Space>
        <Button type='primary' danger={of.way !== 'waive'} loading={step.isPending} onClick={() => decide(true)}>
          {of.way === 'waive' ? '同意不追回' : '决定追回'}
        </Button>
        <Button loading={step.isPending} onClick={() => decide(false)}>
          {of.way === 'waive' ? '不同意' : '不追回'}
        </Button>
      </Space>
    </section>
  )
}

/** Money that came, or the rest that is given up. */
export function RecordRepayment({ of, onDone }: StepProps) {
  const today = shanghaiDate(new Date())
  const [kind, setKind] = useState<'received' | 'waived'>('received')
  const [yuan, setYuan] = useState<number | null>(null)
  const [on, setOn] = useState<string | null>(today)
  const [reference, setReference] = useState('')
  const { step, at, submit, notice } = useRecoveryStep({
    send: (body: { fen: number; on: string }) =>
      call('recordRepayment', { params: { recoveryId: of.id }, body: { rev: of.rev, kind, reference: reference.trim(), ...body } }),
    told: '已登记，等另一位同事核对',
    fields: ['fen', 'on', 'reference'],
    onDone,
  })
  function record() {
    const fen = Math.round((yuan ?? 0) * 100)
    const found = {
      ...(fen < 1 ? { fen: '请填金额' } : {}),
      ...(on === null ? { on: '请选日期' } : {}),
      ...(reference.trim().length < 2 ? { reference: kind === 'received' ? '请写银行流水号' : '请写明为什么不再追回' } : {}),
    }
    submit(found, { fen, on: on ?? today })
  }
  return (
    <section aria-label='登记'>
      <h2>登记退回的钱</h2>
      {notice}
      <Form layout='vertical' component='div'>
        <Form.Item label='登记什么'>
          <Radio.Group
            value={kind}
            onChange={({ target }) => setKind(target.value as 'received' | 'waived')}
            options={[
              { value: 'received', label: '钱到了' },
              { value: 'waived', label: '剩下的不再追回' },
            ]}
          />
        </Form.Item>
        <Form.Item label='金额（元）' htmlFor='recovery-yuan' required {...at('fen')}>
          <InputNumber id='recovery-yuan' min={0.01} precision={2} value={yuan} onChange={setYuan} style={{ width: 220 }} />
        </Form.Item>
        <Form.Item label='日期' htmlFor='recovery-on' {...at('on')}>
          <DateField id='recovery-on' value={on} onChange={setOn} disabledDate={(date) => date > today} />
        </Form.Item>
        <Form.Item label={kind === 'received' ? '银行流水号' : '为什么不再追回'} htmlFor='recovery-reference' required {...at('reference')}>
          <Input id='recovery-reference' maxLength={100} value={reference} onChange={(event) => setReference(event.target.value)} />
        </Form.Item>
      </Form>
      <Button type='primary' loading={step.isPending} onClick={record}>
        登记
      </Button>
    </section>
  )
}

/** Another person looks whether it is so. */
export function ConfirmRepayment({ of, onDone }: StepProps) {
  const [words, setWords] = useState('')
  const { step, at, submit, notice } = useRecoveryStep({
    send: (confirm: boolean) =>
      call('confirmRepayment', {
        params: { recoveryId: of.id },
        body: confirm ? { confirm: true, rev: of.rev } : { confirm: false, rev: of.rev, words: words.trim() },
      }),
    told: '已核对',
    fields: ['words'],
    onDone,
  })
  const refuse = () => submit(words.trim().length < 2 ? { words: '请写明哪里不对' } : {}, false)
  return (
    <section aria-label='核对'>
      <h2>请您核对上面最后一笔登记</h2>
      {notice}
      <Form layout='vertical' component='div'>
        <Form.Item label='哪里不对（对的不用填）' htmlFor='recovery-wrong' {...at('words')}>
          <Input id='recovery-wrong' maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
        </Form.Item>
      </Form>
      <Space>
        <Button type='primary' loading={step.isPending} onClick={() => submit({}, true)}>
          核对无误
        </Button>
        <Button danger loading={step.isPending} onClick={refuse}>
          不对
        </Button>
      </Space>
    </section>
  )
}
