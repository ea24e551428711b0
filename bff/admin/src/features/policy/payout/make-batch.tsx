import { ApiError } from '@minsheng/shared/client'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { monthWords } from '../../../ui/time-words.ts'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { payoutKeys } from './payout-words.ts'

interface BatchValues {
  payOn?: string | null
}

const labels = { payOn: '付款日期' }

/** Makes the batch of this month: who stands on its list is worked out, never typed. */
export function MakeBatch() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const today = shanghaiDate(new Date())
  const [open, setOpen] = useState(false)
  const [keyring] = useState(() => createKeyring())
  const issueForm = useIssueForm<BatchValues>({ labels })
  const making = useMutation({
    mutationFn: (payOn: string) => {
      const body = { month: today.slice(0, 7), payOn }
      return call('makePayoutBatch', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: ({ id }) => {
      keyring.done()
      void navigate(`/payouts/${id}`)
    },
    onError: (error) => {
      // What was refused may be possible the next time: then it is another try. After a lost answer it is the same one.
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) keyring.done()
      issueForm.showFailure(error)
    },
  })
  function close() {
    setOpen(false)
    void queries.invalidateQueries({ queryKey: [...payoutKeys.batches, 'list'] })
  }
  return (
    <>
      <Button type='primary' onClick={() => setOpen(true)}>
        做这个月的一批
      </Button>
      <FormDrawer<BatchValues>
        title={`做${monthWords(today.slice(0, 7))}的一批`}
        name='make-batch'
        open={open}
        onClose={close}
        issueForm={issueForm}
        saving={making.isPending}
        onSubmit={({ payOn }) => {
          if (!issueForm.show(payOn ? [] : [{ path: 'body.payOn', message: '请选付款日期' }]) && payOn) making.mutate(payOn)
        }}
        initialValues={{ payOn: today }}
        saveLabel='开始做'
        intro={
          isConflict(issueForm.failure) ? (
            <ConflictNotice onReload={close} />
          ) : (
            <p>在发的待遇、以前没发到的和要补发的，都会列进来。做好以后由另一位同事审核，同意了才能交银行。</p>
          )
        }
      >
        <Form.Item name='payOn' label={labels.payOn} required extra='银行在这一天付款'>
          <DateField disabledDate={(date) => date < today} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
