import type { ReactNode } from 'react'
import { Box, Press, Words } from '../element'
import { Icon, type IconKey } from '../icon'
import './style.scss'

export function List({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <Box as='ul' aria-label={label} className='ms-list'>
      {children}
    </Box>
  )
}

interface ListRowProps {
  icon?: IconKey
  title: string
  detail?: string
  /** What stands out of it, before the detail: `没看过`. */
  mark?: ReactNode
  /** A short value at the end of the line. */
  value?: ReactNode
  onPress?: () => void
}

/** One line of a list; with `onPress` the whole line leads somewhere and shows an arrow. */
export function ListRow({ icon, title, detail, mark, value, onPress }: ListRowProps) {
  const face = (
    <Box className='ms-list__face'>
      {icon ? <Icon of={icon} /> : null}
      <Box className='ms-list__words'>
        <Words className='ms-list__title'>{title}</Words>
        {detail || mark ? (
          <Box className='ms-list__under'>
            {mark}
            {detail ? <Words className='ms-list__detail'>{detail}</Words> : null}
          </Box>
        ) : null}
      </Box>
      {value === undefined ? null : <Box className='ms-list__value'>{value}</Box>}
      {onPress ? <Icon of='chevron-right/ink-2' size='small' /> : null}
    </Box>
  )
  return (
    <Box as='li' className='ms-list__row'>
      {onPress ? (
        <Press role='link' className='ms-list__press' onPress={onPress}>
          {face}
        </Press>
      ) : (
        face
      )}
    </Box>
  )
}
