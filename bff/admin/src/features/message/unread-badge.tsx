import { useQuery } from '@tanstack/react-query'
import { call } from '../../platform/api.ts'
import { messageKeys } from './queries.ts'
import './my-messages.css'

const EVERY_MS = 60_000

/** How many of one's own messages are unread; nothing when there is none or it can't be read. */
export function UnreadBadge() {
  const { data } = useQuery({
    queryKey: [...messageKeys.mine, 'count'],
    queryFn: () => call('countUnreadStaffMessages'),
    refetchInterval: EVERY_MS,
  })
  if (!data || data.unreadCount === 0) return null
  return (
    <span className='unread-badge'>
      {data.unreadCount >= 100 ? '99+' : data.unreadCount}
      <span className='visually-hidden'> 条没有看</span>
    </span>
  )
}
