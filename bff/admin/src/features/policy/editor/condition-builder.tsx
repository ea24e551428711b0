import { statusWords } from '@minsheng/shared/policy/words/choices'
import { Button, InputNumber, Select } from 'antd'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { Comparison } from './comparison.tsx'
import type { ConditionProps } from './condition-props.ts'
import { fieldsOf, type Written } from './content.ts'
import { useEditor } from './context.ts'
import { FactCondition } from './fact-condition.tsx'
import { QuantityBuilder } from './quantity-builder.tsx'
import { useRows } from './rows.ts'
import { blankCondition, type ConditionKind, conditionKinds, kindOfCondition, kindOfQuantity } from './rule-forms.ts'

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
  const { policies, readOnly } = useEditor()
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
            options={policies}
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
            options={wordOptions(statusWords)}
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
  const rows = useRows(parts, (next) => onChange({ ...fields, [name]: next }))
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
        {rows.keys.map((key, index) => (
          <div key={key} className='policy-node'>
            <ConditionBuilder
              {...props}
              label={`${label}：第 ${index + 1} 条`}
              value={parts[index]}
              onChange={(next) => rows.put(index, next)}
            />
            {!readOnly && parts.length > 1 && (
              <Button size='small' aria-label={`${label}：去掉第 ${index + 1} 条`} onClick={() => rows.remove(index)}>
                去掉
              </Button>
            )}
          </div>
        ))}
        {!readOnly && (
          <Button size='small' style={{ justifySelf: 'start' }} onClick={() => rows.add(blankCondition('fact', null, facts))}>
            加一条
          </Button>
        )}
      </div>
    </>
  )
}
