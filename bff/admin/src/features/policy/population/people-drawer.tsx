import type { PopulationPerson } from '@minsheng/shared/contracts/policy'
import type { QueryKey } from '@tanstack/react-query'
import { Drawer, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Money } from '../../../ui/money.tsx'
import type { Page } from '../../../ui/paged-table.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'

/** The list behind one number. */
export interface BehindNumber {
  title: string
  queryKey: QueryKey
  read: (cursor: string | undefined) => Promise<Page<PopulationPerson>>
  /** Money before and after stands beside each. */
  withMoney: boolean
  illustrative: boolean
  /** Households are counted: each stands there by the first of its members. */
  ofHousehold: boolean
  /** What is done for those on the list. */
  wayOn?: ReactNode
}

interface PeopleDrawerProps {
  behind: BehindNumber | null
  onClose: () => void
}

type Row = PopulationPerson & { id: string }

/** Who is counted in a number: with part of the name, where they live, and what becomes of them. Opening it is on record. */
export function PeopleDrawer({ behind, onClose }: PeopleDrawerProps) {
  return (
    <Drawer title={behind?.title} size={760} open={behind !== null} onClose={onClose} destroyOnHidden>
      {behind && (
        <>
          {behind.wayOn && <p>{behind.wayOn}</p>}
          {behind.ofHousehold && <p className='quiet'>按户列，每户写一个人。</p>}
          {behind.withMoney && behind.illustrative && <p className='quiet'>金额还没有经民政局确认，只作参考。</p>}
          <Shown key={JSON.stringify(behind.queryKey)} behind={behind} />
        </>
      )}
    </Drawer>
  )
}

function Shown({ behind }: { behind: BehindNumber }) {
  const list = usePagedList<Row, Page<Row>>(behind.queryKey, async (cursor) => {
    const { items, nextCursor } = await behind.read(cursor)
    return { items: items.map((row) => ({ ...row, id: row.residentId })), nextCursor }
  })
  const columns: TableColumnsType<Row> = [
    { title: '居民', key: 'name', width: 110, render: (_, row) => row.nameMasked },
    {
      title: '在哪里',
      key: 'place',
      render: (_, row) => (
        <>
          {row.streetName} {row.communityName}
          <div className='quiet'>{row.gridName}</div>
        </>
      ),
    },
    ...(behind.withMoney
      ? [
          {
            title: '现在',
            key: 'before',
            width: 130,
            render: (_: unknown, row: Row) => (row.fenBefore === null ? '—' : <Money fen={row.fenBefore} />),
          },
          { title: '改了以后', key: 'after', width: 130, render: (_: unknown, row: Row) => <Money fen={row.fenAfter} /> },
        ]
      : []),
  ]
  return (
    <PagedTable
      label={behind.title}
      query={list}
      columns={columns}
      minWidth={640}
      empty={<EmptyState title='名单里没有人' words='情况刚刚有变，请关掉再看一次数字。' />}
    />
  )
}
