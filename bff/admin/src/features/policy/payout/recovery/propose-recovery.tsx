import { ApiError } from '@minsheng/shared/client'
import type { OverpaidRow, RecoveryWay } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../../platform/api.ts'
import { createKeyring } from '../../../../platform/idempotency-key.ts'
import { ProblemNotice } from '../../../../ui/problem-notice.tsx'
import { monthWords } from '../../../../ui/time-words.ts'
import { type Faults, faultsOf, isFaultless } from './recovery-faults.ts'
import { recoveryKeys, recoveryWays } from './recovery-words.ts'

const keys = createKeyring()
const fields = ['months', 'way', 'words'] as const

/** Which months, how and why: the whole of what each month was paid too much. */
export function ProposeRecovery({ of, onClose }: { of: OverpaidRow; onClose: () => void }) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [months, setMonths] = useState<string[]>(of.months.map(({ month }) => month))
  const [way, setWay] = useState<RecoveryWay>(of.stillPays ? 'set_off' : 'pay_back')
  const [words, setWords] = useState('')
  const [faults, setFaults] = useState<Faults<(typeof fields)[number]>>({})
  const ways = (['set_off', 'pay_back', 'waive'] as const).filter((value) => value !== 'set_off' || of.stillPays)
  const isHeard = way !== 'waive' && of.personState !== 'deceased'
  const proposing = useMutation({
    mutationFn: () => {
      const body = { way, months: of.months.filter(({ month }) => months.includes(month)), words: words.trim() }
      return call('proposeRecovery', {
        params: { awardId: of.awardId },
        body,
        idempotencyKey: keys.keyFor({ awardId: of.awardId, ...body }),
      })
    },
    onSuccess: ({ id }) => {
      keys.done()
      void queries.invalidateQueries({ queryKey: [...recoveryKeys.all] })
      void navigate(`/recoveries/${id}`)
    },
    onError: (error) => {
      if (error instanceof ApiError) keys.done()
      setFaults(faultsOf(error, fields, 'words'))
    },
  })
  function propose() {
    const found = {
      ...(months.length === 0 ? { months: '请选哪几个月' } : {}),
      ...(words.trim().length < 2 ? { words: '请写明理由，居民会看到' } : {}),
    }
    setFaults(found)
    if (isFaultless(found)) proposing.mutate()
  }
  return (
    <Modal
      title={`${of.personMasked}的${of.title}：多发 ¥${formatYuan(of.fen)}`}
      open
      onCancel={onClose}
      onOk={propose}
      okText={isHeard ? '告知本人' : '提出，请同事决定'}
      cancelText='取消'
      confirmLoading={proposing.isPending}
    >
      {proposing.error && isFaultless(faults) && <ProblemNotice error={proposing.error} />}
      {isHeard && <p>本人会在手机上看到下面这些，可以先说自己的情况；之后由另一位同事决定，决定以前不用退。</p>}
      {of.personState === 'deceased' && <p>居民登记里已经去世：不听本人说，决定里要写明告知了谁；没有财产可退的，选不追回。</p>}
      <Form layout='vertical' component='div'>
        <Form.Item label='哪几个月' validateStatus={faults.months ? 'error' : ''} help={faults.months}>
          <Checkbox.Group
            value={months}
            onChange={setMonths}
            options={of.months.map(({ month, fen }) => ({ value: month, label: `${monthWords(month)}（¥${formatYuan(fen)}）` }))}
          />
        </Form.Item>
        <Form.Item label='怎么办' validateStatus={faults.way ? 'error' : ''} help={faults.way}>
          <Radio.Group
            value={way}
            onChange={({ target }) => setWay(target.value as RecoveryWay)}
            options={ways.map((value) => ({ value, label: recoveryWays[value] }))}
          />
        </Form.Item>
        <Form.Item
          label='理由（居民会看到）'
          htmlFor='recovery-words'
          required
          validateStatus={faults.words ? 'error' : ''}
          help={faults.words ?? (way === 'pay_back' ? '写明退到哪个账户（只能是民政局的对公账户）、分几次' : undefined)}
        >
          <Input.TextArea id='recovery-words' rows={3} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
