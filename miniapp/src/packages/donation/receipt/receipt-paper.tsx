import type { Receipt } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { Badge } from '../../../ui/badge'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { type Fact, Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { Money } from '../../../ui/money'
import { instantWords } from '../words'
import { dayWords, reversalWords } from './words'

function factsOf(receipt: Receipt): Fact[] {
  return [
    { label: '捐赠人', value: receipt.donorLabel },
    { label: '捐赠日期', value: dayWords(receipt.donatedAt) },
    { label: '捐赠方式', value: receipt.paidBy === 'bank' ? '货币资金（银行转账）' : '货币资金（微信支付）' },
    ...(receipt.couponFen > 0
      ? [{ label: '微信优惠券付的', value: `¥${formatYuan(receipt.couponFen)}，也给了慈善组织；不是您自己付的，不算在凭证里` }]
      : []),
    { label: '受赠组织', value: receipt.charityName },
    { label: '统一社会信用代码', value: receipt.charityUscc },
    { label: '捐赠项目', value: receipt.projectTitle },
    { label: '经办人', value: `${receipt.handler}，电话 ${receipt.contactPhone}` },
    { label: '订单号', value: receipt.giftId },
    ...(receipt.number ? [{ label: '凭证编号', value: receipt.number }] : []),
    ...(receipt.checkCode ? [{ label: '校验码', value: receipt.checkCode }] : []),
    ...(receipt.issuedAt ? [{ label: '开具时间', value: instantWords(receipt.issuedAt) }] : []),
    ...(receipt.replacesNumber ? [{ label: '替换的凭证', value: `${receipt.replacesNumber}（部分退款，已作废）` }] : []),
    ...(receipt.waivedAt ? [{ label: '您的意愿', value: `${dayWords(receipt.waivedAt)}表示不需要凭证，已记录` }] : []),
  ]
}

/** The receipt on the screen: the same facts as on the paper. */
export function ReceiptPaper({ receipt }: { receipt: Receipt }) {
  const reversal = reversalWords(receipt)
  return (
    <>
      <Card tone={reversal ? 'danger' : 'calm'}>
        <Heading level={1}>{receipt.title}</Heading>
        <Badge tone={reversal ? 'danger' : 'success'}>{reversal ? '已作废' : '有效'}</Badge>
        <Money fen={receipt.amountFen} size='large' />
        <Words>{receipt.amountWords}</Words>
        {reversal ? <Words>{reversal}</Words> : null}
        {receipt.purpose === 'demonstration' ? <Words>演示数据，不是真实捐赠。</Words> : null}
      </Card>
      <Card>
        <Facts rows={factsOf(receipt)} />
      </Card>
    </>
  )
}
