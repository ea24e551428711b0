import { parseYuan } from '@minsheng/shared/units/money'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys, useCampaignChoices } from '../queries.ts'
import { readRatio } from './matching-words.ts'

interface MatchingValues {
  campaignId?: string
  companyName?: string
  companyUscc?: string
  agreementNumber?: string
  agreedOn?: string | null
  ratioPermille?: string
  perGiftCapYuan?: string
  totalCapYuan?: string
  startsOn?: string | null
  endsOn?: string | null
  nameOnGifts: boolean
}

const labels = {
  campaignId: '募捐活动',
  companyName: '企业名称',
  companyUscc: '统一社会信用代码',
  agreementNumber: '协议编号',
  agreedOn: '签订日期',
  ratioPermille: '每捐 1 元，企业配几元',
  perGiftCapYuan: '每笔最多配（元）',
  totalCapYuan: '总额最多（元）',
  startsOn: '从哪天起',
  endsOn: '到哪天止',
  nameOnGifts: '企业同意公示名称',
}

const text = (value: string | undefined) => value?.trim() ?? ''

/** The body to send, or what is missing. */
function bodyOf(values: MatchingValues) {
  const ratio = readRatio(text(values.ratioPermille))
  const cap = text(values.perGiftCapYuan) === '' ? null : parseYuan(text(values.perGiftCapYuan))
  const total = parseYuan(text(values.totalCapYuan))
  const { campaignId, agreedOn, startsOn, endsOn } = values
  const missing = [
    ...(campaignId ? [] : [{ path: 'body.campaignId', message: '请选择募捐活动' }]),
    ...(text(values.companyName) ? [] : [{ path: 'body.companyName', message: '请照营业执照填写企业名称' }]),
    ...(text(values.companyUscc) ? [] : [{ path: 'body.companyUscc', message: '请填写 18 位代码' }]),
    ...(text(values.agreementNumber) ? [] : [{ path: 'body.agreementNumber', message: '请填写协议编号' }]),
    ...(agreedOn ? [] : [{ path: 'body.agreedOn', message: '请选择签订日期' }]),
    ...(ratio === null ? [{ path: 'body.ratioPermille', message: '请填大于 0、不超过 10 的数，最多三位小数，如 1 或 0.5' }] : []),
    ...(cap === null || cap.ok ? [] : [{ path: 'body.perGiftCapFen', message: '请填写金额，如 500；没有上限就留空' }]),
    ...(total.ok ? [] : [{ path: 'body.totalCapFen', message: '请填写总额，如 50000' }]),
    ...(startsOn ? [] : [{ path: 'body.startsOn', message: '请选择日期' }]),
    ...(endsOn ? [] : [{ path: 'body.endsOn', message: '请选择日期' }]),
  ]
  if (!campaignId || !agreedOn || !startsOn || !endsOn || ratio === null || !total.ok || (cap && !cap.ok) || missing.length > 0)
    return { missing, body: null }
  const body = {
    campaignId,
    companyName: text(values.companyName),
    companyUscc: text(values.companyUscc).toUpperCase(),
    agreementNumber: text(values.agreementNumber),
    agreedOn,
    ratioPermille: ratio,
    perGiftCapFen: cap?.fen ?? null,
    totalCapFen: total.fen,
    startsOn,
    endsOn,
    nameOnGifts: values.nameOnGifts,
  }
  return { missing: [], body }
}

type Body = NonNullable<ReturnType<typeof bodyOf>['body']>

/** Writes a company's agreement down. */
export function MatchingForm({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const campaigns = useCampaignChoices()
  const issueForm = useIssueForm<MatchingValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const recording = useMutation({
    mutationFn: (body: Body) => call('recordMatching', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: () => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.matchings })
      void message.success('已登记，等另一位负责人确认后公开')
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit(values: MatchingValues) {
    const { missing, body } = bodyOf(values)
    if (!issueForm.show(missing) && body) recording.mutate(body)
  }

  return (
    <FormDrawer<MatchingValues>
      title='登记配捐协议'
      name='matching'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={recording.isPending}
      onSubmit={submit}
      saveLabel='登记'
      initialValues={{ ratioPermille: '1', nameOnGifts: true }}
      intro={<p className='quiet'>照协议原件填写。登记后由另一位负责人确认，确认后项目页写明企业的承诺；不放标志，不做宣传。</p>}
    >
      <Form.Item name='campaignId' label={labels.campaignId} required>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={campaigns.isPending}
          options={(campaigns.data ?? []).filter(({ state }) => state !== 'closed').map(({ id, title }) => ({ value: id, label: title }))}
        />
      </Form.Item>
      <Form.Item name='companyName' label={labels.companyName} required>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name='companyUscc' label={labels.companyUscc} required extra='18 位，照营业执照填写，填错会提示。'>
        <Input maxLength={18} style={{ width: 260 }} />
      </Form.Item>
      <Form.Item name='agreementNumber' label={labels.agreementNumber} required>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name='agreedOn' label={labels.agreedOn} required>
        <DateField />
      </Form.Item>
      <Form.Item name='ratioPermille' label={labels.ratioPermille} required extra='1 表示居民捐 1 元、企业再捐 1 元；0.5 表示再捐 5 角。'>
        <Input inputMode='decimal' maxLength={6} style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name='perGiftCapYuan' label={labels.perGiftCapYuan} extra='没有单笔上限就留空。'>
        <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='totalCapYuan' label={labels.totalCapYuan} required>
        <Input inputMode='decimal' maxLength={12} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='startsOn' label={labels.startsOn} required>
        <DateField />
      </Form.Item>
      <Form.Item name='endsOn' label={labels.endsOn} required extra='起止都算在内，不能超出募捐活动的期限。'>
        <DateField />
      </Form.Item>
      <Form.Item name='nameOnGifts' label={labels.nameOnGifts} valuePropName='checked' extra='不同意的，企业付来的款公示为匿名。'>
        <Switch aria-label={labels.nameOnGifts} />
      </Form.Item>
    </FormDrawer>
  )
}
