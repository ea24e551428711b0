import { PlusOutlined } from '@ant-design/icons'
import type { Venue } from '@minsheng/shared/contracts/donation'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { venueKinds } from '../words.ts'
import { VenueDrawer } from './venue-drawer.tsx'
import { VenuePlaceDrawer } from './venue-place-drawer.tsx'

const columns = (onPlace: ((venue: Venue) => void) | null): TableColumnsType<Venue> => [
  { title: '点位名称', key: 'name', render: (_, row) => <strong style={{ fontWeight: 500 }}>{row.name}</strong> },
  { title: '类型', key: 'kind', width: 130, render: (_, row) => venueKinds[row.kind] },
  { title: '所在社区', key: 'community', width: 180, render: (_, row) => row.community },
  { title: '地址', key: 'address', render: (_, row) => row.address },
  {
    title: '坐标',
    key: 'position',
    width: 190,
    render: (_, row) => (
      <>
        {row.position ? `${row.position.lat.toFixed(4)}，${row.position.lng.toFixed(4)}` : <span className='quiet'>还没有登记</span>}
        {onPlace && (
          <div>
            <Button type='link' style={{ padding: 0 }} onClick={() => onPlace(row)} aria-label={`登记${row.name}的坐标`}>
              {row.position ? '更正' : '登记坐标'}
            </Button>
          </div>
        )}
      </>
    ),
  },
]

export function VenueListPage() {
  const { can } = useAbilities()
  const [adding, setAdding] = useState(false)
  const [placing, setPlacing] = useState<Venue | null>(null)
  const list = usePagedList([...donationKeys.venues, 'list'], (cursor) => call('listVenues', { query: { cursor } }))
  const mayAdd = can('venue.write')
  return (
    <>
      <PageHeader
        title='点位'
        words={
          <>
            张贴公益码的地方。登记点位后，到
            <Link to='/codes' className='text-link'>
              公益码
            </Link>
            为它生成码。
          </>
        }
        action={
          mayAdd && (
            <Button type='primary' icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
              新增点位
            </Button>
          )
        }
      />
      <div className='panel'>
        <PagedTable
          label='点位'
          query={list}
          columns={columns(mayAdd ? setPlacing : null)}
          minWidth={960}
          empty={
            <EmptyState
              title='还没有点位'
              words='点位是张贴公益码的地方，比如社区服务中心、爱心商户。先登记一个点位，才能生成公益码。'
              action={mayAdd ? { label: '新增点位', onClick: () => setAdding(true) } : undefined}
            />
          }
        />
      </div>
      <VenueDrawer open={adding} onClose={() => setAdding(false)} />
      <VenuePlaceDrawer venue={placing} onClose={() => setPlacing(null)} />
    </>
  )
}
