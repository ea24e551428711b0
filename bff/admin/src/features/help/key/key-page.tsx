import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Table, type TableColumnsType, Typography } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { helpKeys } from '../words.ts'

type Keys = Awaited<ReturnType<typeof call<'listApiKeys'>>>
type Key = Keys['items'][number]

const listKey = [...helpKeys.all, 'api-keys']

/** Which other systems may file everyday requests, and since when not any more. */
export function ApiKeyPage() {
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const [isIssuing, setIssuing] = useState(false)
  const [issued, setIssued] = useState<{ name: string; key: string } | null>(null)
  const found = useQuery({ queryKey: listKey, queryFn: () => call('listApiKeys', {}) })
  const refresh = () => void queries.invalidateQueries({ queryKey: listKey })
  const withdrawing = useMutation({
    mutationFn: (keyId: string) => call('withdrawApiKey', { params: { keyId } }),
    onSuccess: ({ name }) => {
      refresh()
      void message.success(`已收回“${name}”的密钥，马上失效`)
    },
  })
  const columns: TableColumnsType<Key> = [
    { title: '发给谁', dataIndex: 'name', key: 'name' },
    {
      title: '状态',
      key: 'state',
      width: 120,
      render: (_, row) => (row.withdrawnAt ? <StateTag tone='over'>已收回</StateTag> : <StateTag tone='good'>能用</StateTag>),
    },
    { title: '谁发的', dataIndex: 'issuedByName', key: 'by', width: 140 },
    { title: '什么时候发的', key: 'created', width: 190, render: (_, row) => instantWords(row.createdAt) },
    { title: '最近用过', key: 'used', width: 190, render: (_, row) => (row.usedAt ? instantWords(row.usedAt) : '还没有用过') },
    {
      title: '操作',
      key: 'do',
      width: 110,
      render: (_, row) =>
        row.withdrawnAt ? (
          instantWords(row.withdrawnAt)
        ) : (
          <Button
            danger
            aria-label={`收回“${row.name}”的密钥`}
            onClick={() =>
              modal.confirm({
                title: `收回“${row.name}”的密钥？`,
                content: '收回后这个系统马上不能再报事，不能恢复；以前报的还留着。',
                okText: '收回',
                okButtonProps: { danger: true },
                cancelText: '不收回',
                onOk: () => withdrawing.mutateAsync(row.id).catch(() => undefined),
              })
            }
          >
            收回
          </Button>
        ),
    },
  ]
  return (
    <>
      <PageHeader
        title='对外接口'
        words='别的系统凭密钥用 Open311 报日常的事、查进展。人身安全的事和居民信息不在这里。'
        action={
          <Button type='primary' onClick={() => setIssuing(true)}>
            发一个密钥
          </Button>
        }
      />
      {issued && (
        <Alert
          type='warning'
          showIcon
          closable={{ onClose: () => setIssued(null), 'aria-label': '我已保存，关闭' }}
          style={{ marginBottom: 16 }}
          title={`“${issued.name}”的密钥只显示这一次，请现在复制交给对方`}
          description={
            <Typography.Text code copyable={{ tooltips: ['复制密钥', '已复制'] }}>
              {issued.key}
            </Typography.Text>
          }
        />
      )}
      {found.error && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {withdrawing.error && <ProblemNotice error={withdrawing.error} />}
      {found.isPending && <PageSkeleton label='正在读取密钥' />}
      {found.data && (
        <div className='panel'>
          {found.data.items.length === 0 ? (
            <EmptyState
              title='还没有发过密钥'
              words='要接入的系统，先发一个密钥给它。'
              action={{ label: '发一个密钥', onClick: () => setIssuing(true) }}
            />
          ) : (
            <Table<Key>
              rowKey='id'
              columns={columns}
              dataSource={found.data.items}
              pagination={false}
              scroll={{ x: 900 }}
              aria-label='接口密钥'
            />
          )}
        </div>
      )}
      <IssueDrawer
        open={isIssuing}
        onClose={() => setIssuing(false)}
        onIssued={(made) => {
          setIssued(made)
          refresh()
        }}
      />
    </>
  )
}

function IssueDrawer({
  open,
  onClose,
  onIssued,
}: {
  open: boolean
  onClose: () => void
  onIssued: (made: { name: string; key: string }) => void
}) {
  const issueForm = useIssueForm<{ name?: string }>({ labels: { name: '发给谁' } })
  const issuing = useMutation({
    mutationFn: (name: string) => call('issueApiKey', { body: { name } }),
    onSuccess: ({ name, key }) => {
      onIssued({ name, key })
      onClose()
    },
    onError: issueForm.showFailure,
  })
  return (
    <FormDrawer<{ name?: string }>
      title='发一个密钥'
      name='api-key'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={issuing.isPending}
      saveLabel='发密钥'
      onSubmit={({ name }) => {
        const wanted = name?.trim() ?? ''
        if (!issueForm.show(wanted.length < 2 ? [{ path: 'body.name', message: '请写明发给谁，至少 2 个字' }] : [])) issuing.mutate(wanted)
      }}
      intro={<p className='quiet'>密钥只显示一次，我们不保存它。丢了就收回，再发一个。</p>}
    >
      <Form.Item name='name' label='发给谁' required>
        <Input maxLength={60} />
      </Form.Item>
    </FormDrawer>
  )
}
