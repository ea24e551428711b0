import type { Statistics } from '@minsheng/shared/contracts/donation'
import { Table } from 'antd'
import { Money } from '../../../ui/money.tsx'

type Row = Pick<Statistics['series'][number], 'giftCount' | 'paidFen' | 'returnedFen' | 'keptFen'> & { key: string; name: string }

/** Sums by whatever the first column names. */
export function SumsTable({ label, first, rows }: { label: string; first: string; rows: Row[] }) {
  return (
    <section aria-label={label}>
      <Table<Row>
        rowKey='key'
        size='small'
        pagination={false}
        dataSource={rows}
        scroll={{ x: 560 }}
        columns={[
          { title: first, key: 'name', render: (_, row) => row.name },
          { title: '笔数', key: 'count', align: 'right', width: 80, render: (_, row) => row.giftCount.toLocaleString('zh-CN') },
          { title: '到账', key: 'paid', align: 'right', width: 130, render: (_, row) => <Money fen={row.paidFen} /> },
          { title: '退回', key: 'returned', align: 'right', width: 120, render: (_, row) => <Money fen={row.returnedFen} /> },
          { title: '净额', key: 'kept', align: 'right', width: 130, render: (_, row) => <Money fen={row.keptFen} /> },
        ]}
      />
    </section>
  )
}
