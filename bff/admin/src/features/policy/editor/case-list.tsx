import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import { Button } from 'antd'
import { useState } from 'react'
import { StateTag } from '../../../ui/state-tag.tsx'
import { statuses } from '../words.ts'
import { listAt, type Path, textAt } from './content.ts'
import { fieldId, useEditor } from './context.ts'
import { FactList } from './fact-list.tsx'
import { ChoiceField, choicesOf, DayField, MoneyField, TextField } from './fields.tsx'

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
