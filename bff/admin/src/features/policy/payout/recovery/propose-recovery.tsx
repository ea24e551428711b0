import type { OverpaidRow, RecoveryWay } from '@minsheng/shared/contracts/policy'
import { formatYuan } from '@minsheng/shared/units/money'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../../platform/api.ts'
import { createKeyring } from '../../../../platform/idempotency-key.ts'
import { CheckList } from '../../../../ui/check-list.tsx'
import { FormDrawer } from '../../../../ui/form-drawer.tsx'
import { monthWords } from '../../../../ui/time-words.ts'
import { useIssueForm } from '../../../../ui/use-issue-form.ts'
import { recoveryKeys, recoveryWays } from './recovery-words.ts'

interface ProposalValues {
  months: string[]
  way: RecoveryWay
  words?: string
}

const labels = { months: '哪几个月', way: '怎么办', words: '理由（居民会看到）' }

/** Which months, how and why: the whole of what each month was paid too much. */
export function ProposeRecovery({ of, onClose }: { of: OverpaidRow; onClose: () => void }) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [keyring] = useState(() => createKeyring())
  const issueForm = useIssueForm<ProposalValues>({ labels })
  const way = Form.useWatch('way', issueForm.form)
  const ways = (['set_off', 'pay_back', 'waive'] as const).filter((value) => value !== 'set_off' || of.stillPays)
  const isHeard = way !== 'waive' && of.personState !== 'deceased'
  const proposing = useMutation({
    mutationFn: (body: { months: OverpaidRow['months']; way: RecoveryWay; words: string }) =>
      call('proposeRecovery', { params: { awardId: of.awardId }, body, idempotencyKey: keyring.keyFor({ awardId: of.awardId, ...body }) }),
    onSuccess: ({ id }) => {
      keyring.done()
      void queries.invalidateQueries({ queryKey: [...recoveryKeys.all] })
      void navigate(`/recoveries/${id}`)
    },
    onError: issueForm.showFailure,
  })
  function propose(values: ProposalValues) {
    const months = of.months.filter(({ month }) => values.months.includes(month))
    const words = values.words?.trim() ?? ''
    const faults = [
      ...(months.length === 0 ? [{ path: 'body.months', message: '请选哪几个月' }] : []),
      ...(words.length < 2 ? [{ path: 'body.words', message: '请写明理由，居民会看到' }] : []),
    ]
    if (!issueForm.show(faults)) proposing.mutate({ months, way: values.way, words })
  }
  return (
    <FormDrawer<ProposalValues>
      title={`${of.personMasked}的${of.title}：多发 ¥${formatYuan(of.fen)}`}
      name='propose-recovery'
      open
      onClose={onClose}
      issueForm={issueForm}
      saving={proposing.isPending}
      onSubmit={propose}
      initialValues={{ months: of.months.map(({ month }) => month), way: of.stillPays ? 'set_off' : 'pay_back' }}
      saveLabel={isHeard ? '告知本人' : '提出，请同事决定'}
      intro={
        <>
          {isHeard && <p>本人会在手机上看到下面这些，可以先说自己的情况；之后由另一位同事决定，决定以前不用退。</p>}
          {of.personState === 'deceased' && <p>居民登记里已经去世：不听本人说，决定里要写明告知了谁；没有财产可退的，选不追回。</p>}
        </>
      }
    >
      <Form.Item name='months' label={labels.months} required>
        <CheckList
          label={labels.months}
          options={of.months.map(({ month, fen }) => ({ value: month, label: `${monthWords(month)}（¥${formatYuan(fen)}）` }))}
        />
      </Form.Item>
      <Form.Item name='way' label={labels.way} required>
        <Radio.Group options={ways.map((value) => ({ value, label: recoveryWays[value] }))} />
      </Form.Item>
      <Form.Item
        name='words'
        label={labels.words}
        required
        extra={way === 'pay_back' ? '写明退到哪个账户（只能是民政局的对公账户）、分几次' : undefined}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  )
}
