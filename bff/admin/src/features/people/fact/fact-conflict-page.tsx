import { type FactConflict, factName, factNames, factSpec, observationSourceWords } from '@minsheng/shared/contracts/people'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { peopleKeys } from '../queries.ts'
import { FactDrawer } from './fact-drawer.tsx'

/** What each source says, most believed first. */
const sides = ({ row }: FactConflict) => [...(row.current ? [row.current] : []), ...row.others]

function columns(onShow: (row: FactConflict) => void): TableColumnsType<FactConflict> {
  return [
    {
      title: '谁',
      key: 'who',
      width: 220,
      render: (_, row) => (
        <>
          <strong style={{ fontWeight: 500 }}>{row.subjectKind === 'household' ? `${row.subjectName} 户` : row.subjectName}</strong>
          <div className='quiet'>
            {row.communityName}，{row.gridName}
          </div>
        </>
      ),
    },
    { title: '哪一项', key: 'fact', width: 160, render: (_, row) => row.row.title },
    {
      title: '各方说法',
      key: 'sides',
      render: (_, row) =>
        sides(row).map((word) => (
          <div key={word.observationId}>
            {word.words ?? '****'} <span className='quiet'>（{observationSourceWords[word.source]}）</span>
          </div>
        )),
    },
    { title: '发现时间', key: 'since', width: 180, render: (_, row) => instantWords(row.since) },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`核定 ${row.subjectName} 的${row.row.title}`}>
          核定
        </Button>
      ),
    },
  ]
}

/** Facts about which sources disagree, in the places of whoever looks, until a person decides. */
export function FactConflictPage() {
  const { filters, setFilters } = useUrlFilters(['fact'] as const)
  const [shown, setShown] = useState<FactConflict | null>(null)
  const fact = factName.safeParse(filters.fact).data
  const list = usePagedList([...peopleKeys.factConflicts, fact], (cursor) => call('listFactConflicts', { query: { fact, cursor } }))
  return (
    <>
      <PageHeader
        title='事实冲突'
        words='几个来源对同一件事说法不一，先按最可靠的来源用着。请核实后选定以哪个为准，写明理由；各方的原话都留着。'
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='哪一项'
            value={fact}
            options={factNames.map((name) => ({ value: name, label: factSpec(name).title }))}
            onChange={(next) => setFilters({ fact: next })}
          />
        </form>
        <PagedTable
          label='事实冲突'
          query={list}
          columns={columns(setShown)}
          minWidth={900}
          empty={<EmptyState title='没有说法不一的事实' words='走访、申报或部门数据和已有记录不一样时，会列在这里。' />}
        />
      </div>
      <FactDrawer
        subjectKind={shown?.subjectKind ?? 'person'}
        subjectId={shown?.subjectId ?? ''}
        row={shown?.row ?? null}
        rev={shown?.rev ?? 0}
        mayDecide
        onClose={() => setShown(null)}
      />
    </>
  )
}
