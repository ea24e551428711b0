import type { Message } from '@minsheng/shared/contracts/message'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { go, messagePage, pages } from '../../platform/navigate'
import { call, failureWords } from '../../platform/request'
import { showUnread } from '../../platform/unread'
import { useFurtherPages } from '../../platform/use-further-pages'
import { useRemote } from '../../platform/use-remote'
import { Button } from '../../ui/button'
import { Box, Words } from '../../ui/element'
import { Empty } from '../../ui/empty'
import { List, ListRow } from '../../ui/list'
import { More } from '../../ui/more'
import { Page } from '../../ui/page'
import { useToast } from '../../ui/toast'
import './style.scss'
import { messageIcons, unreadWords } from './words'

const loadMore = (cursor: string) => call('listMessages', { query: { cursor } })

function MessageRow({ message }: { message: Message }) {
  return (
    <ListRow
      icon={messageIcons[message.kind]}
      title={message.title}
      detail={formatInstant(new Date(message.createdAt))}
      mark={message.readAt === null ? <Words className='messages__new'>没看过</Words> : undefined}
      onPress={() => go(messagePage(message.id))}
    />
  )
}

export default function MessagesPage() {
  const remote = useRemote('messages', () => call('listMessages', {}))
  const list = useFurtherPages(remote.data, loadMore, remote.reload)
  const { toast, say } = useToast()
  const unreadCount = remote.data?.unreadCount
  const unread = unreadWords(unreadCount ?? 0)

  // Coming back from a message, that one is read.
  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) void remote.reload()
    shownBefore.current = true
  })
  useEffect(() => {
    if (unreadCount !== undefined) showUnread(unreadCount)
  }, [unreadCount])

  const readAll = async () => {
    const newest = list.items[0]
    if (!newest) return
    try {
      await call('readMessagesUpTo', { body: { upTo: newest.createdAt } })
      await remote.reload()
      say('都标为看过了')
    } catch (error) {
      say(failureWords(error).title)
    }
  }

  return (
    <Page tab title='消息' remote={remote}>
      {remote.data && list.items.length === 0 ? (
        <Empty icon='bell/ink-2' title='没有消息' advice='捐款以后，慈善组织的感谢、项目的进展、退款的结果，都会写在这里告诉您。'>
          <Button kind='secondary' onPress={() => go(pages.myGifts)}>
            看我的捐赠
          </Button>
        </Empty>
      ) : null}
      {list.items.length > 0 ? (
        <>
          {unread ? (
            <Box className='messages__top'>
              <Words>{unread}</Words>
              <Button kind='quiet' onPress={readAll} busyWords='正在标记…'>
                全部标为看过
              </Button>
            </Box>
          ) : null}
          <List label='消息'>
            {list.items.map((message) => (
              <MessageRow key={message.id} message={message} />
            ))}
          </List>
          <Button kind='quiet' onPress={() => go(pages.messageSettings)}>
            消息接收方式
          </Button>
          <More onMore={list.more} failureTitle={list.failure?.title ?? null} />
        </>
      ) : null}
      {toast}
    </Page>
  )
}
