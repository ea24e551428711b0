import type { Roster, Shift } from '@minsheng/shared/contracts/people'
import { addDays } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { useAccount } from '../../../platform/use-session.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { PlaceSelect } from '../place/place-select.tsx'
import { peopleKeys } from '../queries.ts'
import '../people.css'
import { OnDutyNow } from './on-duty-now.tsx'
import { PlanDrawer } from './plan-drawer.tsx'
import { RosterTable } from './roster-table.tsx'
import { ShiftDrawer } from './shift-drawer.tsx'

const DAYS = 7

/** Who is on duty in the grids of a place this week, and when nobody is. */
export function ShiftPage() {
  const { placeIds } = useAccount()
  const { filters, setFilters } = useUrlFilters(['place', 'from'] as const)
  const placeId = filters.place ?? placeIds[0]
  const from = filters.from ?? shanghaiDate(new Date())
  const [planning, setPlanning] = useState<Roster['grids'][number] | null>(null)
  const [shown, setShown] = useState<Shift | null>(null)
  const roster = useQuery({
    queryKey: [...peopleKeys.shifts, placeId, from],
    queryFn: () => call('getRoster', { params: { placeId: placeId ?? '' }, query: { from, days: DAYS } }),
    enabled: placeId !== undefined,
  })
  return (
    <>
      <PageHeader title='排班' words='网格员哪天几点值班。没有人的时段用红字标出；没排班时，求助会先找负责这个网格的人。' />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          <div className='filter'>
            <label htmlFor='shift-place'>街道、社区或网格</label>
            <PlaceSelect id='shift-place' value={placeId} onChange={(next) => setFilters({ place: next })} />
          </div>
          <Space>
            <Button onClick={() => setFilters({ from: addDays(from, -DAYS) })}>前 7 天</Button>
            <Button onClick={() => setFilters({ from: undefined })}>从今天起</Button>
            <Button onClick={() => setFilters({ from: addDays(from, DAYS) })}>后 7 天</Button>
          </Space>
        </form>
        {placeId && <OnDutyNow placeId={placeId} grids={roster.data?.grids ?? []} />}
        {roster.error && (
          <div style={{ padding: 20 }}>
            <ProblemNotice error={roster.error} onRetry={() => void roster.refetch()} />
          </div>
        )}
        {placeId === undefined ? (
          <EmptyState title='请先选一个地方' words='在上面选街道、社区或网格，就能看到那里的排班。' />
        ) : roster.data ? (
          roster.data.grids.length === 0 ? (
            <EmptyState title='这里还没有网格' words='请先在网格地图里新增网格。' />
          ) : (
            <RosterTable roster={roster.data} onPlan={setPlanning} onShow={setShown} />
          )
        ) : (
          !roster.error && (
            <div style={{ padding: 24 }} role='status' aria-label='正在读取排班'>
              <Skeleton active />
            </div>
          )
        )}
      </div>
      <PlanDrawer grid={planning} from={from} onClose={() => setPlanning(null)} />
      <ShiftDrawer shift={shown} mayWrite={roster.data?.mayWrite ?? false} onClose={() => setShown(null)} />
    </>
  )
}
