import { Button, InputNumber, Select } from 'antd'
import { fieldsOf, type Written } from './content.ts'
import { useEditor } from './context.ts'
import { BandTable, LookupTable } from './decision-table.tsx'
import type { Measure, QuantityProps } from './quantity-props.ts'
import { useRows } from './rows.ts'
import { blankQuantity, type Fact, kindOfQuantity, type QuantityKind, quantityKinds } from './rule-forms.ts'

const roundings = [
  { value: 'half_up', label: '四舍五入到分' },
  { value: 'down', label: '舍去不足一分的' },
  { value: 'up', label: '不足一分按一分' },
]
const kindOptions = Object.entries(quantityKinds).map(([value, label]) => ({ value, label }))

/** An amount or another number, made of parts. */
export function QuantityBuilder(props: QuantityProps) {
  const { label, value, onChange, facts } = props
  const { readOnly } = useEditor()
  const kind = kindOfQuantity(value)
  return (
    <div className='policy-node'>
      <Select<QuantityKind>
        aria-label={`${label}：怎么来的`}
        value={kind}
        options={kindOptions as { value: QuantityKind; label: string }[]}
        disabled={readOnly}
        popupMatchSelectWidth={false}
        style={{ width: 160 }}
        onChange={(next) => onChange(blankQuantity(next, value ?? 0, facts))}
      />
      <QuantityParts {...props} kind={kind} />
    </div>
  )
}

function QuantityParts({ label, value, onChange, measure, facts, kind }: QuantityProps & { kind: QuantityKind }) {
  const { terms, readOnly } = useEditor()
  const fields = fieldsOf(value)
  const set = (name: string, next: Written) => onChange({ ...fields, [name]: next })
  const part = (name: string, as: Measure = measure, words = label) => (
    <QuantityBuilder label={words} value={fields[name]} onChange={(next) => set(name, next)} measure={as} facts={facts} />
  )
  const pick = (name: string, options: { value: string; label: string }[], words: string) => (
    <Select<string>
      aria-label={`${label}：${words}`}
      value={String(fields[name] ?? '') || undefined}
      placeholder={`请选${words}`}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      disabled={readOnly}
      style={{ minWidth: 220 }}
      onChange={(next) => set(name, next)}
    />
  )
  const ofType = (...types: Fact['type'][]) =>
    facts.filter(({ type }) => types.includes(type)).map(({ name, title }) => ({ value: name, label: title }))
  const round = pick('round', roundings, '取整')
  switch (kind) {
    case 'number':
      return <NumberInput label={label} value={value} measure={measure} onChange={onChange} />
    case 'param':
      return pick(
        'param',
        terms.parameters.map(({ key, title }) => ({ value: key, label: title })),
        '参数',
      )
    case 'fact':
      return pick('fact', ofType('int', 'moneyFen'), '情况')
    case 'ageAt':
    case 'monthsSince':
      return pick(kind, ofType('date'), '从哪天算')
    case 'add':
    case 'max':
    case 'min':
      return <Parts label={label} value={fields[kind]} onChange={(next) => set(kind, next)} measure={measure} facts={facts} />
    case 'sub':
    case 'mulBps': {
      const [first, second] = Array.isArray(fields[kind]) ? fields[kind] : []
      const share = kind === 'mulBps'
      return (
        <div className='policy-nested'>
          <QuantityBuilder
            label={`${label}：${share ? '哪个数' : '从哪个数减'}`}
            value={first}
            onChange={(next) => set(kind, [next, second])}
            measure={measure}
            facts={facts}
          />
          <QuantityBuilder
            label={`${label}：${share ? '百分之几' : '减多少'}`}
            value={second}
            onChange={(next) => set(kind, [first, next])}
            measure={share ? 'share' : measure}
            facts={facts}
          />
          {share && round}
        </div>
      )
    }
    case 'perMember':
      return <div className='policy-nested'>{part('perMember')}</div>
    case 'prorataMonths':
      return (
        <div className='policy-nested'>
          {part('prorataMonths')}
          {part('months', 'count', `${label}：几个月`)}
          {round}
        </div>
      )
    case 'bandOf':
      return <BandTable Part={QuantityBuilder} label={label} value={value} onChange={onChange} measure={measure} facts={facts} />
    case 'lookup':
      return <LookupTable Part={QuantityBuilder} label={label} value={value} onChange={onChange} measure={measure} facts={facts} />
  }
}

/** A bare number in the unit people say it with. */
export function NumberInput({ label, value, measure, onChange }: Pick<QuantityProps, 'label' | 'value' | 'measure' | 'onChange'>) {
  const { readOnly } = useEditor()
  const scale = measure === 'count' ? 1 : 100
  return (
    <InputNumber
      aria-label={label}
      value={typeof value === 'number' ? value / scale : null}
      suffix={measure === 'fen' ? '元' : measure === 'share' ? '%' : undefined}
      readOnly={readOnly}
      style={{ width: 150 }}
      onChange={(next) => onChange(Math.round((next ?? 0) * scale))}
    />
  )
}

function Parts({ label, value, onChange, ...rest }: QuantityProps) {
  const { readOnly } = useEditor()
  const parts: readonly Written[] = Array.isArray(value) ? value : []
  const rows = useRows(parts, onChange)
  return (
    <div className='policy-nested'>
      {rows.keys.map((key, index) => (
        <div key={key} className='policy-node'>
          <QuantityBuilder
            {...rest}
            label={`${label}：第 ${index + 1} 个数`}
            value={parts[index]}
            onChange={(next) => rows.put(index, next)}
          />
          {!readOnly && parts.length > 1 && (
            <Button size='small' aria-label={`去掉第 ${index + 1} 个数`} onClick={() => rows.remove(index)}>
              去掉
            </Button>
          )}
        </div>
      ))}
      {!readOnly && (
        <Button size='small' style={{ justifySelf: 'start' }} onClick={() => rows.add(0)}>
          加一个数
        </Button>
      )}
    </div>
  )
}
