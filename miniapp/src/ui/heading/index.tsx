import type { ReactNode } from 'react'
import { HeadingElement } from '../element'
import './style.scss'

interface HeadingProps {
  level: 1 | 2 | 3
  children: ReactNode
}

export function Heading({ level, children }: HeadingProps) {
  return (
    <HeadingElement level={level} className={`ms-heading ms-heading--${level}`}>
      {children}
    </HeadingElement>
  )
}
