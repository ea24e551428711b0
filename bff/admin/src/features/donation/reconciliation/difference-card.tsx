import type { ReconciliationDifference } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Space, Typography } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { BookingDialog } from './booking-dialog.tsx'
import { BookingFacts } from './booking-facts.tsx'
import { ExplainDialog } from './explain-dialog.tsx'
import './reconciliation.css'
import { differenceAdvice, differenceStates, differenceTitle, resolutions } from './reconciliation-words.ts'

function Explanation({ difference }: { difference: ReconciliationDifference }) {
  const { resolution, note, booking, explainedAt, confirmedAt } = difference
  if (resolution === null) return null
  return (
    <div className='difference-explanation'>
      <strong>{resolutions[resolution]}</strong>
      {booking && <BookingFacts booking={booking} />}
      <div>{note}</div>
      <div className='quiet'>
        {explainedAt ? `说明于 ${instantWords(explainedAt)}` : '上次的说明被退回，请重新说明'}
        {confirmedAt && `，复核于 ${instantWords(confirmedAt)}`}
      </div>
    </div>
  )
}

const decidedWords: Partial<Record<ReconciliationDifference['state'], string>> = {
  confirmed: '已复核，这处差异了结',
  booked: '已复核并补记入账，这处差异了结',
}

/** The second person's decision on an explanation. */
function Decision({ difference, onReload }: { difference: ReconciliationDifference; onReload: () => void }) {
  const { message } = App.useApp()
  const deciding = useMutation({
    mutationFn: (decision: 'confirm' | 'send_back') =>
      call('confirmDifference', { params: { differenceId: difference.id }, body: { rev: difference.rev, decision } }),
    onSuccess: (changed) => {
      void message.success(decidedWords[changed.state] ?? '已退回，由财务重新说明')
      onReload()
    },
  })
  if (difference.explainedByYou) return <p className='quiet'>说明由您填写，须由另一个人（负责人或民政）复核。</p>
  return (
    <>
      {isConflict(deciding.error) ? <ConflictNotice onReload={onReload} /> : deciding.error && <ProblemNotice error={deciding.error} />}
      <Space size={12}>
        <Button type='primary' loading={deciding.isPending} onClick={() => deciding.mutate('confirm')}>
          {difference.booking ? '复核通过，入账' : '复核通过'}
        </Button>
        <Button disabled={deciding.isPending} onClick={() => deciding.mutate('send_back')}>
          退回重写
        </Button>
      </Space>
    </>
  )
}

/** One difference: both sides beside each other, what to look at, and the step that is due. */
export function DifferenceCard({ difference }: { difference: ReconciliationDifference }) {
  const { can } = useAbilities()
  const queryClient = useQueryClient()
  const [explaining, setExplaining] = useState(false)
  const [booking, setBooking] = useState(false)
  const reload = () => void queryClient.invalidateQueries({ queryKey: donationKeys.reconciliations })
  const { word, tone } = differenceStates[difference.state]
  return (
    <section className='difference' aria-label={differenceTitle(difference)}>
      <header>
        <h3>{differenceTitle(difference)}</h3>
        <StateTag tone={tone}>{word}</StateTag>
      </header>
      <dl>
        <div>
          <dt>微信支付账单</dt>
          <dd>{difference.bill}</dd>
        </div>
        <div>
          <dt>本平台账本</dt>
          <dd>{difference.books}</dd>
        </div>
      </dl>
      <div className='difference-numbers'>
        <span className='quiet'>
          {difference.item === 'payment' ? '微信支付单号 ' : difference.item === 'refund' ? '退款单号 ' : '合计项 '}
        </span>
        <Typography.Text copyable={{ tooltips: ['复制', '已复制'] }}>{difference.subject}</Typography.Text>
        {difference.outTradeNo && (
          <div>
            <span className='quiet'>商户订单号 </span>
            <Typography.Text copyable={{ tooltips: ['复制', '已复制'] }}>{difference.outTradeNo}</Typography.Text>
          </div>
        )}
      </div>
      {difference.state === 'open' && <p className='quiet'>{differenceAdvice(difference)}</p>}
      {difference.closeReason && <p className='quiet'>{difference.closeReason}。</p>}
      <Explanation difference={difference} />
      {difference.state === 'open' && can('difference.explain') && (
        <Space size={12}>
          {difference.bookableAs && (
            <Button type='primary' onClick={() => setBooking(true)}>
              补记入账
            </Button>
          )}
          <Button type={difference.bookableAs ? 'default' : 'primary'} onClick={() => setExplaining(true)}>
            说明差异
          </Button>
        </Space>
      )}
      {difference.state === 'open' && !can('difference.explain') && <p className='quiet'>等待慈善组织的财务说明。</p>}
      {difference.state === 'explained' && can('difference.confirm') && <Decision difference={difference} onReload={reload} />}
      {difference.state === 'explained' && !can('difference.confirm') && <p className='quiet'>等待负责人或民政复核。</p>}
      {difference.bookableAs && (
        <BookingDialog difference={difference} open={booking} onClose={() => setBooking(false)} onReload={reload} />
      )}
      <ExplainDialog difference={difference} open={explaining} onClose={() => setExplaining(false)} onReload={reload} />
    </section>
  )
}
