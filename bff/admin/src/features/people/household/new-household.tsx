import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { PlaceSelect } from '../place/place-select.tsx'
import { peopleKeys } from '../queries.ts'

interface HomeValues {
  placeId?: string
  from?: string | null
}

/** Registers a household at a home; its members come afterwards. */
export function NewHousehold({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: (householdId: string) => void }) {
  const queryClient = useQueryClient()
  const labels = { placeId: '住在哪个户室', from: '从哪天起' }
  const issueForm = useIssueForm<HomeValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const saving = useMutation({
    mutationFn: ({ placeId = '', from = null }: HomeValues) => {
      const body = { placeId, from }
      return call('createHousehold', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: ({ id }) => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: peopleKeys.households })
      onMade(id)
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer<HomeValues>
      title='登记一户'
      name='new-household'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={(values) => {
        if (!issueForm.show(values.placeId ? [] : [{ path: 'body.placeId', message: '请选择户室' }])) saving.mutate(values)
      }}
    >
      <Form.Item name='placeId' label={labels.placeId} required>
        <PlaceSelect homes placeholder='输入楼幢或户室的名称、拼音' width='100%' />
      </Form.Item>
      <Form.Item name='from' label={labels.from} extra='不清楚可以不填。'>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
    </FormDrawer>
  )
}
