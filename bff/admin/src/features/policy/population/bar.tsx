import type { ReactNode } from 'react'

interface BarProps {
  value: number
  most: number
  less?: boolean
  children: ReactNode
}

/** A number with a bar as long as its share of the greatest; the bar says nothing that the number does not. */
export function Bar({ value, most, less = false, children }: BarProps) {
  const share = most > 0 ? Math.min(1, Math.abs(value) / most) : 0
  return (
    <div className='policy-bar'>
      <span>{children}</span>
      <div className='policy-bar-space' aria-hidden>
        <div
          className={less ? 'policy-bar-value less' : 'policy-bar-value'}
          style={{ width: `${value === 0 ? 0 : Math.max(2, share * 100)}%` }}
        />
      </div>
    </div>
  )
}
