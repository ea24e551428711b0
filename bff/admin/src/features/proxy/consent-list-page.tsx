import { type OfflineConsent, proxyState } from '@minsheng/shared/contracts/proxy'
import { useQuery } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../ui/filter-select.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { usePagedList } from '../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../ui/use-url-filters.ts'
import { ConsentDrawer } from './consent-drawer.tsx'
import { ConsentForm } from './consent-form.tsx'
import { consentKeys, proxyStates, relationWords } from './consent-words.ts'

function columns(onShow: (row: OfflineConsent) => void): TableColumnsType<OfflineConsent> {
  return [
    { title: '谁的事', key: 'elder', width: 120, render: (_, row) => row.elderNameMasked },
    { title: '谁来办', key: 'proxy', render: (_, row) => `${row.proxyNameMasked}（${relationWords[row.relation]}）` },
    { title: '到哪天', key: 'until', width: 130, render: (_, row) => row.until },
    { title: '登记', key: 'recorded', width: 260, render: (_, row) => `${row.recordedByName}，${instantWords(row.recordedAt)}` },
    {
      title: '状态',
      key: 'state',
      width: 160,
      render: (_, row) => <StateTag tone={proxyStates[row.state].tone}>{proxyStates[row.state].word}</StateTag>,
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`打开 ${row.elderNameMasked} 的授权`}>
          {row.mayDecide ? '核实' : '查看'}
        </Button>
      ),
    },
  ]
}

export function ConsentListPage() {
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['state'] as const)
  const [params, setParams] = useSearchParams()
  const [shown, setShown] = useState<OfflineConsent | null>(null)
  const state = proxyState.safeParse(filters.state).data
  const list = usePagedList([...consentKeys.consents, 'list', state], (cursor) => call('listOfflineConsents', { query: { state, cursor } }))
  const catalogue = useQuery({ queryKey: ['proxy-catalogue'], queryFn: () => call('getProxyCatalogue') })
  const titles = new Map((catalogue.data?.scopes ?? []).map(({ scope, title }) => [scope as string, title]))
  function closeForm() {
    const next = new URLSearchParams(params)
    next.delete('resident')
    setParams(next, { replace: true })
  }
  return (
    <>
      <PageHeader
        title='上门授权'
        words='不会用手机的居民请人代办：一位工作人员上门说明、拍照登记，另一位同事联系本人核实后才生效。登记请从“居民”里打开本人。'
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <FilterSelect
            label='状态'
            value={state}
            width={180}
            options={wordOptions(proxyStates)}
            onChange={(next) => setFilters({ state: next })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='上门授权'
          query={list}
          columns={columns(setShown)}
          minWidth={900}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的授权' words='换一个状态试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState title='还没有上门登记的授权' words='在“居民”里打开一位居民，点“登记代办授权”。' />
            )
          }
        />
      </div>
      <ConsentDrawer consent={shown} titles={titles} onClose={() => setShown(null)} />
      <ConsentForm residentId={params.get('resident')} onClose={closeForm} />
    </>
  )
}
