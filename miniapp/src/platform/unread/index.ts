import Taro, { useDidShow } from '@tarojs/taro'
import { actingNow } from '../acting'
import { warn } from '../log'
import { call } from '../request'

/** Where 消息 stands in the tab bar. */
const MESSAGES_TAB = 2
const SHOWN = 99

/** Puts the number of unread messages on the tab bar; none takes the badge away. */
export function showUnread(count: number) {
  const shown =
    count > 0
      ? Taro.setTabBarBadge({ index: MESSAGES_TAB, text: count > SHOWN ? `${SHOWN}+` : String(count) })
      : Taro.removeTabBarBadge({ index: MESSAGES_TAB })
  // WeChat refuses it while a page without tab bar is on the screen; the next tab page puts it right.
  shown.catch((error: unknown) => warn('unread badge', error))
}

/** On a tab page: whenever it comes to the front the badge says what is unread now. Without an answer it stays as it is. */
export function useUnreadBadge() {
  useDidShow(() => {
    // The badge is one's own; while acting for someone it rests.
    if (actingNow()) return
    call('countUnreadMessages').then(
      ({ unreadCount }) => showUnread(unreadCount),
      (error: unknown) => warn('unread count', error),
    )
  })
}
