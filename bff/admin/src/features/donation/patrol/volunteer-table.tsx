import type { PatrolVolunteer } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, type TableColumnsType } from 'antd'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { volunteerStates } from './patrol-words.ts'

export function VolunteerTable({ onInvite }: { onInvite: () => void }) {
  const { can } = useAbilities()
  const { message, modal } = App.useApp()
  const queryClient = useQueryClient()
  const list = usePagedList([...donationKeys.patrols, 'volunteers'], (cursor) => call('listPatrolVolunteers', { query: { cursor } }))
  const ending = useMutation({
    mutationFn: ({ id, rev }: PatrolVolunteer) => call('endPatrolVolunteer', { params: { volunteerId: id }, body: { rev } }),
    onSuccess: ({ name }) => void message.success(`${name}不再巡码`),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: donationKeys.patrols }),
  })
  const ask = (volunteer: PatrolVolunteer) =>
    modal.confirm({
      title: `让${volunteer.name}不再巡码？`,
      content: '他的巡码记录会留下。以后想再参加，要重新邀请。',
      okText: '不再巡码',
      cancelText: '取消',
      okButtonProps: { danger: true },
      onOk: () => ending.mutate(volunteer),
    })
  return (
    <div className='panel'>
      {ending.error && (
        <div style={{ padding: '16px 16px 0' }}>
          <ProblemNotice error={ending.error} />
        </div>
      )}
      <PagedTable
        label='志愿者'
        query={list}
        columns={columns(can('patrol.run') ? ask : null)}
        minWidth={860}
        empty={
          <EmptyState
            title='还没有志愿者'
            words='邀请一位志愿者，把链接或二维码发给他。'
            action={can('patrol.run') ? { label: '邀请志愿者', onClick: onInvite } : undefined}
          />
        }
      />
    </div>
  )
}

function columns(onEnd: ((volunteer: PatrolVolunteer) => void) | null): TableColumnsType<PatrolVolunteer> {
  return [
    { title: '姓名', key: 'name', render: (_, row) => <strong style={{ fontWeight: 500 }}>{row.name}</strong> },
    { title: '手机号', key: 'phone', width: 150, render: (_, row) => row.phoneMasked ?? <span className='quiet'>不显示</span> },
    {
      title: '状态',
      key: 'state',
      width: 130,
      render: (_, row) => <StateTag tone={volunteerStates[row.state].tone}>{volunteerStates[row.state].word}</StateTag>,
    },
    { title: '巡码次数', key: 'patrols', width: 110, align: 'right', render: (_, row) => `${row.patrols} 次` },
    {
      title: '最近一次',
      key: 'last',
      width: 190,
      render: (_, row) => (row.lastPatrolAt ? instantWords(row.lastPatrolAt) : <span className='quiet'>还没有</span>),
    },
    { title: '加入时间', key: 'since', width: 190, render: (_, row) => instantWords(row.since) },
    ...(onEnd
      ? [
          {
            title: '操作',
            key: 'action',
            width: 110,
            render: (_: unknown, row: PatrolVolunteer) =>
              row.state === 'active' && (
                <Button type='link' danger style={{ padding: 0 }} onClick={() => onEnd(row)} aria-label={`让${row.name}不再巡码`}>
                  不再巡码
                </Button>
              ),
          },
        ]
      : []),
  ]
}
