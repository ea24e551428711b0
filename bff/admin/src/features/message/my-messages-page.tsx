import type { Message } from '@minsheng/shared/contracts/message'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Skeleton } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { usePagedList } from '../../ui/use-paged-list.ts'
import { messageKeys } from './queries.ts'
import './my-messages.css'

function Item({ message }: { message: Message }) {
  return (
    <li>
      <h2>{message.title}</h2>
      <p>
        <StateTag tone={message.readAt === null ? 'warning' : 'over'}>{message.readAt === null ? '没有看' : '看过了'}</StateTag>
        <span className='quiet' style={{ marginInlineStart: 8 }}>
          {instantWords(message.createdAt)}
        </span>
      </p>
      {message.body
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
      {message.link && <Link to={message.link}>去处理</Link>}
    </li>
  )
}

/** What the product tells a member of staff: what is due, what was stopped, what works again. */
export function MyMessagesPage() {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const list = usePagedList([...messageKeys.mine, 'list'], (cursor) => call('listStaffMessages', { query: { cursor } }))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const newest = items[0]?.createdAt
  const reading = useMutation({
    mutationFn: (upTo: string) => call('readStaffMessagesUpTo', { body: { upTo } }),
    onSuccess: () => {
      void message.success('都标为看过了')
      void queryClient.invalidateQueries({ queryKey: messageKeys.mine })
    },
  })
  const hasUnread = items.some(({ readAt }) => readAt === null)
  return (
    <>
      <PageHeader
        title='我的消息'
        words='要到期的、被暂停的、已恢复的，都在这里告诉您。登记了工作手机的，还会收到短信。'
        action={
          hasUnread &&
          newest && (
            <Button type='primary' loading={reading.isPending} onClick={() => reading.mutate(newest)}>
              全部标为看过
            </Button>
          )
        }
      />
      {reading.error && <ProblemNotice error={reading.error} />}
      <div className='panel'>
        {list.isPending && (
          <div style={{ padding: 24 }} role='status' aria-label='正在读取消息'>
            <Skeleton active title={false} paragraph={{ rows: 6 }} />
          </div>
        )}
        {list.error && (
          <div style={{ padding: 20 }}>
            <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
          </div>
        )}
        {list.data && items.length === 0 && <EmptyState title='还没有消息' words='有要办的事时会在这里提醒，现在不需要做什么。' />}
        {items.length > 0 && (
          <ul className='my-messages' aria-label='我的消息'>
            {items.map((item) => (
              <Item key={item.id} message={item} />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <div style={{ padding: 16, textAlign: 'center' }}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              加载更多
            </Button>
          </div>
        )}
      </div>
    </>
  )
}
