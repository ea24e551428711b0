import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import type { ConditionProps } from './condition-props.ts'
import { fieldsOf, type Written } from './content.ts'
import { useEditor } from './context.ts'
import { QuantityBuilder } from './quantity-builder.tsx'
import { comparing, type Operator, operatorIn, operators } from './rule-forms.ts'

/** How something is held against something else. */
export function Operators({
  label,
  operator,
  allowed,
  onChange,
}: {
  label: string
  operator: Operator
  allowed: readonly Operator[]
  onChange: (next: Operator) => void
}) {
  const { readOnly } = useEditor()
  return (
    <Select<Operator>
      aria-label={`${label}：怎么比`}
      value={operator}
      options={allowed.map((name) => ({ value: name, label: operators[name] }))}
      disabled={readOnly}
      popupMatchSelectWidth={false}
      style={{ width: 130 }}
      onChange={onChange}
    />
  )
}

interface ComparisonProps extends Pick<ConditionProps, 'label' | 'value' | 'onChange' | 'facts'> {
  /** The name under which stands what is compared. */
  subject: string
  isMoney: boolean
  isDate?: boolean
  withKnown?: boolean
}

/** The operator of a comparison, and what stands on its right. */
export function Comparison({ label, value, subject, onChange, facts, isMoney, isDate = false, withKnown = false }: ComparisonProps) {
  const { readOnly } = useEditor()
  const fields = fieldsOf(value)
  const operator = operatorIn(Object.fromEntries(Object.entries(fields).filter(([name]) => name !== subject)))
  const operand = fields[operator]
  const put = (name: Operator, next: Written) => onChange({ [subject]: fields[subject], [name]: next })
  const first = isDate ? 'today' : 0
  const right = (part: Written, words: string, change: (next: Written) => void) =>
    isDate ? (
      <DatePicker
        aria-label={words}
        value={typeof part === 'string' && part !== 'today' ? dayjs(part) : null}
        placeholder='当天'
        disabled={readOnly}
        onChange={(date) => change(date ? date.format('YYYY-MM-DD') : 'today')}
      />
    ) : (
      <QuantityBuilder label={words} value={part} onChange={change} measure={isMoney ? 'fen' : 'count'} facts={facts} />
    )
  const both: readonly Written[] = Array.isArray(operand) ? operand : [first, first]
  return (
    <>
      <Operators
        label={label}
        operator={operator}
        allowed={withKnown ? [...comparing, 'known'] : comparing}
        onChange={(next) =>
          put(
            next,
            next === 'known' ? true : next === 'between' ? [first, first] : Array.isArray(operand) || operand === true ? first : operand,
          )
        }
      />
      {operator === 'between' ? (
        <>
          {right(both[0], `${label}：从`, (next) => put('between', [next, both[1]]))}
          {right(both[1], `${label}：到`, (next) => put('between', [both[0], next]))}
        </>
      ) : (
        operator !== 'known' && right(operand, `${label}：和什么比`, (next) => put(operator, next))
      )}
    </>
  )
}
