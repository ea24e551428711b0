import type { TrialAccount, TrialBalance } from '@minsheng/shared/contracts/donation'
import { Table, type TableColumnsType } from 'antd'
import { Money } from '../../../ui/money.tsx'
import { movementKinds } from './closing-words.ts'

/** A balance with its side, as bookkeepers read it. */
function Balance({ fen }: { fen: number }) {
  return (
    <>
      {fen !== 0 && <span className='quiet'>{fen > 0 ? '借' : '贷'} </span>}
      <Money fen={Math.abs(fen)} />
    </>
  )
}

const money = (title: string, key: 'debitFen' | 'creditFen') =>
  ({ title, key, align: 'right', width: 160, render: (_: unknown, row: TrialAccount) => <Money fen={row[key]} /> }) as const
const balance = (title: string, key: 'openingFen' | 'closingFen') =>
  ({ title, key, align: 'right', width: 170, render: (_: unknown, row: TrialAccount) => <Balance fen={row[key]} /> }) as const

const columns: TableColumnsType<TrialAccount> = [
  { title: '科目', key: 'title', render: (_, row) => row.title },
  balance('期初余额', 'openingFen'),
  money('本期借方', 'debitFen'),
  money('本期贷方', 'creditFen'),
  balance('期末余额', 'closingFen'),
]

type Movement = TrialAccount['movements'][number]

const movementColumns: TableColumnsType<Movement> = [
  { title: '事项', key: 'kind', render: (_, row) => movementKinds[row.kind] },
  { title: '借方', key: 'debit', align: 'right', width: 160, render: (_, row) => <Money fen={row.debitFen} /> },
  { title: '贷方', key: 'credit', align: 'right', width: 160, render: (_, row) => <Money fen={row.creditFen} /> },
]

/** A month's trial balance; each account opens to what moved it. */
export function TrialTable({ month }: { month: TrialBalance }) {
  return (
    <Table<TrialAccount>
      rowKey='account'
      columns={columns}
      dataSource={month.accounts}
      pagination={false}
      scroll={{ x: 980 }}
      expandable={{
        rowExpandable: (row) => row.movements.length > 0,
        expandedRowRender: (row) => (
          <Table<Movement> rowKey='kind' columns={movementColumns} dataSource={row.movements} pagination={false} size='small' />
        ),
      }}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} />
          <Table.Summary.Cell index={1}>
            <strong>合计</strong>
          </Table.Summary.Cell>
          {(['openingFen', 'debitFen', 'creditFen', 'closingFen'] as const).map((part, index) => (
            <Table.Summary.Cell key={part} index={index + 2} align='right'>
              <strong>
                <Money fen={month.totals[part]} />
              </strong>
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    />
  )
}
