import { Button, DatePicker, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { statuses } from '../words.ts'
import { fieldsOf, type Written } from './content.ts'
import { useEditor } from './context.ts'
import { QuantityBuilder } from './quantity-builder.tsx'
import {
  blankCondition,
  type ConditionKind,
  comparing,
  conditionKinds,
  type Fact,
  kindOfCondition,
  kindOfQuantity,
  type Operator,
  operandOf,
  operatorIn,
  operators,
  operatorsOf,
} from './rule-forms.ts'

interface ConditionProps {
  label: string
  value: Written
  onChange: (value: Written) => void
  /** What may be asked here; of members other facts may be asked than of a household. */
  facts: readonly Fact[]
  memberFacts: readonly Fact[]
  /** Inside a condition on members there are no members. */
  inMembers?: boolean
}

const memberKinds: readonly ConditionKind[] = ['someMember', 'everyMember', 'countMembers']

/** One condition: what is asked, how it is held against what. Groups hold conditions of their own. */
export function ConditionBuilder(props: ConditionProps) {
  const { label, value, onChange, facts, inMembers = false } = props
  const { readOnly } = useEditor()
  const kind = kindOfCondition(value)
  const kinds = (Object.keys(conditionKinds) as ConditionKind[]).filter(
    (one) => !inMembers || (!memberKinds.includes(one) && one !== 'policy'),
  )
  return (
    <div className='policy-node'>
      <Select<ConditionKind>
        aria-label={`${label}：看什么`}
        value={kind}
        options={kinds.map((one) => ({ value: one, label: conditionKinds[one] }))}
        disabled={readOnly}
        popupMatchSelectWidth={false}
        style={{ width: 150 }}
        onChange={(next) => onChange(blankCondition(next, value, facts))}
      />
      <ConditionParts {...props} kind={kind} />
    </div>
  )
}

function ConditionParts(props: ConditionProps & { kind: ConditionKind }) {
  const { label, value, onChange, facts, memberFacts, kind } = props
  const { terms, readOnly } = useEditor()
  const fields = fieldsOf(value)
  const set = (name: string, next: Written) => onChange({ ...fields, [name]: next })
  switch (kind) {
    case 'fact':
      return <FactCondition {...props} />
    case 'value': {
      const isYears = ['ageAt', 'monthsSince'].includes(kindOfQuantity(fields.value))
      return (
        <>
          <QuantityBuilder
            label={`${label}：左边`}
            value={fields.value}
            onChange={(next) => set('value', next)}
            measure='fen'
            facts={facts}
          />
          <Comparison label={label} value={value} subject='value' onChange={onChange} facts={facts} isMoney={!isYears} />
        </>
      )
    }
    case 'policy':
      return (
        <>
          <Select<string>
            aria-label={`${label}：哪项政策`}
            value={String(fields.policy ?? '') || undefined}
            placeholder='请选政策'
            options={terms.policies.map(({ id, title }) => ({ value: id, label: title }))}
            showSearch={{ optionFilterProp: 'label' }}
            disabled={readOnly}
            popupMatchSelectWidth={false}
            style={{ minWidth: 220 }}
            onChange={(next) => set('policy', next)}
          />
          <Select<string[]>
            aria-label={`${label}：对这个人怎样`}
            mode='multiple'
            value={Array.isArray(fields.in) ? fields.in.map(String) : []}
            options={Object.entries(statuses).map(([code, words]) => ({ value: code, label: words }))}
            disabled={readOnly}
            style={{ minWidth: 260 }}
            onChange={(next) => set('in', next)}
          />
        </>
      )
    case 'all':
    case 'any':
    case 'atLeast':
      return <Group {...props} name={kind === 'atLeast' ? 'of' : kind} />
    case 'not':
      return (
        <div className='policy-nested'>
          <ConditionBuilder {...props} label={`${label}：反过来`} value={fields.not} onChange={(next) => set('not', next)} />
        </div>
      )
    case 'someMember':
    case 'everyMember':
    case 'countMembers':
      return (
        <>
          {kind === 'countMembers' && (
            <Comparison label={label} value={value} subject={kind} onChange={onChange} facts={[]} isMoney={false} />
          )}
          <div className='policy-nested'>
            <ConditionBuilder
              label={`${label}：家人`}
              value={fields[kind]}
              onChange={(next) => set(kind, next)}
              facts={memberFacts}
              memberFacts={memberFacts}
              inMembers
            />
          </div>
        </>
      )
  }
}

function Group({ name, ...props }: ConditionProps & { kind: ConditionKind; name: string }) {
  const { label, value, onChange, facts, kind } = props
  const { readOnly } = useEditor()
  const fields = fieldsOf(value)
  const parts: readonly Written[] = Array.isArray(fields[name]) ? fields[name] : []
  const set = (next: readonly Written[]) => onChange({ ...fields, [name]: next })
  return (
    <>
      {kind === 'atLeast' && (
        <InputNumber
          aria-label={`${label}：至少几条`}
          value={Number(fields.atLeast ?? 1)}
          min={1}
          suffix='条'
          readOnly={readOnly}
          style={{ width: 100 }}
          onChange={(next) => onChange({ ...fields, atLeast: next ?? 1 })}
        />
      )}
      <div className='policy-nested'>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place
          <div key={index} className='policy-node'>
            <ConditionBuilder
              {...props}
              label={`${label}：第 ${index + 1} 条`}
              value={part}
              onChange={(next) => set(parts.map((one, place) => (place === index ? next : one)))}
            />
            {!readOnly && parts.length > 1 && (
              <Button
                size='small'
                aria-label={`${label}：去掉第 ${index + 1} 条`}
                onClick={() => set(parts.filter((_, place) => place !== index))}
              >
                去掉
              </Button>
            )}
          </div>
        ))}
        {!readOnly && (
          <Button size='small' style={{ justifySelf: 'start' }} onClick={() => set([...parts, blankCondition('fact', null, facts)])}>
            加一条
          </Button>
        )}
      </div>
    </>
  )
}

function FactCondition({ label, value, onChange, facts }: ConditionProps) {
  const { readOnly } = useEditor()
  const fields = fieldsOf(value)
  const fact = facts.find(({ name }) => name === fields.fact)
  const operator = operatorIn(value)
  const operand = fields[operator]
  const allowed = operatorsOf(fact?.type ?? 'enum')
  const options =
    fact?.type === 'bool'
      ? [
          { value: 'true', label: '是' },
          { value: 'false', label: '否' },
        ]
      : (fact?.options ?? []).map(({ code, words }) => ({ value: code, label: words }))
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
              options={options}
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

function Operators({
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
function Comparison({ label, value, subject, onChange, facts, isMoney, isDate = false, withKnown = false }: ComparisonProps) {
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
