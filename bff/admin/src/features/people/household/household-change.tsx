import type { HouseholdDetail, Relation } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import { call } from '../../../platform/api.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { PlaceSelect } from '../place/place-select.tsx'
import { peopleKeys } from '../queries.ts'
import { relationWords } from '../words.ts'

export type HouseholdDeed = 'move' | 'head' | 'end'
interface ChangeValues {
  placeId?: string
  residentId?: string
  formerHeadIs: Exclude<Relation, 'head'>
  from?: string | null
  why?: string
}

const titles: Record<HouseholdDeed, string> = { move: '全家迁居', head: '更换户主', end: '注销这一户' }
const labels = {
  placeId: '搬到哪个户室',
  residentId: '新户主',
  formerHeadIs: '原户主是新户主的',
  from: '从哪天起',
  on: '从哪天起',
  why: '原因或依据',
}
const { head: _, ...otherRelations } = relationWords

/** Moves a household, changes its head, or ends it. */
export function HouseholdChange({
  household,
  deed,
  onClose,
}: {
  household: HouseholdDetail
  deed: HouseholdDeed | null
  onClose: () => void
}) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<ChangeValues>({ labels })
  const saving = useMutation({
    mutationFn: ({ placeId = '', residentId = '', formerHeadIs, from, why = '' }: ChangeValues) => {
      const params = { householdId: household.id }
      const base = { rev: household.rev, why: why.trim() }
      if (deed === 'move') return call('moveHousehold', { params, body: { ...base, placeId, from: from ?? '' } })
      if (deed === 'head') return call('changeHead', { params, body: { ...base, residentId, formerHeadIs, from: from ?? '' } })
      return call('endHousehold', { params, body: { ...base, on: from ?? '' } })
    },
    onSuccess: () => {
      for (const key of [peopleKeys.households, peopleKeys.residents, peopleKeys.places])
        void queryClient.invalidateQueries({ queryKey: key })
      void message.success('已保存')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer<ChangeValues>
      title={deed ? titles[deed] : ''}
      name='household-change'
      open={deed !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      initialValues={{ formerHeadIs: 'spouse', from: shanghaiDate(new Date()) }}
      onSubmit={(values) => {
        const missing = [
          ...(deed === 'move' && !values.placeId ? [{ path: 'body.placeId', message: '请选择户室' }] : []),
          ...(deed === 'head' && !values.residentId ? [{ path: 'body.residentId', message: '请选择新户主' }] : []),
          ...(values.from ? [] : [{ path: 'body.from', message: '请选择日期' }]),
          ...((values.why ?? '').trim().length >= 2 ? [] : [{ path: 'body.why', message: '请写明原因或依据' }]),
        ]
        if (!issueForm.show(missing)) saving.mutate(values)
      }}
    >
      {deed === 'move' && (
        <Form.Item name='placeId' label={labels.placeId} required extra='现在的成员一起迁去；原来的住址留在历史里。'>
          <PlaceSelect homes placeholder='输入楼幢或户室的名称、拼音' width='100%' />
        </Form.Item>
      )}
      {deed === 'head' && (
        <>
          <Form.Item name='residentId' label={labels.residentId} required>
            <Select
              style={{ width: 280 }}
              options={household.people
                .filter((person) => person.relation !== 'head')
                .flatMap(({ resident, relation }) =>
                  resident ? [{ value: resident.id, label: `${resident.nameMasked}（${relationWords[relation]}）` }] : [],
                )}
            />
          </Form.Item>
          <Form.Item name='formerHeadIs' label={labels.formerHeadIs} required>
            <Select style={{ width: 280 }} options={wordOptions(otherRelations)} />
          </Form.Item>
        </>
      )}
      <Form.Item name='from' label={labels.from} required>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
      <Form.Item name='why' label={labels.why} required>
        <Input maxLength={120} />
      </Form.Item>
    </FormDrawer>
  )
}
