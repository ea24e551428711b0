import type { PatrolInvite } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { donationKeys } from '../queries.ts'
import { InviteLink } from './invite-link.tsx'

/** Asks for whom, then shows the link. */
export function InviteDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const queryClient = useQueryClient()
  const issueForm = useIssueForm<{ label?: string }>({ labels: { label: '邀请谁' } })
  const [keyring] = useState(() => createKeyring())
  const [made, setMade] = useState<PatrolInvite | null>(null)
  const inviting = useMutation({
    mutationFn: (label: string) => call('createPatrolInvite', { body: { label }, idempotencyKey: keyring.keyFor(label) }),
    onSuccess: (invite) => {
      keyring.done()
      void queryClient.invalidateQueries({ queryKey: donationKeys.patrols })
      setMade(invite)
    },
    onError: issueForm.showFailure,
  })
  return (
    <>
      <FormDrawer
        title='邀请志愿者'
        name='patrol-invite'
        open={open && made === null}
        onClose={onClose}
        issueForm={issueForm}
        saving={inviting.isPending}
        onSubmit={({ label = '' }) => {
          if (!issueForm.show(label.trim() === '' ? [{ path: 'body.label', message: '请写下邀请谁，如“湖滨 王老师”' }] : []))
            inviting.mutate(label.trim())
        }}
        saveLabel='生成邀请'
      >
        <Form.Item name='label' label='邀请谁' required extra='只给自己人看，方便以后认出这个邀请，如“湖滨 王老师”。'>
          <Input maxLength={30} />
        </Form.Item>
      </FormDrawer>
      <Drawer
        title='邀请已生成'
        size={560}
        open={open && made !== null}
        onClose={() => {
          setMade(null)
          onClose()
        }}
        destroyOnHidden
      >
        {made && <InviteLink invite={made} />}
      </Drawer>
    </>
  )
}
