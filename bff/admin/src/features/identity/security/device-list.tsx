import type { Device } from '@minsheng/shared/contracts/identity'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Skeleton, Table } from 'antd'
import type { ReactNode } from 'react'
import { call } from '../../../platform/api.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { identityKeys } from '../queries.ts'

/** Where the account is signed in. */
export function DeviceList({ action }: { action: ReactNode }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const devices = useQuery({ queryKey: identityKeys.devices, queryFn: () => call('listMyDevices') })
  const leaving = useMutation({
    mutationFn: (device: Device) => call('signOutDevice', { params: { deviceId: device.id } }),
    onSuccess: () => void message.success('这台设备已退出登录'),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: identityKeys.devices }),
  })
  return (
    <section className='panel' aria-label='登录着的设备' style={{ padding: 24 }}>
      <div style={{ display: 'flex', justifyContent: 'space-between', marginBottom: 12 }}>
        <h2 style={{ margin: 0, fontSize: 18 }}>登录着的设备</h2>
        {action}
      </div>
      {(devices.error ?? leaving.error) && (
        <ProblemNotice error={devices.error ?? leaving.error ?? new Error()} onRetry={() => void devices.refetch()} />
      )}
      {devices.isPending && <Skeleton active aria-label='正在读取设备' />}
      {devices.data && (
        <Table<Device>
          rowKey='id'
          pagination={false}
          dataSource={devices.data.items}
          scroll={{ x: 640 }}
          columns={[
            {
              title: '设备',
              key: 'name',
              render: (_, row) => (
                <>
                  {row.name} {row.current && <StateTag tone='good'>这台</StateTag>}
                </>
              ),
            },
            { title: '登录时间', key: 'in', width: 200, render: (_, row) => instantWords(row.signedInAt) },
            { title: '最近使用', key: 'seen', width: 200, render: (_, row) => instantWords(row.lastSeenAt) },
            {
              title: '操作',
              key: 'action',
              width: 120,
              render: (_, row) =>
                !row.current && (
                  <Button
                    type='link'
                    danger
                    style={{ padding: 0 }}
                    onClick={() => leaving.mutate(row)}
                    aria-label={`让${row.name}退出登录`}
                  >
                    退出登录
                  </Button>
                ),
            },
          ]}
        />
      )}
    </section>
  )
}
