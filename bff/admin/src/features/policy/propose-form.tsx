import type { DeskApplication } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { Button, Form, Input, InputNumber, Radio } from 'antd'
import { call } from '../../platform/api.ts'
import { StepFrame } from '../../ui/step-frame.tsx'
import { useStep } from '../../ui/use-step.ts'
import { requirementWords } from './application-words.ts'

export interface StepProps {
  application: DeskApplication
  onDone: () => void
}

interface Values {
  proposal?: 'grant' | 'refuse'
  /** In yuan, as it is typed. */
  amount?: number | null
  words?: string
  reasons?: (string | undefined)[]
}

const labels = { proposal: '意见', amountFen: '这次给多少', reasons: '为什么不符合', words: '说明（写进书面决定，居民会看到）' }

/** A clerk's proposal: to grant what the rules come to, or to refuse with the reason beside each requirement. */
export function ProposeForm({ application, onDone }: StepProps) {
  const { id, rev, now, namesAmount } = application
  const step = useStep<Values>(labels, '意见已提出，等另一位同事决定', onDone)
  const chosen = Form.useWatch('proposal', step.form)

  function send() {
    const { proposal, amount, words: written, reasons: given }: Values = step.form.getFieldsValue()
    const amountFen = namesAmount && typeof amount === 'number' ? Math.round(amount * 100) : null
    const words = written?.trim() ?? ''
    const reasons = (given ?? []).flatMap((text, requirement) => (text && text.trim() !== '' ? [{ requirement, words: text.trim() }] : []))
    const faults = [
      ...(proposal ? [] : [{ path: 'body.proposal', message: '请选择意见' }]),
      ...(proposal === 'grant' && namesAmount && amountFen === null ? [{ path: 'body.amountFen', message: '请写明这次给多少' }] : []),
      ...(proposal === 'refuse' && reasons.length === 0 ? [{ path: 'body.reasons', message: '请至少写明一条不符合的条件和理由' }] : []),
      ...(words.length < 2 ? [{ path: 'body.words', message: '请写明说明' }] : []),
    ]
    if (step.show(faults) || !proposal) return
    const body = proposal === 'grant' ? { proposal, rev, words, amountFen } : { proposal, rev, words, reasons }
    step.run(() => call('proposeDecision', { params: { applicationId: id }, body }))
  }
  return (
    <StepFrame title='提出意见' name='propose-decision' step={step} onReload={onDone}>
      <Form.Item name='proposal' label={labels.proposal} required>
        <Radio.Group
          options={[
            { value: 'grant', label: '给予' },
            { value: 'refuse', label: '不给予' },
          ]}
        />
      </Form.Item>
      {chosen === 'grant' && namesAmount && (
        <Form.Item
          name='amount'
          label={labels.amountFen}
          required
          extra={`按规则最多 ¥${formatYuan(now.amount.high)}。写明的数就是实发的数，在下一批发放里发到银行卡。`}
        >
          <InputNumber min={0.01} max={now.amount.high / 100} precision={2} suffix='元' style={{ width: 220 }} />
        </Form.Item>
      )}
      {chosen === 'refuse' &&
        now.requirements.map(({ words, state }, index) => (
          <Form.Item key={words} name={['reasons', index]} label={`${words}（${requirementWords[state].word}）`}>
            <Input maxLength={200} placeholder='不符合的写明理由，符合的不填' />
          </Form.Item>
        ))}
      <Form.Item name='words' label={labels.words} required>
        <Input.TextArea maxLength={500} rows={3} />
      </Form.Item>
      <Button type='primary' loading={step.pending} onClick={send}>
        提出意见
      </Button>
    </StepFrame>
  )
}
