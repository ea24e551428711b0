import type { Charity } from '@minsheng/shared/contracts/donation'
import { isUscc } from '@minsheng/shared/units/uscc'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'
import { type CharityValues, charityBody, charityIssues, charityValues, charityLabels as labels } from './charity-form.ts'

export interface CharityDrawerProps {
  /** The charity to change, `new`, or null while closed. */
  target: Charity | 'new' | null
  onClose: () => void
}

export function CharityDrawer({ target, onClose }: CharityDrawerProps) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<CharityValues>({ labels })
  const [keyring] = useState(() => createKeyring())
  const charity = target !== null && target !== 'new' ? target : null

  const saving = useMutation({
    mutationFn: (body: ReturnType<typeof charityBody>) =>
      charity
        ? call('updateCharity', { params: { charityId: charity.id }, body: { ...body, rev: charity.rev } })
        : call('createCharity', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: (saved) => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.charities })
      void message.success(charity ? `已保存“${saved.name}”` : `已登记“${saved.name}”`)
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit(values: CharityValues) {
    const body = charityBody(values)
    if (!issueForm.show(charityIssues(body))) saving.mutate(body)
  }

  function checkUscc() {
    const { uscc } = charityBody(issueForm.form.getFieldsValue())
    const wrong = uscc !== '' && !isUscc(uscc)
    issueForm.form.setFields([{ name: 'uscc', errors: wrong ? ['统一社会信用代码不对，请核对 18 位代码（最后一位是校验码）'] : [] }])
  }

  function reload() {
    void queryClient.invalidateQueries({ queryKey: donationKeys.charities })
    onClose()
  }

  return (
    <FormDrawer
      title={charity ? `修改“${charity.name}”` : '登记慈善组织'}
      name='charity'
      open={target !== null}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      onSubmit={submit}
      initialValues={charity ? charityValues(charity) : {}}
      intro={isConflict(issueForm.failure) && <ConflictNotice onReload={reload} />}
    >
      <Form.Item name='name' label={labels.name} required extra='与登记证书上的名称一致。'>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name='uscc' label={labels.uscc} required extra='18 位，可从登记证书上照抄。'>
        <Input maxLength={24} onBlur={checkUscc} style={{ width: 300 }} />
      </Form.Item>
      <Form.Item name='certificateNumber' label={labels.certificateNumber} extra='没有公开募捐资格的，留空。'>
        <Input maxLength={60} style={{ width: 300 }} />
      </Form.Item>
      <Form.Item name='certificateExpiresOn' label={labels.certificateExpiresOn} extra='到期后，公开募捐活动自动停止收款。'>
        <DateField />
      </Form.Item>
      <Form.Item name='contactName' label={labels.contactName} required>
        <Input maxLength={20} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='contactPhone' label={labels.contactPhone} required extra='会显示给居民，请填写办公电话，如 0571-87000000。'>
        <Input maxLength={20} inputMode='tel' style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name='address' label={labels.address} required>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item
        name='subMchid'
        label={labels.subMchid}
        extra='捐款直接进入这个商户号，请与微信支付商户平台核对。还没有的，留空；留空时不能收款。'
      >
        <Input maxLength={12} inputMode='numeric' style={{ width: 220 }} />
      </Form.Item>
    </FormDrawer>
  )
}
