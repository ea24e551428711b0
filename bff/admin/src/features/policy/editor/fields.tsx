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

/** What is wrong at a place. */
export function Faults({ path, inside = false }: { path: Path; inside?: boolean }) {
  return useEditor()
    .faultsAt(path, inside)
    .map((words) => (
      <span key={words} className='policy-fault' role='status'>
        {words}
      </span>
    ))
}

/** A label, what is written, and what is wrong with it. */
export function Field({ label, path, help, wide, inside, children }: FieldProps & { inside?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'policy-field wide' : 'policy-field'}>
      <label htmlFor={fieldId(path)}>{label}</label>
      {children}
      {help && <span className='quiet'>{help}</span>}
      <Faults path={path} inside={inside} />
    </div>
  )
}

/** Several controls that together write one thing, under a name of their own. */
export function FieldGroup({ label, path, children }: { label: string; path: Path; children: ReactNode }) {
  return (
    <fieldset className='policy-field wide' id={fieldId(path)} tabIndex={-1}>
      <legend>{label}</legend>
      {children}
      <Faults path={path} inside />
    </fieldset>
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
  const { content, set, readOnly } = useEditor()
  return (
    <Field {...field}>
      <DateField
        id={fieldId(field.path)}
        disabled={readOnly}
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

/** Yes or no, kept as 1 or 0: a figure like any other to the rules that read it. */
export function FlagField(field: FieldProps) {
  const { content, set, readOnly } = useEditor()
  return (
    <Field {...field}>
      <Select<number>
        id={fieldId(field.path)}
        value={numberAt(content, field.path) ?? undefined}
        options={[
          { value: 1, label: '是' },
          { value: 0, label: '否' },
        ]}
        disabled={readOnly}
        onChange={(value) => set(field.path, value)}
      />
    </Field>
  )
}

interface Choice {
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
  const { get, set, readOnly } = useEditor()
  return (
    <div className='policy-field wide'>
      <Checkbox id={fieldId(path)} checked={get(path) === true} disabled={readOnly} onChange={({ target }) => set(path, target.checked)}>
        {label}
      </Checkbox>
      {help && <span className='quiet'>{help}</span>}
      <Faults path={path} />
    </div>
  )
}
