import type { PaymentCase } from '@minsheng/shared/contracts/donation'
import { Alert, type TableColumnsType, Typography } from 'antd'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { donationKeys } from '../queries.ts'
import { paymentCaseKinds } from '../words.ts'

const columns: TableColumnsType<PaymentCase> = [
  { title: '发现时间', key: 'opened', width: 190, render: (_, row) => instantWords(row.openedAt) },
  { title: '差异', key: 'kind', width: 210, render: (_, row) => <StateTag tone='danger'>{paymentCaseKinds[row.kind]}</StateTag> },
  { title: '订单上是', key: 'expected', width: 150, render: (_, row) => row.expected },
  { title: '实际到账', key: 'arrived', width: 150, render: (_, row) => row.arrived },
  {
    title: '单号',
    key: 'numbers',
    render: (_, row) => (
      <>
        <div>
          <span className='quiet'>商户订单 </span>
          <Typography.Text copyable={{ tooltips: ['复制商户订单号', '已复制'] }}>{row.outTradeNo}</Typography.Text>
        </div>
        <div>
          <span className='quiet'>微信支付 </span>
          <Typography.Text copyable={{ tooltips: ['复制微信支付单号', '已复制'] }}>{row.transactionId}</Typography.Text>
        </div>
      </>
    ),
  },
]

export function PaymentCaseListPage() {
  const list = usePagedList([...donationKeys.paymentCases], (cursor) => call('listPaymentCases', { query: { cursor } }))
  const anyRow = (list.data?.pages[0]?.items.length ?? 0) > 0
  return (
    <>
      <PageHeader title='到账差异' words='微信支付通知的内容与我们的订单不一致时，这笔钱会先列在这里，不计入任何合计。' />
      {anyRow && (
        <Alert
          type='warning'
          showIcon
          style={{ marginBottom: 16 }}
          title='遇到差异怎么办'
          description='先在微信支付商户平台按“微信支付单号”查到这笔交易，核对付款金额和收款商户；确认后联系系统管理员处理。核对完成前，请不要给捐赠人开票或退款。'
        />
      )}
      <div className='panel'>
        <PagedTable
          label='到账差异'
          query={list}
          columns={columns}
          minWidth={976}
          empty={<EmptyState title='没有到账差异' words='所有到账都与订单一致，不需要做什么。出现差异时，系统会把它列在这里。' />}
        />
      </div>
    </>
  )
}
