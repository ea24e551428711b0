import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Select } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys, useCampaignChoices, useVenueChoices } from '../queries.ts'
import { VenueDrawer } from '../venue/venue-drawer.tsx'
import { venueKinds } from '../words.ts'

interface NewCodeValues {
  campaignId?: string
  venueId?: string
  expiresOn?: string | null
}

const labels = { campaignId: '募捐活动', venueId: '点位', expiresOn: '有效期至' }

export interface NewCodeDrawerProps {
  /** The campaign to begin with; null while closed. */
  campaignId: string | null
  onClose: () => void
  onCreated: (code: GiftCode) => void
}

export function NewCodeDrawer({ campaignId, onClose, onCreated }: NewCodeDrawerProps) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<NewCodeValues>({ labels })
  const { form } = issueForm
  const [keyring] = useState(() => createKeyring())
  const [addingVenue, setAddingVenue] = useState(false)
  const campaigns = useCampaignChoices()
  const venues = useVenueChoices()
  const open = campaignId !== null
  const choices = (campaigns.data ?? []).filter((campaign) => campaign.state === 'published' && campaign.channel !== 'targeted')
  const chosenId = Form.useWatch('campaignId', form)
  const chosen = choices.find((campaign) => campaign.id === chosenId)
  const begun = choices.find((campaign) => campaign.id === campaignId)

  useEffect(() => {
    // The drawer may open before the campaigns are read; an expiry already chosen stays.
    if (begun && !form.getFieldValue('campaignId')) form.setFieldsValue({ campaignId: begun.id, expiresOn: begun.endsOn })
  }, [begun, form])

  const saving = useMutation({
    mutationFn: (body: { campaignId: string; venueId: string; expiresOn: string }) =>
      call('createCode', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: (code) => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.codes })
      void message.success('公益码已生成')
      onCreated(code)
    },
    onError: issueForm.showFailure,
  })

  function submit({ campaignId: forCampaign, venueId, expiresOn }: NewCodeValues) {
    const missing = [
      ...(forCampaign ? [] : [{ path: 'body.campaignId', message: '请选择募捐活动' }]),
      ...(venueId ? [] : [{ path: 'body.venueId', message: '请选择点位' }]),
      ...(expiresOn ? [] : [{ path: 'body.expiresOn', message: '请选择有效期' }]),
    ]
    issueForm.show(missing)
    if (forCampaign && venueId && expiresOn) saving.mutate({ campaignId: forCampaign, venueId, expiresOn })
  }

  return (
    <>
      <FormDrawer
        title='生成公益码'
        name='code'
        open={open}
        onClose={onClose}
        issueForm={issueForm}
        saving={saving.isPending}
        onSubmit={submit}
        initialValues={begun ? { campaignId: begun.id, expiresOn: begun.endsOn } : {}}
        saveLabel='生成'
      >
        <Form.Item name='campaignId' label={labels.campaignId} required extra='只能为已发布的活动生成。定向募捐不得公开，没有公益码。'>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={campaigns.isPending}
            placeholder='请选择'
            notFoundContent={campaigns.isPending ? '正在读取' : '没有已发布的活动，请先发布募捐活动'}
            options={choices.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={(next) => form.setFieldsValue({ expiresOn: choices.find((campaign) => campaign.id === next)?.endsOn })}
          />
        </Form.Item>
        <Form.Item
          name='venueId'
          label={labels.venueId}
          required
          extra={
            <>
              列表里没有？
              <Button type='link' style={{ padding: 0, height: 'auto' }} onClick={() => setAddingVenue(true)}>
                新增点位
              </Button>
            </>
          }
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={venues.isPending}
            placeholder='请选择'
            notFoundContent={venues.isPending ? '正在读取' : '还没有点位，请先新增'}
            options={(venues.data ?? []).map(({ id, name, kind, community }) => ({
              value: id,
              label: `${name}（${community} · ${venueKinds[kind]}）`,
            }))}
          />
        </Form.Item>
        <Form.Item
          name='expiresOn'
          label={labels.expiresOn}
          required
          extra='当天仍有效。到期后扫码会说明已到期，不能捐款。最晚到活动结束那天。'
        >
          <DateField disabledDate={(date) => date < shanghaiDate(new Date()) || (chosen !== undefined && date > chosen.endsOn)} />
        </Form.Item>
      </FormDrawer>
      <VenueDrawer
        open={open && addingVenue}
        onClose={() => setAddingVenue(false)}
        onCreated={(venue) => form.setFieldsValue({ venueId: venue.id })}
      />
    </>
  )
}
