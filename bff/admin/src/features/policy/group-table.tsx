import type { PolicyGroupRow } from '@minsheng/shared/contracts/policy'
import { Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router-dom'
import { useAbilities } from '../identity/use-abilities.ts'
import { StartDraft } from './start-draft.tsx'

/** Policies that one person may not draw together: only the highest is given. */
export function GroupTable({ groups }: { groups: readonly PolicyGroupRow[] }) {
  const { can } = useAbilities()
  const columns: TableColumnsType<PolicyGroupRow> = [
    {
      title: '只发最高的一项',
      key: 'policies',
      render: (_, row) => (
        <>
          <Link className='text-link' to={`/policy-groups/${row.key}`}>
            {row.policies.join('、') || '已经不再择高'}
          </Link>
          <div className='quiet'>{row.source}</div>
        </>
      ),
    },
    ...(can('policy.write')
      ? [
          {
            title: '操作',
            key: 'action',
            width: 130,
            render: (_: unknown, row: PolicyGroupRow) =>
              row.draftId ? (
                <Link className='text-link' to={`/policy-drafts/${row.draftId}`} aria-label={`打开草稿：${row.policies.join('、')}`}>
                  打开草稿
                </Link>
              ) : (
                <StartDraft kind='higherOf' subject={row.key} label='调整' about={row.policies.join('、')} />
              ),
          },
        ]
      : []),
  ]
  return (
    <section className='panel' aria-label='择高'>
      <div className='filters'>
        <strong>同一个人只发最高的一项</strong>
        {can('policy.write') && <StartDraft kind='higherOf' subject={null} label='起草新的择高' />}
      </div>
      <Table<PolicyGroupRow> rowKey='key' columns={columns} dataSource={[...groups]} pagination={false} />
    </section>
  )
}
