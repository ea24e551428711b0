import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import { BrokenCases } from './broken-cases.tsx'
import { CaseList } from './case-list.tsx'
import { useEditor } from './context.ts'
import { ChoiceField, DayField, FlagField, ManyField, MoneyField, NumberField, TextField } from './fields.tsx'
import { Confirmation, SourceFields } from './source-fields.tsx'

const units = [
  { value: 'fen', label: '金额' },
  { value: 'bps', label: '比例' },
  { value: 'flag', label: '是或否' },
]

/** A new value of a figure, from a day on. */
export function ParameterForm({ cases, isNew }: { cases: DraftFindings['cases']; isNew: boolean }) {
  const { get } = useEditor()
  const unit = get(['unit'])
  const path = ['value', 'value']
  return (
    <>
      <fieldset>
        <legend>改成多少</legend>
        <div className='policy-fields'>
          <TextField label='名称' path={['title']} most={60} wide />
          {isNew && <TextField label='编号' path={['key']} most={48} help='字母和数字，公布后不能改' />}
          {isNew && <ChoiceField label='是什么数' path={['unit']} options={units} />}
          {unit === 'fen' && <MoneyField label='数额' path={path} />}
          {unit === 'bps' && <NumberField label='比例' path={path} unit='%' scale={100} />}
          {unit === 'flag' && <FlagField label='是还是否' path={path} />}
          <DayField label='从哪天起' path={['value', 'from']} help='写以前的日子就是更正，已经发的要补差' />
        </div>
      </fieldset>
      <fieldset>
        <legend>依据</legend>
        <SourceFields path={['value', 'source']} />
        <Confirmation path={['value']} />
      </fieldset>
      <fieldset>
        <legend>例子（至少一个：改了以后某个人能领多少）</legend>
        <CaseList path={['cases']} results={cases} withPolicy />
      </fieldset>
      <BrokenCases results={cases} />
    </>
  )
}

/** Of several policies only the highest is given. */
export function GroupForm({ cases, isNew }: { cases: DraftFindings['cases']; isNew: boolean }) {
  const { policies } = useEditor()
  return (
    <>
      <fieldset>
        <legend>哪几项只发最高的一项</legend>
        <div className='policy-fields'>
          {isNew && <TextField label='编号' path={['key']} most={48} help='小写字母、数字和短横线，公布后不能改' />}
          <ManyField label='政策（全部去掉就是不再择高）' path={['policies']} options={policies} wide />
        </div>
      </fieldset>
      <fieldset>
        <legend>依据</legend>
        <SourceFields path={['source']} />
      </fieldset>
      <fieldset>
        <legend>例子（至少一个）</legend>
        <CaseList path={['cases']} results={cases} withPolicy />
      </fieldset>
      <BrokenCases results={cases} />
    </>
  )
}
