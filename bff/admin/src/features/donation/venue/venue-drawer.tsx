import type { Venue } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { wordOptions } from '../../../ui/filter-select.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'
import { venueKinds } from '../words.ts'
import { type Datum, readPlace } from './venue-place.ts'
import { datumOptions } from './venue-place-drawer.tsx'

interface VenueValues {
  name?: string
  kind: Venue['kind']
  community?: string
  address?: string
  position?: string
  datum: Datum
}

const labels = { name: '点位名称', kind: '类型', community: '所在社区', address: '地址', position: '坐标', datum: '坐标来自' }

export interface VenueDrawerProps {
  open: boolean
  onClose: () => void
  onCreated?: (venue: Venue) => void
}

export function VenueDrawer({ open, onClose, onCreated }: VenueDrawerProps) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<VenueValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const saving = useMutation({
    mutationFn: (values: VenueValues) => {
      const place = readPlace(values.position ?? '')
      const body = {
        name: values.name ?? '',
        kind: values.kind,
        community: values.community ?? '',
        address: values.address ?? '',
        position: place && 'lat' in place ? { ...place, datum: values.datum } : null,
      }
      return call('createVenue', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: (venue) => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.venues })
      void message.success(`已新增点位“${venue.name}”`)
      onCreated?.(venue)
      onClose()
    },
    onError: issueForm.showFailure,
  })

  return (
    <FormDrawer
      title='新增点位'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={(values) => {
        const place = readPlace(values.position ?? '')
        if (!issueForm.show(place && 'path' in place ? [place] : [])) saving.mutate(values)
      }}
      initialValues={{ kind: 'community', datum: 'gcj02' }}
      name='venue'
    >
      <Form.Item name='name' label={labels.name} required extra='居民扫码后会看到，请写大家都认得的名字，如“小营巷社区服务中心”。'>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name='kind' label={labels.kind} required>
        <Radio.Group options={wordOptions(venueKinds)} />
      </Form.Item>
      <Form.Item name='community' label={labels.community} required>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name='address' label={labels.address} required extra='写到门牌号，巡查的志愿者按地址找码。'>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item
        name='position'
        label={labels.position}
        extra='可以以后再登记。在地图上长按点位，复制坐标粘贴到这里，如 30.2465，120.1712。'
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name='datum' label={labels.datum}>
        <Radio.Group options={datumOptions} />
      </Form.Item>
    </FormDrawer>
  )
}
