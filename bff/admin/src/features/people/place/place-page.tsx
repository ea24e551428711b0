import type { PlaceDetail, PlaceMap, PlaceRow } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { peopleKeys } from '../queries.ts'
import { kindBelow, placeKinds } from '../words.ts'
import '../people.css'
import { PlaceDrawer } from './place-drawer.tsx'
import { PlaceHistory } from './place-history.tsx'
import { PlaceList } from './place-list.tsx'
import { PlacePath } from './place-path.tsx'

const MapChart = lazy(async () => ({ default: (await import('./map-chart.tsx')).MapChart }))

const filterNames = ['place', 'asOf'] as const

/** The place the page begins with: the district. */
function useDistrict() {
  return useQuery({
    queryKey: [...peopleKeys.places, 'district'],
    queryFn: async () => (await call('listPlaces', { query: { kind: 'district', limit: 1 } })).items[0] ?? null,
  })
}

export function PlacePage() {
  const { filters, setFilters } = useUrlFilters(filterNames)
  const district = useDistrict()
  const placeId = filters.place ?? district.data?.id
  const place = useQuery({
    queryKey: [...peopleKeys.places, 'one', placeId, filters.asOf],
    queryFn: () => call('getPlace', { params: { placeId: placeId ?? '' }, query: { asOf: filters.asOf } }),
    enabled: placeId !== undefined,
  })
  const failure = district.error ?? place.error
  return (
    <>
      <PageHeader
        title='网格地图'
        words='从区到街道、社区、网格、楼幢，一层层往下看。边界和名称有变化时，旧的样子也留着，选一个日期就能看到那天的划分。'
      />
      <form className='filters place-day' aria-label='查看哪一天' onSubmit={(event) => event.preventDefault()}>
        <div className='filter'>
          <label htmlFor='as-of'>看哪一天的划分</label>
          <DateField
            id='as-of'
            value={filters.asOf ?? null}
            placeholder='今天'
            disabledDate={(date) => date > shanghaiDate(new Date())}
            onChange={(asOf) => setFilters({ asOf: asOf ?? undefined })}
          />
        </div>
        {filters.asOf && <p className='quiet'>现在看到的是{dateWords(filters.asOf)}那天的样子，不能修改。</p>}
      </form>
      {failure && <ProblemNotice error={failure} onRetry={() => void (district.error ? district.refetch() : place.refetch())} />}
      {district.data === null && !filters.place ? (
        <div className='panel'>
          <EmptyState title='还没有地点' words='请系统管理员先装入区、街道、社区和网格，再回到这里。' />
        </div>
      ) : place.data ? (
        <Layer
          key={`${place.data.id} ${filters.asOf ?? ''}`}
          place={place.data}
          asOf={filters.asOf}
          onOpen={(id) => setFilters({ place: id })}
        />
      ) : (
        !failure && (
          <div className='panel' style={{ padding: 24 }} role='status' aria-label='正在读取网格地图'>
            <Skeleton active title={false} paragraph={{ rows: 8 }} />
          </div>
        )
      )}
    </>
  )
}

interface LayerProps {
  place: PlaceDetail
  asOf: string | undefined
  onOpen: (placeId: string) => void
}

/** One place: its map on the left, what lies in it on the right. */
function Layer({ place, asOf, onOpen }: LayerProps) {
  const { can } = useAbilities()
  const [pointed, setPointed] = useState<string | null>(null)
  const [editing, setEditing] = useState<'change' | 'add' | null>(null)
  const below = kindBelow[place.kind]
  const shownKind = below && below !== 'building' && below !== 'flat' ? below : place.kind
  const map = useQuery({
    queryKey: [...peopleKeys.places, 'map', place.id, shownKind, asOf],
    queryFn: () => call('getPlaceMap', { params: { placeId: place.id }, query: { kind: shownKind, asOf } }),
    enabled: ['district', 'street', 'community', 'grid'].includes(place.kind),
  })
  const heads = new Map((map.data?.features ?? []).map((feature) => [feature.id, feature.properties]))
  const mayWrite = can('place.write') && asOf === undefined
  return (
    <>
      <PlacePath place={place} onOpen={onOpen} />
      <div className='place-layer'>
        <section className='panel place-picture' aria-label='地图'>
          <MapPart map={map.data} failure={map.error} place={place} pointed={pointed} onRetry={() => void map.refetch()} onOpen={onOpen} />
        </section>
        <section className='panel' aria-label={`${place.name}的下级`}>
          <header className='place-head'>
            <h2>{place.name}</h2>
            <p className='quiet'>
              {placeKinds[place.kind]}，编号 {place.code}，从{dateWords(place.validFrom)}起
            </p>
            {mayWrite && (
              <div className='place-actions'>
                <Button onClick={() => setEditing('change')}>改名或调整边界</Button>
                {below && <Button onClick={() => setEditing('add')}>新增{placeKinds[below]}</Button>}
              </div>
            )}
          </header>
          <PlaceList place={place} asOf={asOf} heads={heads} onOpen={onOpen} onPoint={setPointed} />
          <PlaceHistory place={place} />
        </section>
      </div>
      <PlaceDrawer place={place} mode={editing} onClose={() => setEditing(null)} />
    </>
  )
}

interface MapPartProps {
  map: PlaceMap | undefined
  failure: Error | null
  place: PlaceRow
  pointed: string | null
  onRetry: () => void
  onOpen: (placeId: string) => void
}

function MapPart({ map, failure, place, pointed, onRetry, onOpen }: MapPartProps) {
  if (['building', 'unit', 'flat'].includes(place.kind)) return <p className='place-note'>楼幢和户室不画在地图上，请看旁边的清单。</p>
  if (failure) return <ProblemNotice error={failure} onRetry={onRetry} />
  const waiting = <Skeleton.Node active style={{ width: '100%', height: 480 }} />
  if (!map) return waiting
  if (map.features.length === 0) return <p className='place-note'>还没有画边界。有边界以后，这里会显示地图。</p>
  return (
    <Suspense fallback={waiting}>
      <MapChart
        map={map}
        label={`${place.name}的地图，共 ${map.features.length} 块，颜色越深人越多；内容与旁边的清单相同`}
        highlighted={pointed}
        onOpen={(id) => id !== place.id && onOpen(id)}
      />
    </Suspense>
  )
}
