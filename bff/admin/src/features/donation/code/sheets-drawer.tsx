import { useMutation } from '@tanstack/react-query'
import { App, Checkbox, Form, Radio, Select } from 'antd'
import { call } from '../../../platform/api.ts'
import { saveFile } from '../../../platform/download.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { useCampaignChoices, useVenueChoices } from '../queries.ts'
import { lookQuery, type SheetFormat, type SheetLook, sheetFormats } from './sheet-download.ts'

interface SheetsValues extends Partial<SheetLook> {
  campaignId?: string
  venueId?: string
  format?: SheetFormat
}

const labels = { campaignId: '募捐活动', venueId: '点位', paper: '纸张', format: '文件' }

/** All sheets of a campaign or of a venue in one file. */
export function SheetsDrawer({ open, campaignId, onClose }: { open: boolean; campaignId: string | undefined; onClose: () => void }) {
  const { message } = App.useApp()
  const issueForm = useIssueForm<SheetsValues>({ labels, envelopes: ['query'] })
  const campaigns = useCampaignChoices()
  const venues = useVenueChoices()
  const paper = Form.useWatch('paper', issueForm.form)
  const saving = useMutation({
    mutationFn: ({ campaignId: of, venueId, format = 'pdf', paper: size = 'A4', bleed = false, wxacode = false }: SheetsValues) =>
      call('getCodeSheets', { query: { campaignId: of, venueId, format, ...lookQuery({ paper: size, bleed, wxacode }) } }),
    onSuccess: (bytes, { format = 'pdf', paper: size = 'A4' }) => {
      saveFile(bytes, sheetFormats[format].manyType, `公益码张贴单-${size}.${sheetFormats[format].many}`)
      void message.success('已下载')
      onClose()
    },
    onError: issueForm.showFailure,
  })
  function submit(values: SheetsValues) {
    if (!issueForm.show(values.campaignId || values.venueId ? [] : [{ path: 'query.campaignId', message: '请选择一个活动或一个点位' }]))
      saving.mutate(values)
  }
  return (
    <FormDrawer
      title='批量下载张贴单'
      name='sheets'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={submit}
      initialValues={{ ...(campaignId ? { campaignId } : {}), paper: 'A4', format: 'pdf', bleed: false, wxacode: false }}
      saveLabel='下载'
    >
      <Form.Item name='campaignId' label={labels.campaignId} extra='这个活动在各点位的码。'>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          loading={campaigns.isPending}
          placeholder='不限'
          options={(campaigns.data ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        />
      </Form.Item>
      <Form.Item name='venueId' label={labels.venueId} extra='只要一个点位的，选在这里。'>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          loading={venues.isPending}
          placeholder='不限'
          options={(venues.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name='paper' label={labels.paper} required>
        <Radio.Group
          options={[
            { value: 'A4', label: 'A4（墙面、公告栏）' },
            { value: 'A6', label: 'A6（柜台、桌面）' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name='format'
        label={labels.format}
        required
        extra='PDF 是一个文件，每张码一页；SVG、PNG 打成一个压缩包。一次最多 100 张（PNG 20 张）。'
      >
        <Radio.Group options={(Object.keys(sheetFormats) as SheetFormat[]).map((value) => ({ value, label: sheetFormats[value].label }))} />
      </Form.Item>
      <Form.Item name='wxacode' valuePropName='checked'>
        <Checkbox>加上微信小程序码</Checkbox>
      </Form.Item>
      <Form.Item name='bleed' valuePropName='checked' hidden={paper !== 'A6'}>
        <Checkbox>印刷裁切用（四边多 3 毫米，带裁切线）</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}
