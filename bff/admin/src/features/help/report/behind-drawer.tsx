import type { DeskCallRow, ReportBy, ReportOnly } from '@minsheng/shared/contracts/help'
import { classWords, stateWords } from '@minsheng/shared/words/help'
import { Drawer, type TableColumnsType } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { callTones, categoryWords, helpKeys } from '../words.ts'

export interface Behind {
  title: string
  query: { from: string | undefined; to: string | undefined; by: ReportBy; key?: string; only: ReportOnly }
}

/** @param mayOpen whoever works on calls goes on to each of them */
const columnsOf = (mayOpen: boolean): TableColumnsType<DeskCallRow> => [
  {
    title: '什么时候',
    key: 'raised',
    width: 190,
    render: (_, row) => {
      const when = row.raisedAt ? instantWords(row.raisedAt) : '—'
      return mayOpen ? <Link to={`/help-calls?open=${row.id}`}>{when}</Link> : when
    },
  },
  {
    title: '状态',
    key: 'state',
    width: 120,
    render: (_, row) => <StateTag tone={callTones[row.state]}>{stateWords[row.state]}</StateTag>,
  },
  { title: '紧急程度', key: 'class', width: 100, render: (_, row) => classWords[row.urgency] },
  { title: '出了什么事', key: 'what', render: (_, row) => (row.category ? categoryWords[row.category] : '没有说') },
  { title: '在哪里', key: 'where', render: (_, row) => row.gridName ?? row.communityName ?? '不知道在哪里' },
  { title: '超时', key: 'late', width: 70, render: (_, row) => (row.isLate ? '是' : '否') },
]

/** The calls that one figure counted. */
export function BehindDrawer({ behind, onClose }: { behind: Behind | null; onClose: () => void }) {
  const { can } = useAbilities()
  const list = usePagedList(
    [...helpKeys.all, 'behind', behind?.query],
    (cursor) => call('listHelpReportCalls', { query: { ...(behind?.query ?? { by: 'street', only: 'all' }), cursor } }),
    behind !== null,
  )
  return (
    <Drawer title={behind?.title} size={860} open={behind !== null} onClose={onClose} destroyOnHidden>
      <PagedTable
        label='这个数字里的呼叫'
        query={list}
        columns={columnsOf(can('help.work'))}
        minWidth={760}
        empty={<EmptyState title='没有这样的呼叫' words='这段时间里，这个数字是 0。' />}
      />
    </Drawer>
  )
}
