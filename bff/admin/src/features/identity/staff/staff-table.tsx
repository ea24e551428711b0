import type { StaffAccount } from '@minsheng/shared/contracts/identity'
import { Button, Space, type TableColumnsType } from 'antd'
import { call } from '../../../platform/api.ts'
import { useAccount } from '../../../platform/use-session.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag, type StateTone } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { identityKeys } from '../queries.ts'
import { roleWords } from '../role-words.ts'
import { useAbilities } from '../use-abilities.ts'
import type { StaffDeed } from './staff-deed-drawer.tsx'

const states: Record<StaffAccount['state'], { word: string; tone: StateTone }> = {
  active: { word: '在用', tone: 'good' },
  locked: { word: '密码锁定', tone: 'warning' },
  disabled: { word: '已停用', tone: 'over' },
}

export interface StaffTableProps {
  text: string | undefined
  onMove: (staff: StaffAccount) => void
  onZzd: (staff: StaffAccount) => void
  onPhone: (staff: StaffAccount) => void
  onDeed: (staff: StaffAccount, deed: StaffDeed) => void
}

export function StaffTable({ text, onMove, onZzd, onPhone, onDeed }: StaffTableProps) {
  const { can } = useAbilities()
  const me = useAccount()
  const list = usePagedList([...identityKeys.staff, text], (cursor) => call('listStaff', { query: { cursor, text } }))
  const deeds = (row: StaffAccount): { word: string; run: () => void }[] => [
    { word: '调整角色', run: () => onMove(row) },
    ...(row.state === 'locked' ? [{ word: '解除锁定', run: () => onDeed(row, 'unlock') }] : []),
    { word: '浙政钉', run: () => onZzd(row) },
    { word: '手机号', run: () => onPhone(row) },
    { word: '重置登录', run: () => onDeed(row, 'reset') },
    row.state === 'disabled' ? { word: '恢复', run: () => onDeed(row, 'enable') } : { word: '停用', run: () => onDeed(row, 'disable') },
  ]
  const columns: TableColumnsType<StaffAccount> = [
    {
      title: '姓名',
      key: 'name',
      width: 160,
      render: (_, row) => (
        <>
          <strong style={{ fontWeight: 500 }}>{row.displayName}</strong>
          <div className='quiet'>{row.username}</div>
        </>
      ),
    },
    {
      title: '角色',
      key: 'roles',
      render: (_, row) => (
        <>
          {roleWords(row.roles)}
          {row.waits && <div className='quiet'>有申请在等第二个人同意</div>}
        </>
      ),
    },
    {
      title: '状态',
      key: 'state',
      width: 124,
      render: (_, row) => <StateTag tone={states[row.state].tone}>{states[row.state].word}</StateTag>,
    },
    { title: '动态码', key: 'factor', width: 96, render: (_, row) => (row.secondFactor === 'on' ? '已设置' : '没有设置') },
    { title: '浙政钉', key: 'zzd', width: 100, render: (_, row) => row.zzdAccountId ?? '没有关联' },
    { title: '工作手机号', key: 'phone', width: 128, render: (_, row) => row.phoneMasked ?? '没有登记' },
    {
      title: '最近登录',
      key: 'seen',
      width: 136,
      render: (_, row) => (row.lastSeenAt ? instantWords(row.lastSeenAt) : '还没有登录过'),
    },
    ...(can('staff.keep')
      ? [
          {
            title: '操作',
            key: 'action',
            width: 216,
            render: (_: unknown, row: StaffAccount) =>
              row.id === me.id ? (
                <span className='quiet'>自己的账号请另一位管理员来改</span>
              ) : (
                <Space size={12} wrap>
                  {deeds(row).map(({ word, run }) => (
                    <Button key={word} type='link' style={{ padding: 0 }} onClick={run} aria-label={`${word}：${row.displayName}`}>
                      {word}
                    </Button>
                  ))}
                </Space>
              ),
          },
        ]
      : []),
  ]
  return (
    <div className='panel'>
      <PagedTable
        label='工作人员账号'
        query={list}
        columns={columns}
        minWidth={1140}
        empty={<EmptyState title='没有找到账号' words='换一个姓名或账号再找，或者开通新账号。' />}
      />
    </div>
  )
}
