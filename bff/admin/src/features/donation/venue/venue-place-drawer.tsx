import type { Venue } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Radio } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'
import { type Datum, readPlace } from './venue-place.ts'

interface PlaceValues {
  position?: string
  datum: Datum
}

export const datumOptions: { value: Datum; label: string }[] = [
  { value: 'gcj02', label: '高德、腾讯或微信的地图' },
  { value: 'wgs84', label: '手机 GPS 或国外地图' },
]

/** Puts a venue on the map: two numbers pasted from any map, and which map it was. */
export function VenuePlaceDrawer({ venue, onClose }: { venue: Venue | null; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<PlaceValues>({ labels: { position: '坐标', datum: '坐标来自' } })
  const saving = useMutation({
    mutationFn: (place: { of: Venue; position: { lat: number; lng: number; datum: Datum } | null }) =>
      call('placeVenue', { params: { venueId: place.of.id }, body: { rev: place.of.rev, position: place.position } }),
    onSuccess: (placed) => {
      void queryClient.invalidateQueries({ queryKey: donationKeys.venues })
      void message.success(placed.position ? `已登记“${placed.name}”的坐标` : `已清除“${placed.name}”的坐标`)
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit({ position = '', datum }: PlaceValues) {
    if (!venue) return
    const read = readPlace(position)
    if (issueForm.show(read && 'path' in read ? [read] : [])) return
    saving.mutate({ of: venue, position: read && 'lat' in read ? { ...read, datum } : null })
  }

  return (
    <FormDrawer
      title={venue ? `${venue.name} 的坐标` : '坐标'}
      name='venue-place'
      open={venue !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={submit}
      initialValues={venue?.position ? { position: `${venue.position.lat}，${venue.position.lng}`, datum: 'wgs84' } : { datum: 'gcj02' }}
      intro={
        isConflict(issueForm.failure) ? (
          <ConflictNotice
            onReload={() => {
              void queryClient.invalidateQueries({ queryKey: donationKeys.venues })
              onClose()
            }}
          />
        ) : (
          <p className='quiet' style={{ marginTop: 0 }}>
            巡码的志愿者按坐标找最近的点位；码在离这里 500 米以外被扫，会提醒您。
          </p>
        )
      }
    >
      <Form.Item name='position' label='坐标' extra='在地图上长按点位，复制坐标粘贴到这里，如 30.2465，120.1712。清空就是不登记。'>
        <Input maxLength={60} allowClear />
      </Form.Item>
      <Form.Item name='datum' label='坐标来自' required extra='两种地图相差约 500 米，选错了会误报。'>
        <Radio.Group options={datumOptions} />
      </Form.Item>
    </FormDrawer>
  )
}
