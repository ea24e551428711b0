import type { GiftRow } from '@minsheng/shared/contracts/donation'
import { Button, Descriptions, Drawer, Typography } from 'antd'
import { useState } from 'react'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { DeskReceipt } from '../receipt/desk-receipt.tsx'
import { RequestRefundForm } from '../refund/request-form.tsx'
import { giftChannels, giftStates } from '../words.ts'

const stateHelp: Record<GiftRow['state'], string> = {
  paid: '微信支付已确认，款项进入慈善组织自己的商户号。',
  awaiting: '捐赠人还没有付款。系统会继续向微信支付查询，超过付款时限后自动关闭。',
  closed: '捐赠人没有在时限内付款，没有产生收款。',
  quarantined: '到账内容与订单不一致，没有计入合计。请到“到账差异”核对。',
}

const helpOf = ({ state, channel }: GiftRow) =>
  state === 'paid' && channel === 'bank' ? '银行转账已登记到账，款项在慈善组织自己的银行账户里。' : stateHelp[state]

/** What of a gift came back, as one line; null when nothing did. */
function returnedWords({ refundedFen, refundingFen }: GiftRow) {
  if (refundedFen + refundingFen === 0) return []
  const back = (
    <>
      {refundedFen > 0 && (
        <div>
          已退回 <Money fen={refundedFen} />
        </div>
      )}
      {refundingFen > 0 && (
        <div>
          正在退回 <Money fen={refundingFen} />
        </div>
      )}
    </>
  )
  return [{ key: 'returned', label: '退款', children: back }]
}

export function GiftDrawer({ gift, onClose }: { gift: GiftRow | null; onClose: () => void }) {
  const { can } = useAbilities()
  const [asking, setAsking] = useState(false)
  const [receiptOf, setReceiptOf] = useState<string | null>(null)
  const isRefundable = gift?.state === 'paid' && gift.refundedFen + gift.refundingFen < gift.amountFen
  return (
    <Drawer
      title='捐赠详情'
      size={520}
      open={gift !== null}
      onClose={onClose}
      destroyOnHidden
      footer={
        isRefundable &&
        can('refund.request') && (
          <Button onClick={() => setAsking(true)} style={{ margin: '8px 0' }}>
            申请退款
          </Button>
        )
      }
    >
      {gift && <RequestRefundForm gift={gift} open={asking} onClose={() => setAsking(false)} />}
      <DeskReceipt giftId={receiptOf} onClose={() => setReceiptOf(null)} />
      {gift && (
        <>
          <p style={{ fontSize: 32, lineHeight: 1.3, margin: '0 0 8px', fontWeight: 600 }}>
            <Money fen={gift.amountFen} />
          </p>
          <p>
            <StateTag tone={giftStates[gift.state].tone}>{giftStates[gift.state].word}</StateTag>
          </p>
          <p className='quiet'>{helpOf(gift)}</p>
          <Descriptions
            column={1}
            bordered
            styles={{ label: { width: 152 } }}
            items={[
              { key: 'donor', label: '捐赠人', children: gift.donorLabel },
              { key: 'project', label: '项目', children: gift.projectTitle },
              { key: 'charity', label: '慈善组织', children: gift.charityName },
              { key: 'venue', label: '点位', children: gift.venueName ?? '未经公益码' },
              { key: 'channel', label: '付款方式', children: giftChannels[gift.channel] },
              { key: 'created', label: gift.channel === 'bank' ? '登记时间' : '下单时间', children: instantWords(gift.createdAt) },
              { key: 'paid', label: '到账时间', children: gift.paidAt ? instantWords(gift.paidAt) : '未到账' },
              ...returnedWords(gift),
              { key: 'id', label: '捐赠编号', children: <Typography.Text copyable>{gift.id}</Typography.Text> },
              {
                key: 'transaction',
                label: gift.channel === 'bank' ? '银行流水号' : '微信支付单号',
                children: gift.transactionId ? <Typography.Text copyable>{gift.transactionId}</Typography.Text> : '到账后才有',
              },
            ]}
          />
          {gift.state === 'paid' && gift.receiptAtDesk && can('receipt.read') && (
            <Button style={{ marginTop: 16 }} onClick={() => setReceiptOf(gift.id)}>
              捐赠凭证
            </Button>
          )}
        </>
      )}
    </Drawer>
  )
}
