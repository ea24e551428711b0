import { Button, DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { fieldsOf, type Path, type Written } from './content.ts'
import { useEditor } from './context.ts'
import { FieldGroup } from './fields.tsx'
import { choicesOf, type Fact, operandOf } from './rule-forms.ts'

/** What is known of one made-up person or household; what is not in it is unknown. */
export function FactList({
  label,
  path,
  subject,
  onRemove,
}: {
  label: string
  path: Path
  subject: Fact['subject']
  onRemove?: () => void
}) {
  const { get, set, terms, readOnly } = useEditor()
  const known = fieldsOf(get(path))
  const all = terms.facts.filter((fact) => fact.subject === subject)
  return (
    <FieldGroup label={`${label}（没写的就是不知道）`} path={path}>
      {Object.entries(known).map(([name, value]) => {
        const fact = all.find((one) => one.name === name)
        return (
          <div key={name} className='policy-node'>
            <span style={{ minWidth: 150 }}>{fact?.title ?? name}</span>
            <FactValue
              label={`${label}：${fact?.title ?? name}`}
              fact={fact}
              value={value}
              onChange={(next) => set([...path, name], next)}
            />
            {!readOnly && (
              <Button size='small' aria-label={`${label}：去掉${fact?.title ?? name}`} onClick={() => set([...path, name], undefined)}>
                去掉
              </Button>
            )}
          </div>
        )
      })}
      {!readOnly && (
        <div className='policy-node'>
          <Select<string>
            aria-label={`${label}：加一项`}
            value={undefined}
            placeholder='加一项情况'
            options={all.filter(({ name }) => !(name in known)).map(({ name, title }) => ({ value: name, label: title }))}
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: 240 }}
            onChange={(name) => set([...path, name], firstValue(all.find((one) => one.name === name)))}
          />
          {onRemove && (
            <Button size='small' aria-label={`去掉${label}`} onClick={onRemove}>
              去掉这位家人
            </Button>
          )}
        </div>
      )}
    </FieldGroup>
  )
}

function firstValue(fact: Fact | undefined): Written {
  if (fact?.type === 'date') return dayjs().format('YYYY-MM-DD')
  return fact?.type === 'set' ? [] : operandOf(fact, 'eq')
}

function FactValue({
  label,
  fact,
  value,
  onChange,
}: {
  label: string
  fact: Fact | undefined
  value: Written
  onChange: (value: Written) => void
}) {
  const { readOnly } = useEditor()
  if (fact?.type === 'date')
    return (
      <DatePicker
        aria-label={label}
        value={typeof value === 'string' ? dayjs(value) : null}
        disabled={readOnly}
        allowClear={false}
        onChange={(date) => onChange(date?.format('YYYY-MM-DD'))}
      />
    )
  if (fact?.type === 'int' || fact?.type === 'moneyFen') {
    const scale = fact.type === 'moneyFen' ? 100 : 1
    return (
      <InputNumber
        aria-label={label}
        value={typeof value === 'number' ? value / scale : null}
        suffix={fact.type === 'moneyFen' ? '元' : (fact.unit ?? undefined)}
        min={0}
        readOnly={readOnly}
        style={{ width: 170 }}
        onChange={(next) => onChange(Math.round((next ?? 0) * scale))}
      />
    )
  }
  if (!fact) return <Input aria-label={label} value={JSON.stringify(value)} readOnly style={{ width: 220 }} />
  const isSet = fact.type === 'set'
  return (
    <Select<string | string[]>
      aria-label={label}
      {...(isSet ? { mode: 'multiple' as const } : {})}
      value={isSet ? (Array.isArray(value) ? value.map(String) : []) : String(value)}
      options={choicesOf(fact)}
      disabled={readOnly}
      popupMatchSelectWidth={false}
      style={{ minWidth: 200 }}
      onChange={(next) => onChange(fact.type === 'bool' ? next === 'true' : next)}
    />
  )
}
