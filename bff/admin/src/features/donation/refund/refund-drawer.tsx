import type { RefundRow } from '@minsheng/shared/contracts/donation'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Descriptions, Drawer, Typography } from 'antd'
import { call } from '../../../platform/api.ts'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { AskSection } from '../books/ask-section.tsx'
import { DecideSection } from '../books/decide-section.tsx'
import { donationKeys } from '../queries.ts'
import { DecideForm } from './decide-form.tsx'
import { nextWords, refundRoutes, refusedByWechat, stateOf, waitsForTransfer, withdrawalWaits } from './refund-words.ts'
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
        ...whenThere('withdrawal', '撤回原因', refund.withdrawal?.reason ?? null),
        ...whenThere('withdrawalNote', '撤回审批意见', refund.withdrawal?.decisionNote ?? null),
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
          {(waitsForTransfer(refund) || refusedByWechat(refund)) && !withdrawalWaits(refund) && can('refund.request') && (
            <>
              {waitsForTransfer(refund) && <TransferForm refund={refund} onDone={done} />}
              <AskSection
                title='撤回退款'
                name='ask-withdrawal'
                label='撤回原因'
                hint='钱还没有退出去时才能撤回；另一位负责人审批后，善款回到项目里。'
                buttonLabel='申请撤回'
                askedWords='已提出撤回，等另一位负责人审批'
                ask={(reason, idempotencyKey) =>
                  call('requestRefundWithdrawal', { params: { refundId: refund.id }, body: { rev: refund.rev, reason }, idempotencyKey })
                }
                onDone={done}
              />
            </>
          )}
          {withdrawalWaits(refund) && !refund.withdrawal?.requestedByYou && can('refund.decide') && (
            <DecideSection
              title='撤回审批'
              name='decide-withdrawal'
              hint='如“已电话与捐赠人核实，不用退了”。'
              approveLabel='批准撤回'
              rejectLabel='不批准'
              approvedWords='已撤回，善款回到项目里'
              rejectedWords={refund.route === 'bank' ? '没有撤回，仍等待转账' : '没有撤回，继续向微信支付提交'}
              decide={(word) => call('decideRefundWithdrawal', { params: { refundId: refund.id }, body: { rev: refund.rev, ...word } })}
              onDone={done}
            />
          )}
        </>
      )}
    </Drawer>
  )
}
