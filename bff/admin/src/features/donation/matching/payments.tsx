import type { Matching, MatchingPayment } from '@minsheng/shared/contracts/donation'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Money } from '../../../ui/money.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { DeskReceipt } from '../receipt/desk-receipt.tsx'
import { WordForm } from '../word-form.tsx'
import { matchingPaymentStates } from './matching-words.ts'
import { PaymentForm } from './payment-form.tsx'

const columnsWith = (onReceipt: (giftId: string) => void) => [
  { title: '到账日期', key: 'received', width: 150, render: (_: unknown, row: MatchingPayment) => dateWords(row.receivedOn) },
  {
    title: '金额',
    key: 'amount',
    align: 'right' as const,
    width: 130,
    render: (_: unknown, row: MatchingPayment) => <Money fen={row.amountFen} />,
  },
  { title: '银行流水号', key: 'reference', render: (_: unknown, row: MatchingPayment) => row.bankReference },
  {
    title: '状态',
    key: 'state',
    width: 120,
    render: (_: unknown, row: MatchingPayment) => (
      <StateTag tone={matchingPaymentStates[row.state].tone}>{matchingPaymentStates[row.state].word}</StateTag>
    ),
  },
  {
    title: '凭证',
    key: 'receipt',
    width: 80,
    render: (_: unknown, { giftId, bankReference }: MatchingPayment) =>
      giftId === null ? (
        <span className='quiet'>入账后</span>
      ) : (
        <Button type='link' style={{ padding: 0 }} onClick={() => onReceipt(giftId)} aria-label={`流水号 ${bankReference} 的捐赠凭证`}>
          凭证
        </Button>
      ),
  },
]

/** What the company paid: recorded by finance, decided by the owner. */
export function Payments({ matching, onChanged }: { matching: Matching; onChanged: () => void }) {
  const { can } = useAbilities()
  const [adding, setAdding] = useState(false)
  const [receiptOf, setReceiptOf] = useState<string | null>(null)
  const mayHandOver = can('receipt.read')
  const list = usePagedList([...donationKeys.matchings, matching.id, 'payments'], (cursor) =>
    call('listMatchingPayments', { params: { matchingId: matching.id }, query: { cursor } }),
  )
  const waiting = (list.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((payment) => payment.state === 'recorded' && !payment.recordedByYou)
  return (
    <section aria-label='企业付来的款' style={{ marginTop: 24 }}>
      <h3>企业付来的款</h3>
      {can('matching.pay') && (
        <Button onClick={() => setAdding(true)} style={{ marginBottom: 12 }}>
          登记到账
        </Button>
      )}
      <PagedTable
        label='企业付来的款'
        query={list}
        columns={columnsWith(setReceiptOf).filter(({ key }) => key !== 'receipt' || mayHandOver)}
        minWidth={600}
        empty={<EmptyState title='还没有付款' words='企业把钱转到慈善组织的银行账户后，由财务照银行回单登记。' />}
      />
      {can('matching.decide') &&
        waiting.map((payment) => (
          <WordForm
            key={payment.id}
            name={`decide-payment-${payment.id}`}
            title={`确认到账 ${payment.bankReference}`}
            noteLabel={`流水号 ${payment.bankReference} 的核对情况`}
            noteHint='请写明怎么核对的，如“与银行回单一致”'
            choices={[
              { approve: true, label: '确认入账', done: '已入账，算进筹款' },
              { approve: false, label: '不通过', done: '已退回，没有入账' },
            ]}
            send={(word) => call('decideMatchingPayment', { params: { paymentId: payment.id }, body: { rev: payment.rev, ...word } })}
            onDone={onChanged}
          />
        ))}
      <DeskReceipt giftId={receiptOf} onClose={() => setReceiptOf(null)} />
      <PaymentForm
        matching={matching}
        open={adding}
        onClose={() => setAdding(false)}
        onDone={() => {
          setAdding(false)
          onChanged()
        }}
      />
    </section>
  )
}
