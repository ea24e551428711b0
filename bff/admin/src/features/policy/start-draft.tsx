import type { PolicyDraftRow } from '@minsheng/shared/contracts/policy'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { createKeyring } from '../../platform/idempotency-key.ts'
import { FormDrawer } from '../../ui/form-drawer.tsx'
import { useIssueForm } from '../../ui/use-issue-form.ts'

interface StartDraftProps {
  kind: PolicyDraftRow['kind']
  /** Of what it is a new version; null for something new. */
  subject: string | null
  label: string
  /** For who can't see what it stands beside. */
  about?: string
  primary?: boolean
}

const labels = { why: '为什么改' }

/** Begins a draft; why it is written stands before a word of it is. */
export function StartDraft({ kind, subject, label, about, primary = false }: StartDraftProps) {
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [keyring] = useState(() => createKeyring())
  const issueForm = useIssueForm<{ why?: string }>({ labels })
  const starting = useMutation({
    mutationFn: (why: string) => {
      const body = { kind, key: subject, why }
      return call('createPolicyDraft', { body, idempotencyKey: keyring.keyFor(body) })
    },
    onSuccess: ({ id }) => {
      keyring.done()
      void navigate(`/policy-drafts/${id}`)
    },
    onError: issueForm.showFailure,
  })
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} aria-label={about ? `${label}：${about}` : undefined} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <FormDrawer<{ why?: string }>
        title={about ? `${label}：${about}` : label}
        name='start-draft'
        open={open}
        onClose={() => setOpen(false)}
        issueForm={issueForm}
        saving={starting.isPending}
        onSubmit={(values) => {
          const why = values.why?.trim() ?? ''
          if (!issueForm.show(why.length < 4 ? [{ path: 'body.why', message: '请写明为什么改，至少 4 个字' }] : [])) starting.mutate(why)
        }}
        saveLabel='开始起草'
      >
        <Form.Item
          name='why'
          label={labels.why}
          required
          extra='如：按杭民发〔2026〕30号，低保标准从下月起提高。复核的人和以后查的人都会看到'
        >
          <Input.TextArea maxLength={200} rows={3} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
