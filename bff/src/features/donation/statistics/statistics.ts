import type { Statistics } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { CodeStore } from '../code/store.ts'
import {
  type By,
  type Cell,
  grouped,
  MOST_PERIODS,
  meanFen,
  medianFen,
  placeKey,
  placelessLabel,
  seriesOf,
  startsBetween,
  sumOf,
} from './domain.ts'
import type { StatisticsStore } from './store.ts'

const DAYS_SHOWN = 30

interface Wish {
  charityId: string | null
  campaignId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  by: By
}

const periodWords: Record<By, string> = { day: '天', week: '周', month: '个月' }

export type StatisticsOf = ReturnType<typeof createStatistics>

/** Numbers about gifts, all from the gifts themselves at the moment of asking. */
export function createStatistics(parts: {
  store: StatisticsStore
  charities: Pick<CharityStore, 'ids'>
  campaigns: Pick<CampaignStore, 'many'>
  codes: Pick<CodeStore, 'many' | 'manyVenues'>
  clock: Clock
}) {
  const { store, charities, campaigns, codes, clock } = parts

  /** @throws AppError `invalid_input` when the days make no sense or too many periods */
  function daysOf({ from, to, by }: Wish, where: 'query' | 'body'): { from: string; to: string } {
    const last = to ?? shanghaiDate(clock.now())
    const first = from ?? shanghaiDate(new Date(Date.parse(`${last}T00:00:00+08:00`) - (DAYS_SHOWN - 1) * 86_400_000))
    const issue = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path: `${where}.${path}`, message }] })
    if (first > last) throw issue('from', '开始日期不能晚于结束日期')
    if (startsBetween(first, last, by).length > MOST_PERIODS[by])
      throw issue('from', `一次最多看 ${MOST_PERIODS[by]} ${periodWords[by]}，请缩短时间，或改成按更长的时间统计`)
    return { from: first, to: last }
  }

  /** Places by name: codes of one venue are one line. */
  async function venuesOf(cells: readonly Cell[]): Promise<Map<string, { id: string; name: string }>> {
    const found = await codes.many([...new Set(cells.flatMap(({ codeId }) => (codeId ? [codeId] : [])))])
    const names = new Map((await codes.manyVenues([...new Set(found.map(({ venueId }) => venueId))])).map(({ _id, name }) => [_id, name]))
    return new Map(found.map(({ _id, venueId }) => [_id, { id: venueId, name: names.get(venueId) ?? '点位' }]))
  }

  return async function statisticsOf(wish: Wish, where: 'query' | 'body' = 'query'): Promise<Statistics> {
    const { by, campaignId } = wish
    const days = daysOf(wish, where)
    const asOf = clock.now().toISOString()
    const scope = { charityIds: wish.charityId === null ? await charities.ids() : [wish.charityId], campaignId, ...days }
    const [cells, amounts, people, oddities] = await Promise.all([
      store.cells(scope, by),
      store.amounts(scope),
      store.people(scope),
      store.oddities(scope),
    ])
    const [projects, venues] = await Promise.all([campaigns.many([...new Set(cells.map((cell) => cell.campaignId))]), venuesOf(cells)])
    const titles = new Map(projects.map(({ _id, title }) => [_id, title]))
    const names = new Map([...venues.values()].map(({ id, name }) => [id, name]))
    const totals = sumOf(cells)
    return {
      asOf,
      ...days,
      by,
      totals: { ...totals, medianFen: medianFen(amounts), meanFen: meanFen(totals), ...people, ...oddities },
      series: seriesOf(cells, days.from, days.to, by),
      byCampaign: grouped(cells, (cell) => cell.campaignId).map(([id, sums]) => ({ id, label: titles.get(id) ?? '项目', ...sums })),
      byVenue: grouped(cells, (cell) => placeKey(cell, (codeId) => venues.get(codeId)?.id ?? codeId)).map(([key, sums]) => {
        const placeless = placelessLabel(key)
        return { id: placeless === null ? key : null, label: placeless ?? names.get(key) ?? '点位', ...sums }
      }),
      byChannel: grouped(cells, ({ channel }) => channel).map(([channel, sums]) => ({ channel, ...sums })),
    }
  }
}
