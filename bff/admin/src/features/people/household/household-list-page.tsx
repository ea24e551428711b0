import type { HouseholdRow } from '@minsheng/shared/contracts/people'
import { Button, Input, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { PlaceSelect } from '../place/place-select.tsx'
import { peopleKeys } from '../queries.ts'
import '../people.css'
import { HomePeoplePart } from './home-people.tsx'
import { NewHousehold } from './new-household.tsx'

const columns: TableColumnsType<HouseholdRow> = [
  {
    title: '户号',
    key: 'code',
    width: 190,
    render: (_, row) => (
      <Link to={`/households/${row.id}`} className='text-link' aria-label={`查看户号 ${row.code}`}>
        {row.code}
      </Link>
    ),
  },
  { title: '住址', key: 'address', render: (_, row) => row.addressMasked },
  { title: '网格', key: 'grid', width: 260, render: (_, row) => `${row.communityName} · ${row.gridName}` },
  { title: '人数', key: 'members', width: 90, render: (_, row) => `${row.members} 人` },
  {
    title: '状态',
    key: 'state',
    width: 110,
    render: (_, row) => (row.state === 'open' ? <StateTag tone='good'>在册</StateTag> : <StateTag tone='over'>已注销</StateTag>),
  },
]

/** Households by address or number; who lived somewhere on another day. */
export function HouseholdListPage() {
  const navigate = useNavigate()
  const { can } = useAbilities()
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const [placeId, setPlaceId] = useState<string | undefined>()
  const [adding, setAdding] = useState(false)
  const list = usePagedList([...peopleKeys.households, 'search', text, placeId], (cursor) =>
    call('searchHouseholds', { body: { text, placeId, cursor } }),
  )
  return (
    <>
      <PageHeader
        title='家庭'
        words='按地址、楼幢户室或户号找一户人家；选定楼幢或户室，还能看过去某一天谁住在那里。'
        action={
          can('resident.write') && (
            <Button type='primary' onClick={() => setAdding(true)}>
              登记一户
            </Button>
          )
        }
      />
      <div className='panel'>
        <form
          className='filters'
          aria-label='查找家庭'
          onSubmit={(event) => {
            event.preventDefault()
            setText(typed.trim())
          }}
        >
          <div className='filter'>
            <label htmlFor='household-text'>地址或户号</label>
            <Input
              id='household-text'
              value={typed}
              maxLength={80}
              allowClear
              style={{ width: 280 }}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
          <div className='filter'>
            <label htmlFor='household-place'>在哪里</label>
            <PlaceSelect id='household-place' value={placeId} onChange={setPlaceId} />
          </div>
          <Button type='primary' htmlType='submit'>
            查找
          </Button>
        </form>
        {placeId && <HomePeoplePart placeId={placeId} />}
        <PagedTable
          label='家庭'
          query={list}
          columns={columns}
          minWidth={900}
          empty={<EmptyState title='没有找到家庭' words='换个写法试试，如只写楼幢和户室；或点右上角登记一户。' />}
        />
      </div>
      <NewHousehold open={adding} onClose={() => setAdding(false)} onMade={(id) => void navigate(`/households/${id}`)} />
    </>
  )
}
