import type { RefundRow } from '@minsheng/shared/contracts/donation'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Descriptions, Drawer, Typography } from 'antd'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { DecideForm } from './decide-form.tsx'
import { nextWords, refundRoutes, stateOf, waitsForTransfer } from './refund-words.ts'
import { TransferForm } from './transfer-form.tsx'

const whenThere = (key: string, label: string, children: string | null) => (children === null ? [] : [{ key, label, children }])

function RefundFacts({ refund }: { refund: RefundRow }) {
  return (
    <Descriptions
      column={1}
      bordered
      styles={{ label: { width: 152 } }}
      items={[
        { key: 'donor', label: '捐赠人', children: refund.donorLabel },
        { key: 'gift', label: '原捐赠', children: <Money fen={refund.giftAmountFen} /> },
        { key: 'paid', label: '捐赠到账', children: instantWords(refund.giftPaidAt) },
        { key: 'project', label: '项目', children: refund.projectTitle },
        { key: 'charity', label: '慈善组织', children: refund.charityName },
        { key: 'route', label: '怎么退', children: refundRoutes[refund.route] },
        { key: 'requested', label: '提出时间', children: instantWords(refund.requestedAt) },
        { key: 'reason', label: '退款原因', children: refund.reason ?? '捐赠人在 10 分钟内撤销，不问原因' },
        ...whenThere('decided', '审批时间', refund.decidedAt && instantWords(refund.decidedAt)),
        ...whenThere('note', '审批意见', refund.decisionNote),
        ...whenThere('settled', '退回时间', refund.state === 'succeeded' && refund.settledAt ? instantWords(refund.settledAt) : null),
        ...whenThere('paidOn', '转账日期', refund.paidOn && dateWords(refund.paidOn)),
        ...whenThere('voucher', '银行凭证号', refund.voucherNumber),
        { key: 'id', label: '退款单号', children: <Typography.Text copyable>{refund.id}</Typography.Text> },
        { key: 'giftId', label: '捐赠编号', children: <Typography.Text copyable>{refund.giftId}</Typography.Text> },
      ]}
    />
  )
}

/** One refund: where it stands, and what this person can do about it. */
export function RefundDrawer({ refund, onClose }: { refund: RefundRow | null; onClose: () => void }) {
  const { can } = useAbilities()
  const queryClient = useQueryClient()
  function done() {
    void queryClient.invalidateQueries({ queryKey: donationKeys.refunds })
    void queryClient.invalidateQueries({ queryKey: donationKeys.gifts })
    onClose()
  }
  return (
    <Drawer title='退款详情' size={560} open={refund !== null} onClose={onClose} destroyOnHidden>
      {refund && (
        <>
          <p style={{ fontSize: 32, lineHeight: 1.3, margin: '0 0 8px', fontWeight: 600 }}>
            <Money fen={refund.amountFen} />
          </p>
          <p>
            <StateTag tone={stateOf(refund).tone}>{stateOf(refund).word}</StateTag>
          </p>
          <p className='quiet'>{nextWords(refund)}</p>
          {refund.hold && <Alert type='warning' showIcon title={refund.hold} style={{ marginBottom: 16 }} />}
          <RefundFacts refund={refund} />
          {refund.state === 'requested' && !refund.requestedByYou && can('refund.decide') && <DecideForm refund={refund} onDone={done} />}
          {waitsForTransfer(refund) && can('refund.request') && <TransferForm refund={refund} onDone={done} />}
        </>
      )}
    </Drawer>
  )
}
