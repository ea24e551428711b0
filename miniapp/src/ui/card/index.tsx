import type { ReactNode } from 'react'
import { Box, Press } from '../element'
import './style.scss'

interface CardProps {
  children: ReactNode
  tone?: 'plain' | 'calm' | 'warm' | 'danger'
  /** Makes the whole card one link; `label` is then what a screen reader says. */
  onPress?: () => void
  label?: string
}

/** What belongs together, on one quiet surface. */
export function Card({ children, tone = 'plain', onPress, label }: CardProps) {
  const className = `ms-card ms-card--${tone}`
  if (!onPress) {
    return (
      <Box className={className}>
        <Box className='ms-card__face'>{children}</Box>
      </Box>
    )
  }
  return (
    <Press role='link' aria-label={label} className={`${className} ms-card--link`} onPress={onPress}>
      <Box className='ms-card__face'>{children}</Box>
    </Press>
  )
}
