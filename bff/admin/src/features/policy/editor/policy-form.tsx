import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import { benefitWords, groupWords, payoutFromWords, rhythmWords } from '@minsheng/shared/policy/words/choices'
import { Button } from 'antd'
import { useState } from 'react'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { BrokenCases } from './broken-cases.tsx'
import { CaseList } from './case-list.tsx'
import { ConditionBuilder } from './condition-builder.tsx'
import { useEditor } from './context.ts'
import { CheckField, ChoiceField, DayField, FieldGroup, ManyField, NumberField, TextField } from './fields.tsx'
import { OnlyOnce } from './only-once.tsx'
import { QuantityBuilder } from './quantity-builder.tsx'
import { RequirementList, useFacts } from './requirement-list.tsx'
import { blankCondition } from './rule-forms.ts'
import { Confirmation, SourceList } from './source-fields.tsx'

/** A whole version of a policy, part by part. */
export function PolicyForm({ findings, isNew }: { findings: DraftFindings; isNew: boolean }) {
  const { cases, reading } = findings
  const { get, policies } = useEditor()
  const others = policies.filter(({ value }) => value !== get(['id']))
  return (
    <>
      <fieldset>
        <legend>是什么政策</legend>
        <div className='policy-fields'>
          <TextField label='名称' path={['title']} most={40} />
          {isNew && <TextField label='编号' path={['id']} most={48} help='小写字母、数字和短横线，公布后不能改' />}
          <ChoiceField label='类别' path={['group']} options={wordOptions(groupWords)} />
          <ChoiceField
            label='按人还是按户'
            path={['subject']}
            options={[
              { value: 'person', label: '按人' },
              { value: 'household', label: '按户' },
            ]}
          />
          <ChoiceField label='给什么' path={['benefit']} options={wordOptions(benefitWords)} />
          <ChoiceField
            label='怎么办'
            path={['applying']}
            options={[
              { value: 'automatic', label: '不用申请，核实后发放' },
              { value: 'application', label: '要申请' },
            ]}
          />
          <TextField label='一句话说明' path={['summary']} most={200} rows={2} wide help='居民看到的第一句话，用大白话' />
          <ManyField label='要带的材料' path={['materials']} options={[]} free wide help='写一样按一次回车；系统能查到的不要居民交' />
        </div>
      </fieldset>
      <fieldset>
        <legend>从哪天起、依据什么</legend>
        <div className='policy-fields' style={{ marginBottom: 14 }}>
          <DayField label='从哪天起' path={['version', 'effectiveFrom']} />
          <DayField label='到哪天止（不写就一直有效）' path={['version', 'effectiveTo']} nullable />
        </div>
        <SourceList path={['version', 'sources']} />
        <Confirmation path={['version']} />
      </fieldset>
      <fieldset>
        <legend>谁能享受（都要符合）</legend>
        <RequirementList path={['version', 'who']} reading={reading} />
      </fieldset>
      <Amount reading={reading} />
      <fieldset>
        <legend>和别的政策的关系</legend>
        <div className='policy-fields'>
          <ManyField label='享受了这些就不能再享受' path={['version', 'excludedBy']} options={others} wide />
          <ManyField label='要减去这些的金额（只补差额）' path={['version', 'minus']} options={others} wide />
          <ManyField label='算家庭收入时，这些补贴不算进去' path={['version', 'disregardIncome']} options={others} wide />
        </div>
        <Held />
      </fieldset>
      <fieldset>
        <legend>例子（至少三个，都要算对）</legend>
        <CaseList path={['version', 'cases']} results={cases} />
      </fieldset>
      <BrokenCases results={cases} />
    </>
  )
}

function Amount({ reading }: { reading: DraftFindings['reading'] }) {
  const { get, set, readOnly } = useEditor()
  const { facts } = useFacts()
  const path = ['version', 'amount']
  const amount = get(path)
  const has = amount !== undefined && amount !== null
  const [isOpen, setOpen] = useState(false)
  return (
    <fieldset>
      <legend>给多少、怎么发</legend>
      <ul aria-label='金额读作' className='policy-said'>
        {reading
          .filter(({ topic }) => topic === '金额' || topic === '金额上限')
          .map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
      </ul>
      <FieldGroup label='金额' path={path}>
        {has && !isOpen ? (
          <Button size='small' style={{ justifySelf: 'start' }} onClick={() => setOpen(true)}>
            {readOnly ? '看怎么算' : '改怎么算'}
          </Button>
        ) : has ? (
          <QuantityBuilder label='金额' value={amount} onChange={(next) => set(path, next)} measure='fen' facts={facts} />
        ) : (
          <span className='quiet'>这项政策没有金额</span>
        )}
        {!readOnly && (isOpen || !has) && (
          <Button
            size='small'
            style={{ justifySelf: 'start' }}
            onClick={() => {
              set(path, has ? undefined : 0)
              setOpen(true)
            }}
          >
            {has ? '改成没有金额' : '写金额'}
          </Button>
        )}
      </FieldGroup>
      <div className='policy-fields' style={{ marginTop: 14 }}>
        <CheckField label='这是最多的数，不是实发的数' path={['version', 'ceiling']} />
        <ChoiceField label='多久发一次' path={['version', 'payout', 'every']} options={wordOptions(rhythmWords)} />
        <NumberField label='每月几日前发' path={['version', 'payout', 'day']} unit='日' />
        <ChoiceField label='从哪个月算起' path={['version', 'payout', 'from']} options={wordOptions(payoutFromWords)} />
      </div>
      <div style={{ marginTop: 14 }}>
        <OnlyOnce />
      </div>
    </fieldset>
  )
}

function Held() {
  const { get, set, readOnly } = useEditor()
  const { facts, memberFacts } = useFacts()
  const path = ['version', 'held']
  const held = get(path)
  const has = held !== undefined && held !== null
  return (
    <div style={{ marginTop: 14 }}>
      <FieldGroup label='怎样算已经在享受' path={path}>
        {has && (
          <ConditionBuilder label='已经在享受' value={held} onChange={(next) => set(path, next)} facts={facts} memberFacts={memberFacts} />
        )}
        {!readOnly && (
          <Button
            size='small'
            style={{ justifySelf: 'start' }}
            onClick={() => set(path, has ? undefined : blankCondition('fact', null, facts))}
          >
            {has ? '不写' : '写怎样算已经在享受'}
          </Button>
        )}
      </FieldGroup>
    </div>
  )
}
