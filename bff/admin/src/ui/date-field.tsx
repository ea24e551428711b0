import { DatePicker } from 'antd'
import dayjs from 'dayjs'

export interface DateFieldProps {
  /** yyyy-mm-dd, or empty. */
  value?: string | null
  onChange?: (value: string | null) => void
  id?: string
  disabledDate?: (date: string) => boolean
  placeholder?: string
  disabled?: boolean
}

/** A calendar date as text `yyyy-mm-dd`; typed or picked. */
export function DateField({ value, onChange, id, disabledDate, placeholder = '如 2026-06-15', disabled = false }: DateFieldProps) {
  return (
    <DatePicker
      id={id}
      value={value ? dayjs(value) : null}
      onChange={(date) => onChange?.(date?.isValid() ? date.format('YYYY-MM-DD') : null)}
      disabledDate={disabledDate && ((date) => disabledDate(date.format('YYYY-MM-DD')))}
      placeholder={placeholder}
      disabled={disabled}
      style={{ width: 220 }}
    />
  )
}
