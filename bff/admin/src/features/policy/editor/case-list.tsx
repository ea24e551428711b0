import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import { Button, DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { StateTag } from '../../../ui/state-tag.tsx'
import { statuses } from '../words.ts'
import { fieldsOf, listAt, type Path, textAt, type Written } from './content.ts'
import { fieldId, useEditor } from './context.ts'
import { ChoiceField, choicesOf, DayField, Field, MoneyField, TextField } from './fields.tsx'
import { type Fact, operandOf } from './rule-forms.ts'

type Results = DraftFindings['cases']

/** People made up for whom it is known what must come out, each with what came out. */
export function CaseList({ path, results, withPolicy = false }: { path: Path; results: Results; withPolicy?: boolean }) {
  const { content, set, terms, readOnly, faultsAt } = useEditor()
  const cases = listAt(content, path)
  const [opened, setOpened] = useState<number | null>(null)
  const policies = terms.policies.map(({ id, title }) => ({ value: id, label: title }))
  function add() {
    const on = textAt(content, ['value', 'from']) || textAt(content, ['version', 'effectiveFrom']) || new Date().toISOString().slice(0, 10)
    const blank = {
      ...(withPolicy ? { policy: policies[0]?.value } : {}),
      name: '',
      on,
      person: {},
      household: {},
      others: [],
      status: 'entitled',
      low: 0,
      high: 0,
    }
    set(path, [...cases, blank])
    setOpened(cases.length)
  }
  return (
    <>
      {cases.map((_, index) => {
        const own = [...path, index]
        const result = results.find((one) => one.of === 'draft' && one.index === index)
        const name = textAt(content, [...own, 'name'])
        const isOpen = opened === index
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a case is known by its place
          <div key={index} className='policy-block'>
            <div className='policy-block-head'>
              <span className='policy-node'>
                <strong>{name || `例子 ${index + 1}`}</strong>
                {result && <StateTag tone={result.passes ? 'good' : 'danger'}>{result.passes ? '算对了' : '对不上'}</StateTag>}
                {faultsAt(own, true).length > 0 && <StateTag tone='warning'>有问题</StateTag>}
              </span>
              <span className='policy-node'>
                <Button
                  id={fieldId(own)}
                  size='small'
                  aria-expanded={isOpen}
                  aria-label={`${isOpen ? '收起' : '展开'}例子 ${index + 1}`}
                  onClick={() => setOpened(isOpen ? null : index)}
                >
                  {isOpen ? '收起' : '展开'}
                </Button>
                {!readOnly && (
                  <Button size='small' aria-label={`去掉例子 ${index + 1}`} onClick={() => set(own, undefined)}>
                    去掉
                  </Button>
                )}
              </span>
            </div>
            {result && !result.passes && (
              <p className='policy-fault'>
                应该{result.wanted.words}，算出来{result.found.words}
              </p>
            )}
            {isOpen && (
              <div className='policy-fields'>
                <TextField label='例子的名字' path={[...own, 'name']} most={80} wide />
                {withPolicy && <ChoiceField label='看哪项政策' path={[...own, 'policy']} options={policies} />}
                <DayField label='在哪一天算' path={[...own, 'on']} />
                <ChoiceField label='应该怎样' path={[...own, 'status']} options={choicesOf(statuses)} />
                <MoneyField label='最少' path={[...own, 'low']} />
                <MoneyField label='最多' path={[...own, 'high']} help='金额算得准的，最少和最多一样' />
                <FactList label='本人情况' path={[...own, 'person']} subject='person' />
                <FactList label='家庭情况' path={[...own, 'household']} subject='household' />
                <Others path={[...own, 'others']} />
              </div>
            )}
          </div>
        )
      })}
      {faultsAt(path).map((words) => (
        <p key={words} id={fieldId(path)} className='policy-fault'>
          {words}
        </p>
      ))}
      {!readOnly && <Button onClick={add}>加一个例子</Button>}
    </>
  )
}

function Others({ path }: { path: Path }) {
  const { content, set, readOnly } = useEditor()
  const others = listAt(content, path)
  return (
    <>
      {others.map((_, index) => (
        <FactList
          // biome-ignore lint/suspicious/noArrayIndexKey: a member is known by their place
          key={index}
          label={`家人 ${index + 1}`}
          path={[...path, index]}
          subject='person'
          onRemove={() => set([...path, index], undefined)}
        />
      ))}
      {!readOnly && (
        <Button size='small' style={{ justifySelf: 'start' }} onClick={() => set(path, [...others, {}])}>
          加一位家人
        </Button>
      )}
    </>
  )
}

/** What is known of one made-up person or household; what is not in it is unknown. */
function FactList({ label, path, subject, onRemove }: { label: string; path: Path; subject: Fact['subject']; onRemove?: () => void }) {
  const { get, set, terms, readOnly } = useEditor()
  const known = fieldsOf(get(path))
  const all = terms.facts.filter((fact) => fact.subject === subject)
  return (
    <Field label={`${label}（没写的就是不知道）`} path={path} inside wide>
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
            id={fieldId(path)}
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
    </Field>
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
  const options =
    fact.type === 'bool'
      ? [
          { value: 'true', label: '是' },
          { value: 'false', label: '否' },
        ]
      : fact.options.map(({ code, words }) => ({ value: code, label: words }))
  const isSet = fact.type === 'set'
  return (
    <Select<string | string[]>
      aria-label={label}
      {...(isSet ? { mode: 'multiple' as const } : {})}
      value={isSet ? (Array.isArray(value) ? value.map(String) : []) : String(value)}
      options={options}
      disabled={readOnly}
      popupMatchSelectWidth={false}
      style={{ minWidth: 200 }}
      onChange={(next) => onChange(fact.type === 'bool' ? next === 'true' : next)}
    />
  )
}

/** Cases published earlier that would no longer hold: taken over with what comes out now, or given up. */
export function BrokenCases({ results }: { results: Results }) {
  const { content, set, readOnly } = useEditor()
  const broken = results.filter((one) => one.of === 'published' && !one.passes)
  const retired = listAt(content, ['retires'])
  if (broken.length === 0 && retired.length === 0) return null
  return (
    <fieldset>
      <legend>以前公布的例子</legend>
      <p className='quiet'>这次改动会让下面的例子和当初不一样。逐个看：确实应该变的，作废旧例子；不应该变的，说明改错了。</p>
      {broken.map((one) => (
        <div key={`${one.policyId}:${one.name}:${one.on}`} className='policy-block'>
          <strong>
            {one.policyTitle}：{one.name}
          </strong>
          <p className='policy-fault'>
            {one.on}，原来{one.wanted.words}，现在算出来{one.found.words}
          </p>
          {!readOnly && (
            <Button
              size='small'
              aria-label={`作废旧例子：${one.name}`}
              onClick={() => set(['retires'], [...retired, { policy: one.policyId, name: one.name }])}
            >
              应该变，作废旧例子
            </Button>
          )}
        </div>
      ))}
      {retired.length > 0 && (
        <p>
          已选作废 {retired.length} 个：{retired.map((_, index) => textAt(content, ['retires', index, 'name'])).join('、')}
          {!readOnly && (
            <Button size='small' style={{ marginLeft: 8 }} onClick={() => set(['retires'], [])}>
              全部恢复
            </Button>
          )}
        </p>
      )}
    </fieldset>
  )
}
