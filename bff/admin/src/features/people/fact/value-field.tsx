import type { AnyValue, FactSpec } from '@minsheng/shared/contracts/people'
import { Checkbox, InputNumber, Radio, Select } from 'antd'
import { DateField } from '../../../ui/date-field.tsx'

export interface ValueFieldProps {
  spec: FactSpec
  id?: string
  value?: AnyValue | null
  onChange?: (value: AnyValue | null) => void
}

const optionsOf = (options: Readonly<Record<string, string>>) => Object.entries(options).map(([value, label]) => ({ value, label }))

/** The field that a fact of this kind is filled in with. Money is typed in yuan and handed on in fen. */
export function ValueField({ spec, id, value, onChange }: ValueFieldProps) {
  switch (spec.type) {
    case 'enum':
      return (
        <Select
          id={id}
          style={{ width: 260 }}
          value={typeof value === 'string' ? value : undefined}
          options={optionsOf(spec.options)}
          onChange={(next: string) => onChange?.(next)}
        />
      )
    case 'set':
      return (
        <Checkbox.Group
          value={Array.isArray(value) ? value : []}
          options={optionsOf(spec.options)}
          onChange={(next) => onChange?.(next.map(String))}
        />
      )
    case 'bool':
      return (
        <Radio.Group
          value={value}
          onChange={(event) => onChange?.(event.target.value as boolean)}
          options={[
            { value: true, label: '是' },
            { value: false, label: '否' },
          ]}
        />
      )
    case 'date':
      return <DateField id={id} value={typeof value === 'string' ? value : null} onChange={(next) => onChange?.(next)} />
    case 'int':
    case 'moneyFen': {
      const isMoney = spec.type === 'moneyFen'
      const scale = isMoney ? 100 : 1
      return (
        <InputNumber<number>
          id={id}
          style={{ width: 260 }}
          min={0}
          max={spec.most / scale}
          precision={isMoney ? 2 : 0}
          suffix={isMoney ? '元' : spec.unit}
          value={typeof value === 'number' ? value / scale : null}
          onChange={(next) => onChange?.(next === null ? null : Math.round(next * scale))}
        />
      )
    }
  }
}
