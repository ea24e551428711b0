import type { ExportRequest } from '@minsheng/shared/contracts/audit'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Space, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { saveFile } from '../../platform/download.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { usePagedList } from '../../ui/use-paged-list.ts'
import { useAbilities } from '../identity/use-abilities.ts'
import { DecideExportDrawer } from './decide-export-drawer.tsx'
import { NewExportDrawer } from './new-export-drawer.tsx'
import { requestStates } from './words.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function ExportRequestPage() {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [shown, setShown] = useState<ExportRequest | null>(null)
  const list = usePagedList(['export-requests'], (cursor) => call('listExportRequests', { query: { cursor } }))
  const again = () => void queries.invalidateQueries({ queryKey: ['export-requests'] })
  const fetching = useMutation({
    mutationFn: (request: ExportRequest) => call('downloadExport', { params: { exportRequestId: request.id } }),
    onSuccess: (bytes, request) => {
      saveFile(bytes, XLSX, `${request.tableName}-${request.id}.xlsx`)
      void message.success('已下载。文件里每一行都带有导出编号，用完请删除')
    },
    onError: (error) => void message.error(error.message),
    onSettled: again,
  })
  const columns: TableColumnsType<ExportRequest> = [
    {
      title: '导出什么',
      key: 'table',
      render: (_, row) => (
        <>
          {row.tableName}
          <div className='quiet'>{row.from || row.to ? `${row.from ?? '最早'} 至 ${row.to ?? '现在'}` : '全部时间'}</div>
        </>
      ),
    },
    { title: '用途', key: 'reason', render: (_, row) => row.reason },
    {
      title: '谁申请',
      key: 'asked',
      render: (_, row) => (
        <>
          {row.askedByName}
          <div className='quiet'>{instantWords(row.askedAt)}</div>
        </>
      ),
    },
    {
      title: '谁审批',
      key: 'decided',
      render: (_, row) =>
        row.decidedByName ? (
          <>
            {row.decidedByName}
            <div className='quiet'>{row.note}</div>
          </>
        ) : (
          <span className='quiet'>—</span>
        ),
    },
    {
      title: '状态',
      key: 'state',
      width: 150,
      render: (_, row) => <StateTag tone={requestStates[row.state].tone}>{requestStates[row.state].word}</StateTag>,
    },
    {
      title: '操作',
      key: 'action',
      width: 110,
      render: (_, row) => (
        <Space>
          {row.mayDecide && <Button onClick={() => setShown(row)}>审批</Button>}
          {row.mayDownload && (
            <Button type='primary' loading={fetching.isPending} onClick={() => fetching.mutate(row)}>
              下载
            </Button>
          )}
        </Space>
      ),
    },
  ]
  return (
    <>
      <PageHeader
        title='导出审批'
        words='带完整姓名的表格，要由另一个人同意才能导出：写明用途，同意后 24 小时内下载一次，文件里写明是谁、什么时候。不需要完整姓名的，在各页面直接导出。'
        action={
          can('export.ask') && (
            <Button type='primary' onClick={() => setAsking(true)}>
              申请导出
            </Button>
          )
        }
      />
      <div className='panel'>
        <PagedTable
          label='导出申请'
          query={list}
          columns={columns}
          minWidth={1000}
          empty={<EmptyState title='还没有导出申请' words='自己提出的和需要您审批的，都会列在这里。' />}
        />
      </div>
      <NewExportDrawer
        open={asking}
        onClose={() => {
          setAsking(false)
          again()
        }}
      />
      <DecideExportDrawer
        request={shown}
        onClose={() => {
          setShown(null)
          again()
        }}
      />
    </>
  )
}
