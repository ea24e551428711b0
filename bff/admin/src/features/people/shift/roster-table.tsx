import type { Roster, Shift } from '@minsheng/shared/contracts/people'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { Button, Table } from 'antd'
import { shanghaiTime } from '../../../ui/time-words.ts'

type Grid = Roster['grids'][number]

const weekday = (date: string) => `周${'日一二三四五六'[new Date(`${date}T00:00:00Z`).getUTCDay()]}`

/** The part of a gap that lies in one day, in words. */
function gapWords(gap: Grid['gaps'][number], date: string): string | null {
  const [start, end] = [startOfDay(date), startOfDay(addDays(date, 1))]
  const [from, to] = [new Date(gap.from), new Date(gap.to)]
  if (from >= end || to <= start) return null
  if (from <= start && to >= end) return '全天没有人'
  return `${from <= start ? '00:00' : shanghaiTime(from)}–${to >= end ? '24:00' : shanghaiTime(to)} 没有人`
}

function Day({ grid, date, onShow }: { grid: Grid; date: string; onShow: (shift: Shift) => void }) {
  return (
    <>
      {grid.shifts
        .filter((shift) => shanghaiDate(new Date(shift.startsAt)) === date)
        .map((shift) => (
          <Button key={shift.id} className='shift' onClick={() => onShow(shift)}>
            {shift.worker.name}
            <br />
            {shanghaiTime(new Date(shift.startsAt))}–{shanghaiTime(new Date(shift.endsAt))}
            {shift.insteadOf && (
              <>
                <br />替{shift.insteadOf.name}
              </>
            )}
          </Button>
        ))}
      {grid.gaps.map((gap) => {
        const words = gapWords(gap, date)
        return (
          words && (
            <div key={gap.from} className='shift-gap'>
              {words}
            </div>
          )
        )
      })}
    </>
  )
}

/** Grids down, days across. */
export function RosterTable({ roster, onPlan, onShow }: { roster: Roster; onPlan: (grid: Grid) => void; onShow: (shift: Shift) => void }) {
  const dates = Array.from({ length: roster.days }, (_, index) => addDays(roster.from, index))
  return (
    <Table<Grid>
      rowKey='id'
      dataSource={roster.grids}
      pagination={false}
      scroll={{ x: 1120 }}
      columns={[
        {
          title: '网格',
          key: 'grid',
          width: 196,
          fixed: 'left',
          render: (_, grid) => (
            <>
              <strong>{grid.name}</strong>
              <div className='quiet'>
                {grid.assignments.length > 0 ? `负责人：${grid.assignments.map((one) => one.worker.name).join('、')}` : '还没有负责人'}
              </div>
              {roster.mayWrite && (
                <Button type='link' style={{ padding: 0 }} aria-label={`给${grid.name}排班`} onClick={() => onPlan(grid)}>
                  排班或派人
                </Button>
              )}
            </>
          ),
        },
        ...dates.map((date) => ({
          title: (
            <>
              {Number(date.slice(5, 7))}月{Number(date.slice(8))}日
              <div className='quiet'>
                {weekday(date)}
                {roster.restDays.includes(date) && '，休息日'}
              </div>
            </>
          ),
          key: date,
          width: 132,
          render: (_: unknown, grid: Grid) => <Day grid={grid} date={date} onShow={onShow} />,
        })),
      ]}
    />
  )
}
