import type { Reconciliation } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { Form, Modal, Select } from 'antd'
import { DateField } from '../../../ui/date-field.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { addDays } from '../../../ui/time-words.ts'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { useCharityChoices } from '../queries.ts'
import { useRunDay } from './use-run-day.ts'

interface RunValues {
  charityId?: string
  date?: string
}

export interface RunDialogProps {
  open: boolean
  onClose: () => void
  onDone: (day: Reconciliation) => void
}

/** Asks which day of which charity to compare now. */
export function RunDialog({ open, onClose, onDone }: RunDialogProps) {
  const { seesAllCharities, charityId: own } = useAbilities()
  const charities = useCharityChoices(seesAllCharities && open)
  const { form, noteChange, failure, show, showFailure, clear } = useIssueForm<RunValues>({
    labels: { charityId: '慈善组织', date: '日期' },
  })
  const running = useRunDay(onDone)
  const yesterday = addDays(shanghaiDate(new Date()), -1)

  function submit(values: RunValues) {
    const charityId = seesAllCharities ? values.charityId : (own ?? undefined)
    const missing = [
      ...(charityId ? [] : [{ path: 'body.charityId', message: '请选择慈善组织' }]),
      ...(values.date ? [] : [{ path: 'body.date', message: '请选择日期' }]),
    ]
    if (!show(missing) && charityId && values.date) running.mutate({ charityId, date: values.date }, { onError: showFailure })
  }

  return (
    <Modal
      title='核对一天'
      open={open}
      onCancel={onClose}
      afterClose={clear}
      destroyOnHidden
      okText='取账单并核对'
      cancelText='取消'
      okButtonProps={{ loading: running.isPending }}
      onOk={() => form.submit()}
    >
      {failure && <ProblemNotice error={failure} />}
      <p className='quiet'>重复核对不会重复记账，也不会重复列出同一处差异。</p>
      <Form<RunValues>
        form={form}
        name='runDay'
        layout='vertical'
        preserve={false}
        initialValues={{ date: yesterday }}
        onFinish={submit}
        onValuesChange={noteChange}
      >
        {seesAllCharities && (
          <Form.Item name='charityId' label='慈善组织' required>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              placeholder='请选择'
              loading={charities.isPending}
              options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        )}
        <Form.Item name='date' label='日期' required extra='微信支付保留三个月的账单，当天的账单第二天上午 10 点以后才有。'>
          <DateField disabledDate={(date) => date > yesterday} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
