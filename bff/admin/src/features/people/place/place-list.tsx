import type { PlaceDetail, PlaceMap, PlaceRow } from '@minsheng/shared/contracts/people'
import { Button, type TableColumnsType } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { peopleKeys } from '../queries.ts'
import { placeKinds } from '../words.ts'

export interface PlaceListProps {
  place: PlaceDetail
  asOf: string | undefined
  heads: ReadonlyMap<string, PlaceMap['features'][number]['properties']>
  onOpen: (placeId: string) => void
  /** The row under the pointer or the focus. */
  onPoint: (placeId: string | null) => void
}

/** What lies directly in a place; the same as the map shows, and reachable by keyboard. */
export function PlaceList({ place, asOf, heads, onOpen, onPoint }: PlaceListProps) {
  const { can } = useAbilities()
  const list = usePagedList([...peopleKeys.places, 'in', place.id, asOf], (cursor) =>
    call('listPlaces', { query: { parentId: place.id, asOf, cursor, limit: 50 } }),
  )
  const columns: TableColumnsType<PlaceRow> = [
    {
      title: '名称',
      key: 'name',
      render: (_, row) => (
        <Button
          type='link'
          style={{ padding: 0, whiteSpace: 'normal', height: 'auto', textAlign: 'left' }}
          onClick={() => onOpen(row.id)}
          onFocus={() => onPoint(row.id)}
          onBlur={() => onPoint(null)}
          onMouseEnter={() => onPoint(row.id)}
          onMouseLeave={() => onPoint(null)}
          aria-label={`打开${placeKinds[row.kind]} ${row.name}`}
        >
          {row.name}
        </Button>
      ),
    },
    ...(heads.size > 0 && place.kind !== 'grid'
      ? ([
          { title: '人数', key: 'residents', align: 'right', width: 80, render: (_, row) => heads.get(row.id)?.residents ?? '—' },
          { title: '户数', key: 'households', align: 'right', width: 80, render: (_, row) => heads.get(row.id)?.households ?? '—' },
        ] satisfies TableColumnsType<PlaceRow>)
      : []),
    ...(can('resident.read')
      ? ([
          {
            title: '操作',
            key: 'people',
            width: 100,
            render: (_, row) => (
              <Link className='text-link' to={`/residents?place=${row.id}`} aria-label={`看${row.name}的居民`}>
                看居民
              </Link>
            ),
          },
        ] satisfies TableColumnsType<PlaceRow>)
      : []),
  ]
  return (
    <PagedTable
      label={`${place.name}的下级`}
      query={list}
      columns={columns}
      minWidth={340}
      empty={
        place.kind === 'flat' ? (
          <p className='place-note'>这是一个户室，没有下级。</p>
        ) : (
          <EmptyState title='还没有下级' words='需要时由数据管理员或区级科室新增。' />
        )
      }
    />
  )
}
