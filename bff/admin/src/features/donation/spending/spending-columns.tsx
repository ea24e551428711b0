import type { DisbursementRow } from '@minsheng/shared/contracts/donation'
import { Button, type TableColumnsType } from 'antd'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { stateOf } from './spending-words.ts'

export function spendingColumns(showCharity: boolean, onShow: (id: string) => void): TableColumnsType<DisbursementRow> {
  return [
    { title: '支出日期', key: 'spentOn', width: 210, render: (_, row) => dateWords(row.spentOn) },
    {
      title: '用途',
      key: 'purpose',
      render: (_, row) => (
        <>
          {row.purpose}
          <div className='quiet'>付给 {row.payee}</div>
        </>
      ),
    },
    { title: '金额', key: 'amount', align: 'right', width: 140, render: (_, row) => <Money fen={row.amountFen} /> },
    { title: '状态', key: 'state', width: 150, render: (_, row) => <StateTag tone={stateOf(row).tone}>{stateOf(row).word}</StateTag> },
    {
      title: '项目',
      key: 'project',
      render: (_, row) => (
        <>
          {row.projectTitle}
          <div className='quiet'>{showCharity ? `${row.charityName} · ${row.budgetLabel}` : row.budgetLabel}</div>
        </>
      ),
    },
    { title: '凭证', key: 'vouchers', width: 80, render: (_, row) => `${row.voucherCount} 份` },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row.id)} aria-label={`查看支出 ${row.purpose}`}>
          查看
        </Button>
      ),
    },
  ]
}
