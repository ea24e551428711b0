import type { ImportRow } from '@minsheng/shared/contracts/people'
import { useQueryClient } from '@tanstack/react-query'
import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { peopleKeys } from '../queries.ts'
import { UploadDrawer } from './upload-drawer.tsx'
import { importKinds, importStates, resultWords } from './words.ts'

const columns: TableColumnsType<ImportRow> = [
  {
    title: '文件',
    key: 'file',
    render: (_, row) => (
      <Link to={`/imports/${row.id}`} className='text-link' aria-label={`查看 ${row.filename}`}>
        {row.filename}
      </Link>
    ),
  },
  { title: '内容', key: 'kind', width: 110, render: (_, row) => importKinds[row.kind] },
  { title: '结果', key: 'result', width: 300, render: (_, row) => resultWords(row) || '—' },
  { title: '上传时间', key: 'created', width: 190, render: (_, row) => instantWords(row.createdAt) },
  {
    title: '状态',
    key: 'state',
    width: 140,
    render: (_, row) => <StateTag tone={importStates[row.state].tone}>{importStates[row.state].word}</StateTag>,
  },
]

/** The imports of the one who is signed in. */
export function ImportListPage() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [sending, setSending] = useState(false)
  const list = usePagedList(peopleKeys.imports, (cursor) => call('listImports', { query: { cursor } }))
  const upload = () => setSending(true)
  return (
    <>
      <PageHeader
        title='批量导入'
        words='从表格导入居民、家庭和楼幢户室，从地图文件导入网格边界。先核对，再确认；导错了，30 天内可以撤销。只列出您自己上传的。'
        action={
          <Button type='primary' onClick={upload}>
            上传文件
          </Button>
        }
      />
      <div className='panel'>
        <PagedTable
          label='批量导入'
          query={list}
          columns={columns}
          minWidth={900}
          empty={
            <EmptyState
              title='还没有导入过'
              words='点“上传文件”，先下载模板看看要填哪些列，也可以直接用现有的花名册。'
              action={{ label: '上传文件', onClick: upload }}
            />
          }
        />
      </div>
      <UploadDrawer
        open={sending}
        onClose={() => setSending(false)}
        onSent={(importId) => {
          void queryClient.invalidateQueries({ queryKey: peopleKeys.imports })
          void navigate(`/imports/${importId}`)
        }}
      />
    </>
  )
}
