import { PlusOutlined } from '@ant-design/icons'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { InviteDrawer } from './invite-drawer.tsx'
import { InviteTable } from './invite-table.tsx'
import { RecordTable } from './record-table.tsx'
import { VolunteerTable } from './volunteer-table.tsx'

/** What volunteers saw in the street, who they are, and whom we asked to join. */
export function PatrolPage() {
  const { can } = useAbilities()
  const { filters, setFilters } = useUrlFilters(['part'] as const)
  const [inviting, setInviting] = useState(false)
  return (
    <>
      <PageHeader
        title='巡码'
        words='请志愿者到点位看一看、扫一扫：码还在不在，有没有被人换掉。发现问题会变成“码警”。'
        action={
          can('patrol.run') && (
            <Button type='primary' icon={<PlusOutlined aria-hidden />} onClick={() => setInviting(true)}>
              邀请志愿者
            </Button>
          )
        }
      />
      <Tabs
        activeKey={filters.part ?? 'records'}
        onChange={(part) => setFilters({ part })}
        destroyOnHidden
        items={[
          { key: 'records', label: '巡码记录', children: <RecordTable /> },
          { key: 'volunteers', label: '志愿者', children: <VolunteerTable onInvite={() => setInviting(true)} /> },
          { key: 'invites', label: '邀请', children: <InviteTable onInvite={() => setInviting(true)} /> },
        ]}
      />
      <InviteDrawer open={inviting} onClose={() => setInviting(false)} />
    </>
  )
}
