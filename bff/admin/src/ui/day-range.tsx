import { shanghaiDate } from '@minsheng/shared/units/clock'
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { addDays } from './time-words.ts'

export interface DayRangeProps {
  /** Names the two fields; unique on the page. */
  id: string
  label: string
  from: string | undefined
  to: string | undefined
  onChange: (days: { from: string | undefined; to: string | undefined }) => void
}

function spans(today: string) {
  return [
    { label: '近 7 天', from: addDays(today, -6), to: today },
    { label: '近 30 天', from: addDays(today, -29), to: today },
    { label: '本月', from: `${today.slice(0, 8)}01`, to: today },
    { label: '今年', from: `${today.slice(0, 5)}01-01`, to: today },
  ]
}

/** A day as the address may hold it; anything else is no day. */
export function dayOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}

/** Two days, both included; either may stay open. */
export function DayRange({ id, label, from, to, onChange }: DayRangeProps) {
  return (
    <div className='filter'>
      <label htmlFor={id}>{label}</label>
      <DatePicker.RangePicker
        id={{ start: id, end: `${id}-end` }}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        allowEmpty={[true, true]}
        placeholder={['开始日期', '结束日期']}
        aria-label={label}
        presets={spans(shanghaiDate(new Date())).map((span) => ({ label: span.label, value: [dayjs(span.from), dayjs(span.to)] }))}
        onChange={(days) => onChange({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })}
      />
    </div>
  )
}
