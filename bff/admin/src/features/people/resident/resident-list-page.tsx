import { ApiError } from '@minsheng/shared/client'
import { type SpecialGroup, specialGroup } from '@minsheng/shared/contracts/people'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { PlaceSelect } from '../place/place-select.tsx'
import { peopleKeys } from '../queries.ts'
import { groupWords } from '../words.ts'
import '../people.css'
import { residentColumns } from './resident-columns.tsx'
import { ResidentDrawer } from './resident-drawer.tsx'

const filterNames = ['place', 'group'] as const

const groupFrom = (text: string | undefined): SpecialGroup | undefined => specialGroup.safeParse(text).data

/** What a person typed wrongly, as far as it is about the search itself. */
function hintOf(error: Error | null): string | null {
  return error instanceof ApiError && error.code === 'invalid_input' ? error.issues.map((issue) => issue.message).join('；') : null
}

export function ResidentListPage() {
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  // What is typed may be someone's number: it stays out of the address and the history.
  const [typed, setTyped] = useState({ text: '', birthDate: null as string | null })
  const [wanted, setWanted] = useState(typed)
  const [shown, setShown] = useState<string | null>(null)
  const group = groupFrom(filters.group)
  const query = { text: wanted.text, birthDate: wanted.birthDate ?? undefined, placeId: filters.place, group }
  const list = usePagedList([...peopleKeys.residents, 'search', query], (cursor) => call('searchResidents', { body: { ...query, cursor } }))
  const hint = hintOf(list.error)
  const searched = wanted.text !== '' || wanted.birthDate !== null

  function clear() {
    setTyped({ text: '', birthDate: null })
    setWanted({ text: '', birthDate: null })
    clearFilters()
  }

  return (
    <>
      <PageHeader
        title='居民'
        words='只列出您负责的地方的居民。姓名、证件和电话默认遮住，需要时打开一条，写明用途再看，每次查看都有记录。'
      />
      <div className='panel'>
        <form
          className='filters'
          aria-label='找人'
          onSubmit={(event) => {
            event.preventDefault()
            setWanted(typed)
          }}
        >
          <div className='filter'>
            <label htmlFor='search-text'>姓名、拼音、电话、身份证号或地址</label>
            <Input
              id='search-text'
              value={typed.text}
              maxLength={80}
              allowClear
              autoComplete='off'
              style={{ width: 300 }}
              onChange={(event) => setTyped({ ...typed, text: event.target.value })}
            />
          </div>
          <div className='filter'>
            <label htmlFor='search-born'>出生日期（可不填）</label>
            <DateField id='search-born' value={typed.birthDate} onChange={(birthDate) => setTyped({ ...typed, birthDate })} />
          </div>
          <div className='filter'>
            <label htmlFor='search-place'>在哪里</label>
            <PlaceSelect id='search-place' value={filters.place} onChange={(place) => setFilters({ place })} />
          </div>
          <FilterSelect
            label='特殊群体'
            value={group}
            width={160}
            options={wordOptions(groupWords)}
            onChange={(next) => setFilters({ group: next })}
          />
          <Button type='primary' htmlType='submit'>
            查找
          </Button>
          {(isFiltered || searched) && <Button onClick={clear}>清除条件</Button>}
        </form>
        {hint ? (
          <div style={{ padding: 20 }}>
            <Alert type='warning' showIcon role='alert' title={hint} />
          </div>
        ) : (
          <>
            {list.data?.pages[0] && (
              <p className='quiet search-note' role='status'>
                {list.data.pages[0].understoodAs}
              </p>
            )}
            <PagedTable
              label='居民'
              query={list}
              columns={residentColumns(setShown)}
              minWidth={1080}
              empty={
                isFiltered || searched ? (
                  <EmptyState
                    title='没有找到这样的居民'
                    words='请核对填写的内容；如果这个人不在您负责的地方，这里也查不到。'
                    action={{ label: '清除条件', onClick: clear }}
                  />
                ) : (
                  <EmptyState
                    title='您负责的地方还没有登记居民'
                    words={
                      <>
                        先到
                        <Link to='/places' className='text-link'>
                          网格地图
                        </Link>
                        找到户室，再登记家庭和居民。
                      </>
                    }
                  />
                )
              }
            />
          </>
        )}
      </div>
      <ResidentDrawer residentId={shown} onClose={() => setShown(null)} />
    </>
  )
}
