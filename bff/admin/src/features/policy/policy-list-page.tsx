import type { PolicyRow } from '@minsheng/shared/contracts/policy'
import { benefitWords, groupWords } from '@minsheng/shared/policy/words/choices'
import { useQuery } from '@tanstack/react-query'
import { Alert, Space, Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../ui/filter-select.tsx'
import { IllustrativeTag } from '../../ui/illustrative-tag.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { dateWords } from '../../ui/time-words.ts'
import { useUrlFilters } from '../../ui/use-url-filters.ts'
import { useAbilities } from '../identity/use-abilities.ts'
import { Loaded } from './loaded.tsx'
import { StartDraft } from './start-draft.tsx'

const standings = { in_force: '现在施行', to_come: '有将要施行的', draft: '正在起草', illustrative: '金额未确认' } as const
const has: Record<keyof typeof standings, (row: PolicyRow) => boolean> = {
  in_force: ({ inForce }) => inForce !== null,
  to_come: ({ nextFrom }) => nextFrom !== null,
  draft: ({ draftId }) => draftId !== null,
  illustrative: ({ illustrative }) => illustrative,
}

const columns: TableColumnsType<PolicyRow> = [
  {
    title: '政策',
    key: 'title',
    render: (_, row) => (
      <>
        <Link className='text-link' to={`/policies/${row.policyId}`}>
          {row.title}
        </Link>
        <div className='quiet'>{row.summary}</div>
      </>
    ),
  },
  { title: '类别', key: 'group', width: 110, render: (_, row) => groupWords[row.group] },
  {
    title: '给什么',
    key: 'kind',
    width: 130,
    render: (_, row) => (
      <>
        {benefitWords[row.kind]}
        <div className='quiet'>{row.subject === 'household' ? '按户' : '按人'}</div>
      </>
    ),
  },
  {
    title: '施行',
    key: 'standing',
    width: 240,
    render: (_, row) => (
      <Space orientation='vertical' size={4}>
        {row.inForce === null ? (
          <StateTag tone='over'>现在没有施行的</StateTag>
        ) : (
          <StateTag tone='good'>第 {row.inForce} 版施行中</StateTag>
        )}
        {row.nextFrom && <StateTag tone='waiting'>{dateWords(row.nextFrom)}起有新版</StateTag>}
        {row.draftId && (
          <Link className='text-link' to={`/policy-drafts/${row.draftId}`} aria-label={`打开草稿：${row.title}`}>
            有一份草稿
          </Link>
        )}
      </Space>
    ),
  },
  { title: '金额', key: 'illustrative', width: 140, render: (_, row) => (row.illustrative ? <IllustrativeTag /> : '已确认') },
  {
    title: '版本和例子',
    key: 'count',
    width: 120,
    render: (_, row) => (
      <>
        {row.versions} 版<div className='quiet'>{row.cases} 个例子</div>
      </>
    ),
  },
]

export function PolicyListPage() {
  const { can } = useAbilities()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['group', 'standing'])
  const query = useQuery({ queryKey: ['policies'], queryFn: () => call('listPolicies') })
  const shown = (items: readonly PolicyRow[]) =>
    items.filter(
      (row) =>
        (!filters.group || row.group === filters.group) &&
        (!filters.standing || !(filters.standing in has) || has[filters.standing as keyof typeof has](row)),
    )
  return (
    <>
      <PageHeader
        title='政策目录'
        words='每项政策现在怎么规定、将来怎么变。要改就起草新的一版，另一个人复核后公布；公布过的不能再改，更正也是公布新的一版。'
        action={can('policy.write') && <StartDraft kind='policy' subject={null} label='起草新政策' primary />}
      />
      {query.data && !query.data.intact && (
        <Alert
          type='error'
          showIcon
          style={{ marginBottom: 16 }}
          title='有公布过的内容和当初不一致'
          description='公布的记录对不上，可能有人绕过系统改动了数据。请马上告诉系统管理员；核清之前请不要按这里办理。'
        />
      )}
      <div className='panel'>
        <div className='filters'>
          <FilterSelect
            label='类别'
            value={filters.group}
            options={wordOptions(groupWords)}
            onChange={(group) => setFilters({ group })}
            width={150}
          />
          <FilterSelect
            label='情形'
            value={filters.standing}
            options={wordOptions(standings)}
            onChange={(standing) => setFilters({ standing })}
            width={180}
          />
        </div>
        <Loaded label='政策目录' query={query}>
          {({ items }) =>
            shown(items).length === 0 ? (
              <EmptyState
                title='没有这样的政策'
                words='换一个类别或情形看看。'
                action={isFiltered ? { label: '看全部', onClick: clearFilters } : undefined}
              />
            ) : (
              <section aria-label='政策目录'>
                <Table<PolicyRow> rowKey='policyId' columns={columns} dataSource={shown(items)} pagination={false} scroll={{ x: 1050 }} />
                <div className='list-end'>共 {shown(items).length} 项</div>
              </section>
            )
          }
        </Loaded>
      </div>
    </>
  )
}
