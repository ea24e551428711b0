import type { OverpaidRow, RecoveryRow } from '@minsheng/shared/contracts/policy'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../../../../platform/api.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Money } from '../../../../ui/money.tsx'
import { PageHeader } from '../../../../ui/page-header.tsx'
import { PagedTable } from '../../../../ui/paged-table.tsx'
import { StateTag } from '../../../../ui/state-tag.tsx'
import { monthWords } from '../../../../ui/time-words.ts'
import { usePagedList } from '../../../../ui/use-paged-list.ts'
import { useAbilities } from '../../../identity/use-abilities.ts'
import { ProposeRecovery } from './propose-recovery.tsx'
import { recoveryKeys, recoveryWays, stateWords } from './recovery-words.ts'

type Overpaid = OverpaidRow & { id: string }

const person = {
  title: '领取人',
  key: 'person',
  width: 160,
  render: (_: unknown, row: { personMasked: string; communityName: string }) => (
    <>
      {row.personMasked}
      <div className='quiet'>{row.communityName}</div>
    </>
  ),
}

const overpaidColumns = (onPropose: ((row: Overpaid) => void) | null): TableColumnsType<Overpaid> => [
  person,
  { title: '政策', key: 'title', render: (_, row) => row.title },
  { title: '哪几个月', key: 'months', render: (_, row) => row.months.map(({ month }) => monthWords(month)).join('、') },
  { title: '多发', key: 'fen', width: 140, align: 'right', render: (_, row) => <Money fen={row.fen} /> },
  {
    title: '怎么办',
    key: 'way',
    width: 150,
    render: (_, row) => {
      if (row.recoveryId)
        return (
          <Link className='text-link' to={`/recoveries/${row.recoveryId}`}>
            正在办，打开
          </Link>
        )
      return onPropose ? (
        <Button size='small' onClick={() => onPropose(row)}>
          提出处理
        </Button>
      ) : null
    },
  },
]

const recoveryColumns: TableColumnsType<RecoveryRow> = [
  person,
  {
    title: '政策',
    key: 'title',
    render: (_, row) => (
      <Link className='text-link' to={`/recoveries/${row.id}`} aria-label={`打开 ${row.personMasked} 的 ${row.title}`}>
        {row.title}
      </Link>
    ),
  },
  { title: '怎么办', key: 'way', width: 160, render: (_, row) => recoveryWays[row.way] },
  { title: '金额', key: 'fen', width: 130, align: 'right', render: (_, row) => <Money fen={row.fen} /> },
  { title: '还差', key: 'open', width: 130, align: 'right', render: (_, row) => <Money fen={row.openFen} /> },
  {
    title: '状态',
    key: 'state',
    width: 190,
    render: (_, row) => {
      const { word, tone } = stateWords(row)
      return <StateTag tone={tone}>{word}</StateTag>
    },
  },
]

/** 多发追回: what was paid too much, and what is being done about it. */
export function RecoveryListPage() {
  const { can } = useAbilities()
  const [chosen, setChosen] = useState<Overpaid | null>(null)
  const overpaid = usePagedList([...recoveryKeys.overpaid], async (cursor) => {
    const page = await call('listOverpaid', { query: { cursor } })
    return { ...page, items: page.items.map((row): Overpaid => ({ ...row, id: row.awardId })) }
  })
  const recoveries = usePagedList([...recoveryKeys.list], (cursor) => call('listRecoveries', { query: { cursor } }))
  return (
    <>
      <PageHeader
        title='多发追回'
        words='按最新的决定不该发、钱又到了账的。先告知本人、听本人说，再由另一位同事书面决定；确实困难、或是我们弄错的，可以不追回。'
      />
      <div className='panel'>
        <h2 className='panel-title'>多发了的</h2>
        <PagedTable
          label='多发了的待遇'
          query={overpaid}
          columns={overpaidColumns(can('payout.make') ? setChosen : null)}
          minWidth={860}
          empty={<EmptyState title='没有多发的' words='待遇降低或停发以后，已经多发到账的月份会列在这里。' />}
        />
      </div>
      <div className='panel'>
        <h2 className='panel-title'>办过的和在办的</h2>
        <PagedTable
          label='追回'
          query={recoveries}
          columns={recoveryColumns}
          minWidth={900}
          empty={<EmptyState title='还没有办过' words='从上面“多发了的”里提出。' />}
        />
      </div>
      {chosen && <ProposeRecovery key={chosen.id} of={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}
