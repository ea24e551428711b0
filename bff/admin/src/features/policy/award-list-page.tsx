import type { AwardRow } from '@minsheng/shared/contracts/policy'
import { Button, Space, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { IllustrativeTag } from '../../ui/illustrative-tag.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { usePagedList } from '../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../ui/use-url-filters.ts'
import { AwardDrawer } from './award-drawer.tsx'
import { awardKeys, differsOptions, standsWords } from './award-words.ts'
import { ChangeTag } from './change-tag.tsx'
import { DiffersTag } from './differs-tag.tsx'

function columns(onShow: (row: AwardRow) => void): TableColumnsType<AwardRow> {
  return [
    { title: '政策', key: 'title', render: (_, row) => `${row.title}${row.ofHousehold ? '（按户）' : ''}` },
    { title: '领取人', key: 'person', width: 110, render: (_, row) => row.personMasked },
    { title: '社区', key: 'community', width: 160, render: (_, row) => row.communityName },
    {
      title: '金额',
      key: 'fen',
      width: 260,
      render: (_, row) => (
        <Space size={8} wrap>
          {standsWords(row)}
          {row.illustrative && <IllustrativeTag />}
        </Space>
      ),
    },
    { title: '从', key: 'from', width: 110, render: (_, row) => row.firstMonth },
    {
      title: '和今天的规则比',
      key: 'differs',
      width: 230,
      render: (_, row) => <DiffersTag of={row} />,
    },
    {
      title: '变更',
      key: 'state',
      width: 190,
      render: (_, row) => (
        <>
          <ChangeTag of={row} />
          {row.hearUntil && row.state === 'notice' && <div className='quiet'>到 {row.hearUntil}</div>}
        </>
      ),
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`打开 ${row.personMasked} 的${row.title}`}>
          打开
        </Button>
      ),
    },
  ]
}

/** 待遇: what stands, and what is changing. */
export function AwardListPage() {
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['changing', 'differs'] as const)
  const [shown, setShown] = useState<string | null>(null)
  const changing = filters.changing === 'yes' ? ('yes' as const) : undefined
  const differs = differsOptions.find(({ value }) => value === filters.differs)?.value
  const list = usePagedList([...awardKeys.awards, 'list', changing, differs], (cursor) =>
    call('listAwards', { query: { changing, differs, cursor } }),
  )
  return (
    <>
      <PageHeader
        title='待遇'
        words='批准了的待遇。规则、标准或登记的情况变了，和现在发的不一样的，会标出来，但不会自动改。要降低或停发的，先告知理由、听本人说，或等时间过去，再由另一位同事书面决定。'
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='变更'
            value={changing}
            width={160}
            options={[{ value: 'yes', label: '正在办变更' }]}
            onChange={(next) => setFilters({ changing: next })}
          />
          <FilterSelect
            label='和今天的规则比'
            value={differs}
            width={220}
            options={[...differsOptions]}
            onChange={(next) => setFilters({ differs: next })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='待遇'
          query={list}
          columns={columns((row) => setShown(row.id))}
          minWidth={1300}
          empty={
            isFiltered ? (
              <EmptyState
                title='没有这样的待遇'
                words='在发的都和今天的规则一样，或没有正在办的变更。'
                action={{ label: '清除筛选', onClick: clearFilters }}
              />
            ) : (
              <EmptyState title='还没有待遇' words='“救助申请”里批准以后，会列在这里。' />
            )
          }
        />
      </div>
      <AwardDrawer awardId={shown} onClose={() => setShown(null)} />
    </>
  )
}
