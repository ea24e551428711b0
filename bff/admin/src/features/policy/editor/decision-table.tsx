import { Button, InputNumber, Select } from 'antd'
import type { ComponentType } from 'react'
import { fieldsOf, type Written } from './content.ts'
import { useEditor } from './context.ts'
import type { QuantityProps } from './quantity-props.ts'
import { useRows } from './rows.ts'
import { kindOfQuantity } from './rule-forms.ts'

/** Parts of a table are quantities again; the builder of those hands itself in. */
type TableProps = QuantityProps & { Part: ComponentType<QuantityProps> }

interface Step {
  below: number
  give: Written
}

/** Bands as a table: from, short of, how much. A band begins where the one before ends, so none overlap and none is missing. */
export function BandTable({ label, value, onChange, measure, facts, Part }: TableProps) {
  const { readOnly } = useEditor()
  const fields = fieldsOf(value)
  const steps = (Array.isArray(fields.steps) ? fields.steps : []) as Step[]
  const of = kindOfQuantity(fields.bandOf)
  const isMoney = of === 'fact' && facts.find(({ name }) => name === fieldsOf(fields.bandOf).fact)?.type === 'moneyFen'
  const scale = isMoney ? 100 : 1
  const unit = isMoney ? '元' : of === 'ageAt' ? '周岁' : of === 'monthsSince' ? '个月' : ''
  const set = (name: string, next: Written) => onChange({ ...fields, [name]: next })
  const rows = useRows(steps, (next) => set('steps', next))
  const from = (index: number) => (index === 0 ? '最小' : `${(steps[index - 1]?.below ?? 0) / scale} ${unit}`)
  return (
    <div className='policy-nested'>
      <Part label={`${label}：按什么分档`} value={fields.bandOf} onChange={(next) => set('bandOf', next)} measure='count' facts={facts} />
      <table className='policy-table' aria-label={`${label}：分档表`}>
        <thead>
          <tr>
            <th scope='col'>从（含）</th>
            <th scope='col'>到（不含）</th>
            <th scope='col'>多少</th>
            <th scope='col'>操作</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, index) => (
            <tr key={rows.keys[index]}>
              <td>{from(index)}</td>
              <td>
                <InputNumber
                  aria-label={`第 ${index + 1} 档到多少`}
                  value={step.below / scale}
                  suffix={unit}
                  readOnly={readOnly}
                  style={{ width: 140 }}
                  onChange={(next) => rows.put(index, { ...step, below: Math.round((next ?? 0) * scale) })}
                />
              </td>
              <td>
                <Part
                  label={`第 ${index + 1} 档`}
                  value={step.give}
                  onChange={(give) => rows.put(index, { ...step, give })}
                  measure={measure}
                  facts={facts}
                />
              </td>
              <td>
                {!readOnly && steps.length > 1 && (
                  <Button size='small' aria-label={`去掉第 ${index + 1} 档`} onClick={() => rows.remove(index)}>
                    去掉
                  </Button>
                )}
              </td>
            </tr>
          ))}
          <tr>
            <td>{from(steps.length)}</td>
            <td>以上</td>
            <td>
              <Part label='最后一档' value={fields.otherwise} onChange={(next) => set('otherwise', next)} measure={measure} facts={facts} />
            </td>
            <td>
              {!readOnly && (
                <Button size='small' onClick={() => rows.add({ below: (steps.at(-1)?.below ?? 0) + 10 * scale, give: fields.otherwise })}>
                  加一档
                </Button>
              )}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** One row for each choice of a fact. */
export function LookupTable({ label, value, onChange, measure, facts, Part }: TableProps) {
  const { readOnly } = useEditor()
  const fields = fieldsOf(value)
  const cases = fieldsOf(fields.cases)
  const choices = facts.filter(({ type }) => type === 'enum')
  const fact = choices.find(({ name }) => name === fields.lookup)
  const left = (fact?.options ?? []).filter(({ code }) => !(code in cases))
  const set = (name: string, next: Written) => onChange({ ...fields, [name]: next })
  return (
    <div className='policy-nested'>
      <Select<string>
        aria-label={`${label}：按哪项情况`}
        value={typeof fields.lookup === 'string' ? fields.lookup : undefined}
        options={choices.map(({ name, title }) => ({ value: name, label: title }))}
        showSearch={{ optionFilterProp: 'label' }}
        disabled={readOnly}
        popupMatchSelectWidth={false}
        style={{ minWidth: 220, justifySelf: 'start' }}
        onChange={(lookup) => {
          const first = choices.find(({ name }) => name === lookup)?.options[0]?.code ?? ''
          onChange({ ...fields, lookup, cases: { [first]: fields.otherwise } })
        }}
      />
      <table className='policy-table' aria-label={`${label}：分档表`}>
        <thead>
          <tr>
            <th scope='col'>{fact?.title ?? '情况'}</th>
            <th scope='col'>多少</th>
            <th scope='col'>操作</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(cases).map(([code, give]) => {
            const words = fact?.options.find((option) => option.code === code)?.words ?? code
            return (
              <tr key={code}>
                <td>{words}</td>
                <td>
                  <Part
                    label={words}
                    value={give}
                    onChange={(next) => set('cases', { ...cases, [code]: next })}
                    measure={measure}
                    facts={facts}
                  />
                </td>
                <td>
                  {!readOnly && Object.keys(cases).length > 1 && (
                    <Button
                      size='small'
                      aria-label={`去掉${words}`}
                      onClick={() => set('cases', Object.fromEntries(Object.entries(cases).filter(([other]) => other !== code)))}
                    >
                      去掉
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
          <tr>
            <td>其他情况</td>
            <td>
              <Part label='其他情况' value={fields.otherwise} onChange={(next) => set('otherwise', next)} measure={measure} facts={facts} />
            </td>
            <td>
              {!readOnly && left.length > 0 && (
                <Select<string>
                  aria-label={`${label}：加一档`}
                  value={undefined}
                  placeholder='加一档'
                  options={left.map(({ code, words }) => ({ value: code, label: words }))}
                  popupMatchSelectWidth={false}
                  style={{ width: 110 }}
                  onChange={(code) => set('cases', { ...cases, [code]: 0 })}
                />
              )}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
