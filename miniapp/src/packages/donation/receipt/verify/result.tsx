import type { ReceiptCheck } from '@minsheng/shared/contracts/donation'
import { Card } from '../../../../ui/card'
import { Words } from '../../../../ui/element'
import { Facts } from '../../../../ui/facts'
import { Heading } from '../../../../ui/heading'
import { Icon } from '../../../../ui/icon'
import { Money } from '../../../../ui/money'
import { instantWords } from '../../words'
import { dayWords, reversalWords } from '../words'

/** What we know of the paper, to be compared with what stands on it. */
export function Known({ receipt }: { receipt: ReceiptCheck }) {
  const reversal = reversalWords(receipt)
  return (
    <>
      <Card tone={reversal ? 'danger' : 'calm'}>
        <Icon of={reversal ? 'triangle-alert/vermilion' : 'circle-check/success'} size='large' />
        <Heading level={1}>{reversal ? '这张凭证已作废' : '这张凭证是真的，现在有效'}</Heading>
        <Money fen={receipt.amountFen} size='large' />
        <Words>{receipt.amountWords}</Words>
        {reversal ? <Words>{reversal}</Words> : null}
        {receipt.purpose === 'demonstration' ? <Words>演示数据，不是真实捐赠。</Words> : null}
      </Card>
      <Card>
        <Heading level={2}>请和纸上对一对</Heading>
        <Facts
          rows={[
            { label: '凭证编号', value: receipt.number },
            { label: '捐赠人', value: receipt.donorMasked },
            ...(receipt.donorUscc ? [{ label: '捐赠人统一社会信用代码', value: receipt.donorUscc }] : []),
            { label: '捐赠日期', value: dayWords(receipt.donatedAt) },
            { label: '受赠组织', value: receipt.charityName },
            { label: '统一社会信用代码', value: receipt.charityUscc },
            { label: '捐赠项目', value: receipt.projectTitle },
            ...(receipt.issuedAt ? [{ label: '开具时间', value: instantWords(receipt.issuedAt) }] : []),
          ]}
        />
      </Card>
      <Words>{`${receipt.fetchable ? '' : '为保护捐赠人，姓名只显示第一个字。'}金额、日期或慈善组织与纸上不一样，说明纸被改过，请拨打 12345 告诉我们。`}</Words>
    </>
  )
}

/** No such receipt, or its check code is another: which of the two is not told. */
export function Unknown() {
  return (
    <Card tone='danger'>
      <Icon of='triangle-alert/vermilion' size='large' />
      <Heading level={1}>没有查到这张凭证</Heading>
      <Words>编号或校验码不对。请照着纸上重新填一次；还是查不到，它就不是我们开出的凭证。</Words>
    </Card>
  )
}
