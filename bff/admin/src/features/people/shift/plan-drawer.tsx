import type { Roster, ShiftDays } from '@minsheng/shared/contracts/people'
import { addDays } from '@minsheng/shared/units/calendar'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Form, Radio, Select, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { peopleKeys } from '../queries.ts'

interface PlanValues {
  deed: 'plan' | 'assign'
  workerId?: string
  from?: string | null
  to?: string | null
  days: ShiftDays
  startsAt: string
  endsAt: string
}

const labels = {
  deed: '做什么',
  workerId: '工作人员',
  from: '从哪天起',
  to: '到哪天',
  days: '哪些日子',
  startsAt: '几点起',
  endsAt: '到几点',
}
const dayWords: Record<ShiftDays, string> = { every_day: '每天', working_days: '工作日', rest_days: '周末和节假日' }

/** Plans turns in a grid, or says whose grid it is. */
export function PlanDrawer({ grid, from, onClose }: { grid: Roster['grids'][number] | null; from: string; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<PlanValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const workers = useQuery({
    queryKey: [...peopleKeys.shifts, 'workers', grid?.id],
    queryFn: () => call('listPlaceWorkers', { params: { placeId: grid?.id ?? '' } }),
    enabled: grid !== null,
  })
  const saving = useMutation({
    mutationFn: async ({ deed, ...values }: PlanValues) => {
      const start = { placeId: grid?.id ?? '', workerId: values.workerId ?? '', from: values.from ?? '' }
      if (deed === 'assign') {
        await call('assignWorker', { body: start, idempotencyKey: keyring.keyFor(start) })
        return '已派到网格'
      }
      const body = { ...start, to: values.to ?? '', days: values.days, startsAt: values.startsAt, endsAt: values.endsAt }
      return `已排 ${(await call('planShifts', { body, idempotencyKey: keyring.keyFor(body) })).planned} 班`
    },
    onSuccess: (words) => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: peopleKeys.shifts })
      void message.success(words)
      onClose()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer<PlanValues>
      title={grid ? `${grid.name}排班` : '排班'}
      name='shift-plan'
      open={grid !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      initialValues={{ deed: 'plan', from, to: addDays(from, 6), days: 'every_day', startsAt: '08:30', endsAt: '17:30' }}
      onSubmit={(values) => {
        const missing = [
          ...(values.workerId ? [] : [{ path: 'body.workerId', message: '请选择工作人员' }]),
          ...(values.from ? [] : [{ path: 'body.from', message: '请选择日期' }]),
          ...(values.deed === 'assign' || values.to ? [] : [{ path: 'body.to', message: '请选择日期' }]),
        ]
        if (!issueForm.show(missing)) saving.mutate(values)
      }}
    >
      <Form.Item name='deed' label={labels.deed}>
        <Radio.Group
          options={[
            { value: 'plan', label: '排值班' },
            { value: 'assign', label: '派为网格负责人' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name='workerId'
        label={labels.workerId}
        required
        extra='只列出负责这个网格的人；没有要找的人，请系统管理员先给他加上这个网格。'
      >
        <Select
          loading={workers.isFetching}
          options={(workers.data?.items ?? []).map((worker) => ({ value: worker.id, label: worker.name }))}
          notFoundContent='还没有人负责这个网格'
          style={{ width: 280 }}
        />
      </Form.Item>
      <Form.Item name='from' label={labels.from} required>
        <DateField />
      </Form.Item>
      <Form.Item noStyle dependencies={['deed']}>
        {({ getFieldValue }) => getFieldValue('deed') === 'plan' && <TurnFields />}
      </Form.Item>
    </FormDrawer>
  )
}

function TurnFields() {
  return (
    <>
      <Form.Item name='to' label={labels.to} required>
        <DateField />
      </Form.Item>
      <Form.Item name='days' label={labels.days}>
        <Radio.Group options={wordOptions(dayWords)} />
      </Form.Item>
      <Form.Item name='startsAt' label={labels.startsAt} required>
        <TimeField />
      </Form.Item>
      <Form.Item name='endsAt' label={labels.endsAt} required extra='不晚于开始时间的，算到第二天，如 17:30 到 08:30。'>
        <TimeField />
      </Form.Item>
    </>
  )
}

function TimeField({ value, onChange, id }: { value?: string; onChange?: (time: string) => void; id?: string }) {
  return (
    <TimePicker
      {...(id ? { id } : {})}
      value={value ? dayjs(`2000-01-01T${value}`) : null}
      format='HH:mm'
      minuteStep={5}
      allowClear={false}
      needConfirm={false}
      onChange={(time) => time?.isValid() && onChange?.(time.format('HH:mm'))}
    />
  )
}
