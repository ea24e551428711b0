import type { Roster } from '@minsheng/shared/contracts/people'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../../platform/api.ts'
import { shanghaiTime } from '../../../ui/time-words.ts'
import { peopleKeys } from '../queries.ts'

/** Who would be called this minute. */
export function OnDutyNow({ placeId, grids }: { placeId: string; grids: Roster['grids'] }) {
  const now = useQuery({
    queryKey: [...peopleKeys.shifts, 'now', placeId],
    queryFn: () => call('findOnDuty', { params: { placeId } }),
    refetchInterval: 60_000,
  })
  if (!now.data) return null
  const named = new Map(grids.map((grid) => [grid.id, grid.name]))
  const people = now.data.people.slice(0, 20)
  return (
    <p className='search-note' role='status'>
      现在：
      {people.length === 0
        ? '没有人值班，也没有负责人，请尽快排班。'
        : people
            .map(({ gridId, worker, because, until }) => {
              const place = named.get(gridId)
              const turn = because === 'shift' && until ? `值班到 ${shanghaiTime(new Date(until))}` : '没排班，由负责人接'
              return `${place ? `${place} ` : ''}${worker.name}（${turn}）`
            })
            .join('；')}
    </p>
  )
}
