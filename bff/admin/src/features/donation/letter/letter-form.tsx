import type { LetterPreview } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, Form, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { leastSums } from '../donor/donor-filters.ts'
import { donationKeys, useCampaignChoices } from '../queries.ts'
import { LetterPreviewDialog } from './letter-preview.tsx'
import { LetterTextField } from './letter-text-field.tsx'
import './letter.css'

interface LetterValues {
  text?: string
  campaignId?: string
  from?: string | null
  to?: string | null
  minYuan?: string
  notYetThanked?: boolean
}

const labels = {
  text: '信的内容',
  campaignId: '捐给哪个项目的',
  from: '从哪天起捐的',
  to: '到哪天为止捐的',
  minYuan: '捐赠合计',
  notYetThanked: '感谢过没有',
}

const receiversOf = ({ campaignId, from, to, minYuan, notYetThanked }: LetterValues) => ({
  campaignId: campaignId ?? null,
  from: from ?? null,
  to: to ?? null,
  minFen: minYuan ? Number(minYuan) : null,
  notYetThanked: notYetThanked === true,
})

/** Writes a letter: words, to whom, a second look, and out. */
export function LetterForm({ charityId, open, onClose }: { charityId: string; open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const campaigns = useCampaignChoices()
  const issueForm = useIssueForm<LetterValues>({ labels, envelopes: ['receivers'] })
  const [keyring] = useState(() => createKeyring())
  const [looked, setLooked] = useState<{ preview: LetterPreview; draft: ReturnType<typeof draftOf> } | null>(null)
  const draftOf = (values: LetterValues) => ({ charityId, text: values.text?.trim() ?? '', receivers: receiversOf(values) })

  const previewing = useMutation({
    mutationFn: async (values: LetterValues) => {
      const draft = draftOf(values)
      return { draft, preview: await call('previewLetter', { body: draft }) }
    },
    onSuccess: setLooked,
    onError: issueForm.showFailure,
  })
  const sending = useMutation({
    mutationFn: ({ preview, draft }: NonNullable<typeof looked>) => {
      const body = { ...draft, asOf: preview.asOf }
      return call('sendLetter', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: () => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.letters })
      void message.success('已交给系统发送，可在列表里看进度')
      setLooked(null)
      onClose()
    },
  })

  function submit(values: LetterValues) {
    if (!issueForm.show(values.text?.trim() ? [] : [{ path: 'body.text', message: '请写信的内容' }])) previewing.mutate(values)
  }

  return (
    <>
      <FormDrawer
        title='写感谢信'
        name='letter'
        open={open}
        onClose={onClose}
        issueForm={issueForm}
        saving={previewing.isPending}
        onSubmit={submit}
        initialValues={{ notYetThanked: true }}
        saveLabel='预览'
        intro={<p className='quiet'>信会出现在捐赠人手机的“消息”里，署名是本组织的名称。每位捐赠人只收一封。</p>}
      >
        <Form.Item name='text' label={labels.text} required>
          <LetterTextField />
        </Form.Item>
        <Form.Item name='campaignId' label={labels.campaignId}>
          <Select
            allowClear
            placeholder='全部项目'
            loading={campaigns.isPending}
            options={(campaigns.data ?? [])
              .filter((one) => one.charityId === charityId)
              .map(({ id, title }) => ({ value: id, label: title }))}
          />
        </Form.Item>
        <Form.Item name='from' label={labels.from}>
          <DateField placeholder='不限' />
        </Form.Item>
        <Form.Item name='to' label={labels.to}>
          <DateField placeholder='不限' />
        </Form.Item>
        <Form.Item name='minYuan' label={labels.minYuan}>
          <Select allowClear placeholder='不限' options={leastSums} />
        </Form.Item>
        <Form.Item name='notYetThanked' valuePropName='checked'>
          <Checkbox>只发给上次感谢之后又捐过、或者还没有感谢过的人</Checkbox>
        </Form.Item>
      </FormDrawer>
      <LetterPreviewDialog
        preview={looked?.preview ?? null}
        sending={sending.isPending}
        failure={sending.error}
        onSend={() => looked && sending.mutate(looked)}
        onBack={() => {
          sending.reset()
          setLooked(null)
        }}
      />
    </>
  )
}
