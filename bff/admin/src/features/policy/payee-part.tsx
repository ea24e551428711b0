import type { DeskAward } from '@minsheng/shared/contracts/policy'
import { Button, Descriptions, Form, Input, Select } from 'antd'
import { call } from '../../platform/api.ts'
import { SecondWord } from '../../ui/second-word.tsx'
import { StepFrame } from '../../ui/step-frame.tsx'
import { useStep } from '../../ui/use-step.ts'

interface PartProps {
  award: DeskAward
  onDone: () => void
}

/** Who of a household is paid: another grown-up of it, when two colleagues say so. */
export function PayeePart({ award, onDone }: PartProps) {
  const { payee } = award
  if (!payee) return null
  return (
    <>
      {payee.proposal && (
        <Descriptions
          className='step'
          title='提出换领取人'
          column={1}
          items={[
            { key: 'to', label: '换成', children: payee.proposal.nameMasked },
            { key: 'card', label: '收款银行卡', children: `${payee.proposal.bank} ${payee.proposal.accountMasked}` },
            {
              key: 'words',
              label: '理由',
              children: `${payee.proposal.words}${payee.proposal.byYou ? '（您提出的，要由另一位同事决定）' : ''}`,
            },
          ]}
        />
      )}
      {payee.mayDecide && <Decide key={`pd${award.rev}`} award={award} onDone={onDone} />}
      {payee.mayPropose && payee.others.length > 0 && <Propose key={`pp${award.rev}`} award={award} onDone={onDone} />}
      {payee.mayPropose && payee.others.length === 0 && (
        <p className='quiet'>
          {award.ofHousehold
            ? '这一户登记的家人里，没有别的成年人可以领取。要换人的，请先到“居民”里核对家庭成员。'
            : '登记里没有孩子的另一位监护人可以领取。要换人的，请先到“居民”里核对家庭成员。'}
        </p>
      )}
    </>
  )
}

const labels = { residentId: '换成谁领取', bank: '开户银行', number: '银行卡号', words: '理由（留在档案里）' }
interface Values {
  residentId?: string
  bank?: string
  number?: string
  words?: string
}

function Propose({ award, onDone }: PartProps) {
  const step = useStep<Values>(labels, '已提出，等另一位同事决定；家里的成年人都会收到消息', onDone)
  const send = () => {
    const { residentId, bank = '', number = '', words = '' }: Values = step.form.getFieldsValue()
    const faults = [
      ...(residentId ? [] : [{ path: 'body.residentId', message: '请选换成谁领取' }]),
      ...(bank.trim().length < 2 ? [{ path: 'body.bank', message: '请填写开户银行' }] : []),
      ...(number.trim() === '' ? [{ path: 'body.number', message: '请填写银行卡号' }] : []),
      ...(words.trim().length < 2 ? [{ path: 'body.words', message: '请写明为什么换人领取' }] : []),
    ]
    if (step.show(faults) || !residentId) return
    const body = { rev: award.rev, residentId, bank: bank.trim(), number: number.trim(), words: words.trim() }
    step.run(() => call('proposePayee', { params: { awardId: award.id }, body }))
  }
  return (
    <StepFrame title='换领取人' name='award-payee' step={step} onReload={onDone}>
      <Form.Item
        name='residentId'
        label={labels.residentId}
        required
        extra={
          award.ofHousehold
            ? '全家的待遇，只能由现在住在这一户的成年人领取，卡要在这个人自己名下。'
            : '孩子的待遇，只能由登记的监护人领取，满 18 周岁后由本人领取，卡要在领取人自己名下。'
        }
      >
        <Select
          style={{ width: 260 }}
          options={(award.payee?.others ?? []).map(({ residentId, nameMasked }) => ({ value: residentId, label: nameMasked }))}
        />
      </Form.Item>
      <Form.Item name='bank' label={labels.bank} required>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name='number' label={labels.number} required>
        <Input maxLength={40} inputMode='numeric' autoComplete='off' />
      </Form.Item>
      <Form.Item name='words' label={labels.words} required>
        <Input.TextArea maxLength={500} rows={2} />
      </Form.Item>
      <Button loading={step.pending} onClick={send}>
        提出换领取人
      </Button>
    </StepFrame>
  )
}

function Decide({ award, onDone }: PartProps) {
  return (
    <SecondWord
      title='决定换领取人'
      name='award-payee-decision'
      field='words'
      label='理由（留在档案里）'
      missing='请写明理由'
      yes={{ label: '同意换', done: '已换领取人，家里的成年人都会收到消息' }}
      no={{ label: '不换', done: '领取人不变，家里的成年人都会收到消息' }}
      send={(confirm, words) => call('decidePayee', { params: { awardId: award.id }, body: { rev: award.rev, confirm, words } })}
      onDone={onDone}
      onReload={onDone}
    />
  )
}
