import { InputNumber, Select, Space } from 'antd'
import { type Typed, units } from './terms-form.ts'

interface SpanFieldProps {
  /** Set by the form. */
  id?: string
  value?: Typed
  onChange?: (value: Typed) => void
  label: string
  /** May be left empty. */
  optional?: boolean
}

/** A number and its unit. */
export function SpanField({ id, value = { count: null, unit: 'minute' }, onChange, label, optional = false }: SpanFieldProps) {
  return (
    <Space.Compact>
      <InputNumber
        {...(id === undefined ? {} : { id })}
        aria-label={label}
        min={1}
        max={100_000}
        precision={0}
        value={value.count}
        placeholder={optional ? '不设' : ''}
        onChange={(count) => onChange?.({ ...value, count })}
        style={{ width: 110 }}
      />
      <Select
        aria-label={`${label}的单位`}
        options={units.map(({ value: unit, label: word }) => ({ value: unit, label: word }))}
        value={value.unit}
        onChange={(unit) => onChange?.({ ...value, unit })}
        style={{ width: 120 }}
      />
    </Space.Compact>
  )
}
