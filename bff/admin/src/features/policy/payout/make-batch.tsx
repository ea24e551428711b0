import { ApiError } from '@minsheng/shared/client'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'

const keys = createKeyring()

/** Makes the batch of this month: who stands on its list is worked out, never typed. */
export function MakeBatch() {
  const navigate = useNavigate()
  const today = shanghaiDate(new Date())
  const [open, setOpen] = useState(false)
  const [payOn, setPayOn] = useState<string | null>(today)
  const [fault, setFault] = useState<string | null>(null)
  const making = useMutation({
    mutationFn: (day: string) => {
      const body = { month: today.slice(0, 7), payOn: day }
      return call('makePayoutBatch', { body, idempotencyKey: keys.keyFor(body) })
    },
    onSuccess: ({ id }) => {
      keys.done()
      void navigate(`/payouts/${id}`)
    },
    // What stood in the way may be gone the next time: then it is another try.
    onError: (error) => error instanceof ApiError && keys.done(),
  })
  function make() {
    setFault(payOn === null ? '请选付款日期' : null)
    if (payOn !== null) making.mutate(payOn)
  }
  return (
    <>
      <Button type='primary' onClick={() => setOpen(true)}>
        做这个月的一批
      </Button>
      <Modal
        title={`做 ${today.slice(0, 7)} 的一批`}
        open={open}
        onCancel={() => setOpen(false)}
        onOk={make}
        okText='开始做'
        cancelText='取消'
        confirmLoading={making.isPending}
        destroyOnHidden
      >
        {making.error && <ProblemNotice error={making.error} />}
        <p>在发的待遇、以前没发到的和要补发的，都会列进来。做好以后由另一位同事审核，同意了才能交银行。</p>
        <Form layout='vertical' component='div'>
          <Form.Item
            label='付款日期'
            htmlFor='payout-day'
            required
            validateStatus={fault ? 'error' : ''}
            help={fault ?? '银行在这一天付款'}
          >
            <DateField id='payout-day' value={payOn} onChange={setPayOn} disabledDate={(date) => date < today} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
