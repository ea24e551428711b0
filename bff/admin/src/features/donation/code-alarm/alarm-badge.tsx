import { useQuery } from '@tanstack/react-query'
import { call } from '../../../platform/api.ts'
import { donationKeys } from '../queries.ts'
import './code-alarm.css'

const EVERY_MS = 60_000

/** How many alarms nobody has taken, beside the menu's word; nothing when there is none or it can't be read. */
export function AlarmBadge() {
  const { data } = useQuery({
    queryKey: [...donationKeys.codeAlarms, 'count'],
    queryFn: () => call('countCodeAlarms'),
    refetchInterval: EVERY_MS,
  })
  if (!data || data.open === 0) return null
  return (
    <span className='alarm-badge'>
      {data.open >= 100 ? '99+' : data.open}
      <span className='visually-hidden'> 条待处理</span>
    </span>
  )
}
