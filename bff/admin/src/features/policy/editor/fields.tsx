import { Checkbox, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { DateField } from '../../../ui/date-field.tsx'
import { numberAt, type Path, textAt } from './content.ts'
import { fieldId, useEditor } from './context.ts'

interface FieldProps {
  label: string
  path: Path
  help?: string
  wide?: boolean
}

/** A label, what is written, and what is wrong with it. */
export function Field({
  label,
  path,
  help,
  wide = false,
  inside = false,
  children,
}: FieldProps & { inside?: boolean; children: ReactNode }) {
  const faults = useEditor().faultsAt(path, inside)
  return (
    <div className={wide ? 'policy-field wide' : 'policy-field'}>
      <label htmlFor={fieldId(path)}>{label}</label>
      {children}
      {help && <span className='quiet'>{help}</span>}
      {faults.map((words) => (
        <span key={words} className='policy-fault' role='status'>
          {words}
        </span>
      ))}
    </div>
  )
}

export function TextField({
  most = 100,
  rows = 1,
  nullable = false,
  ...field
}: FieldProps & { most?: number; rows?: number; nullable?: boolean }) {
  const { content, set, readOnly } = useEditor()
  const rest = {
    id: fieldId(field.path),
    value: textAt(content, field.path),
    maxLength: most,
    readOnly,
    onChange: ({ target }: { target: { value: string } }) => set(field.path, nullable && target.value === '' ? null : target.value),
  }
  return <Field {...field}>{rows > 1 ? <Input.TextArea {...rest} rows={rows} /> : <Input {...rest} />}</Field>
}

export function DayField({ nullable = false, ...field }: FieldProps & { nullable?: boolean }) {
  const { content, set } = useEditor()
  return (
    <Field {...field}>
      <DateField
        id={fieldId(field.path)}
        value={textAt(content, field.path)}
        onChange={(date) => set(field.path, date ?? (nullable ? null : ''))}
      />
    </Field>
  )
}

/** Money is typed in yuan and kept in fen. */
export function MoneyField(field: FieldProps) {
  const { content, set, readOnly } = useEditor()
  const fen = numberAt(content, field.path)
  return (
    <Field {...field}>
      <InputNumber
        id={fieldId(field.path)}
        value={fen === null ? null : fen / 100}
        precision={2}
        min={0}
        suffix='元'
        readOnly={readOnly}
        style={{ width: '100%' }}
        onChange={(yuan) => set(field.path, yuan === null ? null : Math.round(yuan * 100))}
      />
    </Field>
  )
}

export function NumberField({ unit, scale = 1, ...field }: FieldProps & { unit?: string; scale?: number }) {
  const { content, set, readOnly } = useEditor()
  const value = numberAt(content, field.path)
  return (
    <Field {...field}>
      <InputNumber
        id={fieldId(field.path)}
        value={value === null ? null : value / scale}
        suffix={unit}
        readOnly={readOnly}
        style={{ width: '100%' }}
        onChange={(next) => set(field.path, next === null ? null : Math.round(next * scale))}
      />
    </Field>
  )
}

export interface Choice {
  value: string
  label: string
}

export function ChoiceField({ options, ...field }: FieldProps & { options: readonly Choice[] }) {
  const { content, set, readOnly } = useEditor()
  return (
    <Field {...field}>
      <Select<string>
        id={fieldId(field.path)}
        value={textAt(content, field.path) || undefined}
        options={[...options]}
        showSearch={{ optionFilterProp: 'label' }}
        disabled={readOnly}
        popupMatchSelectWidth={false}
        onChange={(value) => set(field.path, value)}
      />
    </Field>
  )
}

export function ManyField({ options, free = false, ...field }: FieldProps & { options: readonly Choice[]; free?: boolean }) {
  const { get, set, readOnly } = useEditor()
  const value = get(field.path)
  return (
    <Field {...field} inside>
      <Select<string[]>
        id={fieldId(field.path)}
        mode={free ? 'tags' : 'multiple'}
        value={Array.isArray(value) ? value.map(String) : []}
        options={[...options]}
        showSearch={{ optionFilterProp: 'label' }}
        disabled={readOnly}
        onChange={(next) => set(field.path, next)}
      />
    </Field>
  )
}

export function CheckField({ label, path, help }: FieldProps) {
  const { get, set, readOnly, faultsAt } = useEditor()
  return (
    <div className='policy-field wide'>
      <Checkbox id={fieldId(path)} checked={get(path) === true} disabled={readOnly} onChange={({ target }) => set(path, target.checked)}>
        {label}
      </Checkbox>
      {help && <span className='quiet'>{help}</span>}
      {faultsAt(path).map((words) => (
        <span key={words} className='policy-fault'>
          {words}
        </span>
      ))}
    </div>
  )
}

/** Options from a table of words. */
export const choicesOf = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
