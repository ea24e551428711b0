import { ApiError } from '@minsheng/shared/client'
import type { PolicyDraftRow } from '@minsheng/shared/contracts/policy'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { createKeyring } from '../../platform/idempotency-key.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

const keys = createKeyring()

interface StartDraftProps {
  kind: PolicyDraftRow['kind']
  /** Of what it is a new version; null for something new. */
  subject: string | null
  label: string
  /** For who can't see what it stands beside. */
  about?: string
  primary?: boolean
}

/** Begins a draft; why it is written stands before a word of it is. */
export function StartDraft({ kind, subject, label, about, primary = false }: StartDraftProps) {
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const starting = useMutation({
    mutationFn: () => {
      const body = { kind, key: subject, why: why.trim() }
      return call('createPolicyDraft', { body, idempotencyKey: keys.keyFor(body) })
    },
    onSuccess: ({ id }) => {
      keys.done()
      void navigate(`/policy-drafts/${id}`)
    },
    onError: (error) => setFault(error instanceof ApiError ? (error.issues[0]?.message ?? null) : null),
  })
  function start() {
    const isShort = why.trim().length < 4
    setFault(isShort ? '请写明为什么改，至少 4 个字' : null)
    if (!isShort) starting.mutate()
  }
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} aria-label={about ? `${label}：${about}` : undefined} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        title={about ? `${label}：${about}` : label}
        open={open}
        onCancel={() => setOpen(false)}
        onOk={start}
        okText='开始起草'
        cancelText='取消'
        confirmLoading={starting.isPending}
        destroyOnHidden
      >
        {starting.error && fault === null && <ProblemNotice error={starting.error} />}
        <Form layout='vertical' component='div'>
          <Form.Item
            label='为什么改'
            htmlFor='start-why'
            required
            validateStatus={fault ? 'error' : ''}
            help={fault ?? '如：按杭民发〔2026〕30号，低保标准从下月起提高。复核的人和以后查的人都会看到'}
          >
            <Input.TextArea id='start-why' value={why} maxLength={200} rows={3} onChange={(event) => setWhy(event.target.value)} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
