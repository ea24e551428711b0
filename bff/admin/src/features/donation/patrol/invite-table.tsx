import type { PatrolInvite } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Modal, Space, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { InviteLink } from './invite-link.tsx'
import { inviteStates } from './patrol-words.ts'

export function InviteTable({ onInvite }: { onInvite: () => void }) {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [shown, setShown] = useState<PatrolInvite | null>(null)
  const list = usePagedList([...donationKeys.patrols, 'invites'], (cursor) => call('listPatrolInvites', { query: { cursor } }))
  const revoking = useMutation({
    mutationFn: (invite: PatrolInvite) => call('revokePatrolInvite', { params: { inviteId: invite.id } }),
    onSuccess: () => void message.success('已收回邀请'),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: donationKeys.patrols }),
  })
  return (
    <div className='panel'>
      {revoking.error && (
        <div style={{ padding: '16px 16px 0' }}>
          <ProblemNotice error={revoking.error} />
        </div>
      )}
      <PagedTable
        label='邀请'
        query={list}
        columns={columns(can('patrol.run'), setShown, (invite) => revoking.mutate(invite))}
        minWidth={820}
        empty={
          <EmptyState
            title='还没有发过邀请'
            words='一个邀请只能一个人用，7 天内有效。'
            action={can('patrol.run') ? { label: '邀请志愿者', onClick: onInvite } : undefined}
          />
        }
      />
      <Modal title={`给“${shown?.label ?? ''}”的邀请`} open={shown !== null} footer={null} onCancel={() => setShown(null)} destroyOnHidden>
        {shown?.link && <InviteLink invite={shown} />}
      </Modal>
    </div>
  )
}

function columns(
  mayRun: boolean,
  onShow: (invite: PatrolInvite) => void,
  onRevoke: (invite: PatrolInvite) => void,
): TableColumnsType<PatrolInvite> {
  return [
    { title: '邀请谁', key: 'label', render: (_, row) => <strong style={{ fontWeight: 500 }}>{row.label}</strong> },
    {
      title: '状态',
      key: 'state',
      width: 140,
      render: (_, row) => <StateTag tone={inviteStates[row.state].tone}>{inviteStates[row.state].word}</StateTag>,
    },
    { title: '发出时间', key: 'created', width: 190, render: (_, row) => instantWords(row.createdAt) },
    { title: '有效期至', key: 'expires', width: 190, render: (_, row) => instantWords(row.expiresAt) },
    ...(mayRun
      ? [
          {
            title: '操作',
            key: 'action',
            width: 170,
            render: (_: unknown, row: PatrolInvite) =>
              row.state === 'open' && (
                <Space size={12}>
                  {row.link && (
                    <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`看给${row.label}的邀请链接`}>
                      看链接
                    </Button>
                  )}
                  <Button type='link' danger style={{ padding: 0 }} onClick={() => onRevoke(row)} aria-label={`收回给${row.label}的邀请`}>
                    收回
                  </Button>
                </Space>
              ),
          },
        ]
      : []),
  ]
}
