import { PlusOutlined } from '@ant-design/icons'
import type { StaffAccount } from '@minsheng/shared/contracts/identity'
import { Button, Input, Tabs } from 'antd'
import { useState } from 'react'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../use-abilities.ts'
import { NewStaffDrawer } from './new-staff-drawer.tsx'
import { PhoneDrawer } from './phone-drawer.tsx'
import { PositionDrawer } from './position-drawer.tsx'
import { RoleRequestTable } from './role-request-table.tsx'
import { type StaffDeed, StaffDeedDrawer } from './staff-deed-drawer.tsx'
import { StaffTable } from './staff-table.tsx'
import { ZzdDrawer } from './zzd-drawer.tsx'

/** Who works here, as what and where. */
export function StaffPage() {
  const { can } = useAbilities()
  const { filters, setFilters } = useUrlFilters(['part', 'text'] as const)
  const [opening, setOpening] = useState(false)
  const [moving, setMoving] = useState<StaffAccount | null>(null)
  const [reaching, setReaching] = useState<StaffAccount | null>(null)
  const [linking, setLinking] = useState<StaffAccount | null>(null)
  const [deed, setDeed] = useState<{ staff: StaffAccount; deed: StaffDeed } | null>(null)
  return (
    <>
      <PageHeader
        title='账号与角色'
        words='谁能登录、能做什么、管到哪里。改动马上生效，并留在审计记录里。'
        action={
          can('staff.keep') && (
            <Button type='primary' icon={<PlusOutlined aria-hidden />} onClick={() => setOpening(true)}>
              开通账号
            </Button>
          )
        }
      />
      <Tabs
        activeKey={filters.part ?? 'accounts'}
        onChange={(part) => setFilters({ part })}
        destroyOnHidden
        items={[
          {
            key: 'accounts',
            label: '账号',
            children: (
              <>
                <Input.Search
                  aria-label='按姓名或账号查找'
                  placeholder='姓名或账号'
                  allowClear
                  defaultValue={filters.text ?? ''}
                  onSearch={(text) => setFilters({ text: text.trim() || undefined })}
                  style={{ maxWidth: 320, marginBottom: 16 }}
                />
                <StaffTable
                  text={filters.text}
                  onMove={setMoving}
                  onZzd={setLinking}
                  onPhone={setReaching}
                  onDeed={(staff, what) => setDeed({ staff, deed: what })}
                />
              </>
            ),
          },
          { key: 'requests', label: '等同意的申请', children: <RoleRequestTable /> },
        ]}
      />
      <NewStaffDrawer open={opening} onClose={() => setOpening(false)} />
      <PositionDrawer staff={moving} onClose={() => setMoving(null)} />
      <ZzdDrawer staff={linking} onClose={() => setLinking(null)} />
      <PhoneDrawer staff={reaching} onClose={() => setReaching(null)} />
      <StaffDeedDrawer target={deed} onClose={() => setDeed(null)} />
    </>
  )
}
