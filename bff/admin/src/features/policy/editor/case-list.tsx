import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import { statusWords } from '@minsheng/shared/policy/words/choices'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { Button } from 'antd'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { listAt, type Path, textAt } from './content.ts'
import { useEditor } from './context.ts'
import { FactList } from './fact-list.tsx'
import { ChoiceField, DayField, MoneyField, TextField } from './fields.tsx'
import { OpenList } from './open-list.tsx'
import { useRows } from './rows.ts'

type Results = DraftFindings['cases']

/** People made up for whom it is known what must come out, each with what came out. */
export function CaseList({ path, results, withPolicy = false }: { path: Path; results: Results; withPolicy?: boolean }) {
  const { content, policies } = useEditor()
  const firstDay = () => textAt(content, ['value', 'from']) || textAt(content, ['version', 'effectiveFrom']) || shanghaiDate(new Date())
  return (
    <OpenList
      path={path}
      word='例子'
      blank={() => ({
        ...(withPolicy ? { policy: policies[0]?.value } : {}),
        name: '',
        on: firstDay(),
        person: {},
        household: {},
        others: [],
        status: 'entitled',
        low: 0,
        high: 0,
      })}
      row={(own, index) => {
        const result = results.find((one) => one.of === 'draft' && one.index === index)
        return {
          title: textAt(content, [...own, 'name']),
          beside: result && <StateTag tone={result.passes ? 'good' : 'danger'}>{result.passes ? '算对了' : '对不上'}</StateTag>,
          below: result && !result.passes && (
            <p className='policy-fault'>
              应该{result.wanted.words}，算出来{result.found.words}
            </p>
          ),
          fields: (
            <div className='policy-fields'>
              <TextField label='例子的名字' path={[...own, 'name']} most={80} wide />
              {withPolicy && <ChoiceField label='看哪项政策' path={[...own, 'policy']} options={policies} />}
              <DayField label='在哪一天算' path={[...own, 'on']} />
              <ChoiceField label='应该怎样' path={[...own, 'status']} options={wordOptions(statusWords)} />
              <MoneyField label='最少' path={[...own, 'low']} />
              <MoneyField label='最多' path={[...own, 'high']} help='金额算得准的，最少和最多一样' />
              <FactList label='本人情况' path={[...own, 'person']} subject='person' />
              <FactList label='家庭情况' path={[...own, 'household']} subject='household' />
              <Others path={[...own, 'others']} />
            </div>
          ),
        }
      }}
    />
  )
}

function Others({ path }: { path: Path }) {
  const { content, set, readOnly } = useEditor()
  const rows = useRows(listAt(content, path), (next) => set(path, next))
  return (
    <>
      {rows.keys.map((key, index) => (
        <FactList key={key} label={`家人 ${index + 1}`} path={[...path, index]} subject='person' onRemove={() => rows.remove(index)} />
      ))}
      {!readOnly && (
        <Button size='small' style={{ justifySelf: 'start' }} onClick={() => rows.add({})}>
          加一位家人
        </Button>
      )}
    </>
  )
}
