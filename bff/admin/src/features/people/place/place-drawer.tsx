import type { Datum, PlaceDetail } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { peopleKeys } from '../queries.ts'
import { kindBelow, placeKinds } from '../words.ts'
import { boundaryFromText } from './place-form.ts'

interface PlaceValues {
  name?: string
  code?: string
  validFrom?: string | null
  boundary?: string
  datum: Datum
  reason?: string
}

const labels = { name: '名称', code: '编号', validFrom: '从哪天起', boundary: '边界（GeoJSON）', datum: '坐标用的是', reason: '依据' }
const datums = [
  { value: 'wgs84', label: '卫星定位（WGS 84）' },
  { value: 'gcj02', label: '高德、腾讯地图' },
  { value: 'bd09', label: '百度地图' },
]

export interface PlaceDrawerProps {
  place: PlaceDetail
  /** `change`: this place. `add`: a new one directly in it. */
  mode: 'change' | 'add' | null
  onClose: () => void
}

/** Changes a place from a day on, or adds one in it. */
export function PlaceDrawer({ place, mode, onClose }: PlaceDrawerProps) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<PlaceValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const below = kindBelow[place.kind]
  const bounded =
    mode === 'change'
      ? place.hasBoundary || ['street', 'community', 'grid'].includes(place.kind)
      : ['street', 'community', 'grid'].includes(below ?? '')
  const refresh = () => void queryClient.invalidateQueries({ queryKey: peopleKeys.places })
  const saving = useMutation({
    mutationFn: ({ values, drawn }: { values: PlaceValues; drawn: ReturnType<typeof boundaryFromText> | null }) => {
      const boundary = drawn && 'boundary' in drawn ? drawn.boundary : undefined
      const common = {
        name: values.name?.trim() ?? '',
        code: values.code?.trim() ?? '',
        validFrom: values.validFrom ?? '',
        reason: values.reason?.trim() ?? '',
        datum: values.datum,
      }
      if (mode === 'change') {
        const body = { ...common, rev: place.rev, ...(boundary ? { boundary } : {}) }
        return call('changePlace', { params: { placeId: place.id }, body, idempotencyKey: keyring.keyFor(body) })
      }
      const body = {
        ...common,
        kind: below === 'district' || below === null ? ('flat' as const) : below,
        parentId: place.id,
        boundary: boundary ?? null,
      }
      return call('createPlace', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: (saved) => {
      keyring.done()
      refresh()
      void message.success(mode === 'change' ? `已保存“${saved.name}”，旧的样子留在历次变更里` : `已新增“${saved.name}”`)
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit(values: PlaceValues) {
    const text = values.boundary?.trim() ?? ''
    const drawn = text === '' ? null : boundaryFromText(text)
    const missing = [
      ...(values.name?.trim() ? [] : [{ path: 'body.name', message: '请填写名称' }]),
      ...(values.code?.trim() ? [] : [{ path: 'body.code', message: '请填写编号' }]),
      ...(values.validFrom ? [] : [{ path: 'body.validFrom', message: '请选择从哪天起' }]),
      ...(drawn && 'fault' in drawn ? [{ path: 'body.boundary', message: drawn.fault }] : []),
      ...(values.reason?.trim() ? [] : [{ path: 'body.reason', message: '请写明依据，如文件名称' }]),
    ]
    if (!issueForm.show(missing)) saving.mutate({ values, drawn })
  }

  return (
    <FormDrawer<PlaceValues>
      title={mode === 'add' && below ? `新增${placeKinds[below]}` : '改名或调整边界'}
      name='place'
      open={mode !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={submit}
      initialValues={{
        datum: 'wgs84',
        validFrom: shanghaiDate(new Date()),
        ...(mode === 'change' ? { name: place.name, code: place.code } : {}),
      }}
      intro={
        isConflict(issueForm.failure) ? (
          <ConflictNotice
            onReload={() => {
              refresh()
              onClose()
            }}
          />
        ) : (
          <p className='quiet'>{mode === 'add' ? `放在“${place.name}”下面。` : '从选定的日期起按新的样子，之前的日期仍看到旧的。'}</p>
        )
      }
    >
      <Form.Item name='name' label={labels.name} required>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name='code' label={labels.code} required extra='全区不能重复。'>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name='validFrom' label={labels.validFrom} required>
        <DateField disabledDate={(date) => date > shanghaiDate(new Date())} />
      </Form.Item>
      {bounded && (
        <>
          <Form.Item name='boundary' label={labels.boundary} extra={mode === 'change' ? '不改边界就留空。' : '可以先留空，以后再补。'}>
            <Input.TextArea rows={5} style={{ fontFamily: 'monospace' }} />
          </Form.Item>
          <Form.Item name='datum' label={labels.datum}>
            <Radio.Group options={datums} />
          </Form.Item>
        </>
      )}
      <Form.Item name='reason' label={labels.reason} required extra='如“上政办〔2026〕12 号 网格调整”。'>
        <Input maxLength={120} />
      </Form.Item>
    </FormDrawer>
  )
}
