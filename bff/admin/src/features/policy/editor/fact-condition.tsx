import { Select } from 'antd'
import { Comparison, Operators } from './comparison.tsx'
import type { ConditionProps } from './condition-props.ts'
import { fieldsOf } from './content.ts'
import { useEditor } from './context.ts'
import { choicesOf, operandOf, operatorIn, operatorsOf } from './rule-forms.ts'

/** A condition on one thing that is known of someone. */
export function FactCondition({ label, value, onChange, facts }: ConditionProps) {
  const { readOnly } = useEditor()
  const fields = fieldsOf(value)
  const fact = facts.find(({ name }) => name === fields.fact)
  const operator = operatorIn(value)
  const operand = fields[operator]
  const allowed = operatorsOf(fact?.type ?? 'enum')
  const isMany = operator === 'in' || operator === 'nin'
  const hasOptions = fact?.type === 'enum' || fact?.type === 'set' || fact?.type === 'bool'
  return (
    <>
      <Select<string>
        aria-label={`${label}：哪项情况`}
        value={fact?.name}
        placeholder='请选情况'
        options={facts.map(({ name, title }) => ({ value: name, label: title }))}
        showSearch={{ optionFilterProp: 'label' }}
        disabled={readOnly}
        popupMatchSelectWidth={false}
        style={{ minWidth: 200 }}
        onChange={(name) => {
          const next = facts.find((one) => one.name === name)
          const first = operatorsOf(next?.type ?? 'enum')[0] ?? 'eq'
          onChange({ fact: name, [first]: operandOf(next, first) })
        }}
      />
      {hasOptions ? (
        <>
          <Operators
            label={label}
            operator={operator}
            allowed={allowed}
            onChange={(next) => onChange({ fact: fields.fact, [next]: operandOf(fact, next) })}
          />
          {operator !== 'known' && (
            <Select<string | string[]>
              aria-label={`${label}：什么`}
              {...(isMany ? { mode: 'multiple' as const } : {})}
              value={isMany ? (Array.isArray(operand) ? operand.map(String) : []) : String(operand)}
              options={choicesOf(fact)}
              disabled={readOnly}
              popupMatchSelectWidth={false}
              style={{ minWidth: 180 }}
              onChange={(next) => onChange({ fact: fields.fact, [operator]: fact?.type === 'bool' ? next === 'true' : next })}
            />
          )}
        </>
      ) : (
        <Comparison
          label={label}
          value={value}
          subject='fact'
          onChange={onChange}
          facts={facts}
          isMoney={fact?.type === 'moneyFen'}
          isDate={fact?.type === 'date'}
          withKnown
        />
      )}
    </>
  )
}
