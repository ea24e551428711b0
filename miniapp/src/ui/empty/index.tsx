import type { ReactNode } from 'react'
import { Box, Words } from '../element'
import { Heading } from '../heading'
import { Icon, type IconKey } from '../icon'
import './style.scss'

interface EmptyProps {
  icon: IconKey
  title: string
  advice: string
  /** 1 where this is all that the page has to say. */
  level?: 1 | 2
  children?: ReactNode
}

/** Nothing here: says so, says why, and offers the next step. */
export function Empty({ icon, title, advice, level = 2, children }: EmptyProps) {
  return (
    <Box className='ms-empty'>
      <Icon of={icon} size='large' />
      <Heading level={level}>{title}</Heading>
      <Words className='ms-empty__advice'>{advice}</Words>
      {children ? <Box className='ms-empty__action'>{children}</Box> : null}
    </Box>
  )
}
