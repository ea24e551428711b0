import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import type { ConsentWay, ProxyRelation } from '@minsheng/shared/contracts/proxy'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { createKeyring } from '../../platform/idempotency-key.ts'
import { CheckList } from '../../ui/check-list.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { FormDrawer } from '../../ui/form-drawer.tsx'
import { useIssueForm } from '../../ui/use-issue-form.ts'
import { consentKeys, options, relationWords, wayWords } from './consent-words.ts'
import { PhotoField } from './photo-field.tsx'

interface Values {
  proxyName?: string
  phone?: string
  relation?: ProxyRelation
  scopes?: ProxyScope[]
  until?: string
  way?: ConsentWay
  note?: string
  photoId?: string
}

const labels = {
  proxyName: '请谁代办',
  phone: '代办人手机号',
  relation: '代办人是本人的',
  scopes: '托付哪些事',
  until: '到哪天为止',
  way: '本人怎么同意的',
  photoId: '同意时的照片',
  note: '备注',
}

const missing: [keyof Values, string][] = [
  ['proxyName', '请填写代办人的称呼'],
  ['phone', '请填写代办人的手机号'],
  ['relation', '请选择关系'],
  ['until', '请选择日期'],
  ['way', '请选择本人怎么同意的'],
  ['photoId', '请上传照片'],
]

/** Writes down what someone without a phone agreed to, for a second person to confirm. */
export function ConsentForm({ residentId, onClose }: { residentId: string | null; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<Values>({ labels })
  const [keyring] = useState(() => createKeyring())
  const catalogue = useQuery({ queryKey: ['proxy-catalogue'], queryFn: () => call('getProxyCatalogue') })
  const saving = useMutation({
    mutationFn: (values: Values) => {
      const body = {
        residentId: residentId ?? '',
        proxyName: values.proxyName?.trim() ?? '',
        phone: values.phone?.trim() ?? '',
        relation: values.relation ?? 'other',
        scopes: values.scopes ?? [],
        until: values.until ?? '',
        way: values.way ?? 'spoken',
        note: values.note?.trim() || null,
        photoId: values.photoId ?? '',
        textVersion: catalogue.data?.text.version ?? '',
      }
      return call('recordOfflineConsent', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: () => {
      keyring.done()
      void message.success('已登记，请另一位同事核实')
      void queryClient.invalidateQueries({ queryKey: consentKeys.consents })
      onClose()
    },
    onError: issueForm.showFailure,
  })
  function submit(values: Values) {
    const found = missing.filter(([name]) => !values[name]).map(([name, words]) => ({ path: `body.${name}`, message: words }))
    if (!values.scopes?.length) found.push({ path: 'body.scopes', message: '请至少选一件事' })
    if (!issueForm.show(found)) saving.mutate(values)
  }
  return (
    <FormDrawer<Values>
      title='登记代办授权'
      name='offline-consent'
      open={residentId !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={submit}
      saveLabel='提交，等同事核实'
      intro={
        <section aria-label='授权说明'>
          <p>请念给本人听，本人同意后再登记：</p>
          <ol>
            {catalogue.data?.text.elder.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </section>
      }
    >
      <Form.Item name='proxyName' label={labels.proxyName} required>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name='phone' label={labels.phone} required extra='代办人用这个手机号登录小程序，才能接受。'>
        <Input maxLength={11} inputMode='numeric' />
      </Form.Item>
      <Form.Item name='relation' label={labels.relation} required>
        <Select options={options(relationWords)} />
      </Form.Item>
      <Form.Item name='scopes' label={labels.scopes} required>
        <CheckList
          label={labels.scopes}
          options={(catalogue.data?.scopes ?? []).map(({ scope, title }) => ({ value: scope, label: title }))}
        />
      </Form.Item>
      <Form.Item name='until' label={labels.until} required extra='最长一年。'>
        <DateField />
      </Form.Item>
      <Form.Item name='way' label={labels.way} required>
        <Select options={options(wayWords)} />
      </Form.Item>
      <Form.Item name='photoId' label={labels.photoId} required extra='拍签字、手印或本人说明时的样子。照片加密保存，看一次记一次。'>
        <PhotoField />
      </Form.Item>
      <Form.Item name='note' label={labels.note}>
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
    </FormDrawer>
  )
}
