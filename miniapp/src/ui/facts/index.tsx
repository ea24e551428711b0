import type { ReactNode } from 'react'
import { Box, Words } from '../element'
import './style.scss'

export interface Fact {
  label: string
  value: ReactNode
}

/** Facts by name, one below the other. */
export function Facts({ rows }: { rows: readonly Fact[] }) {
  return (
    <Box as='ul' className='ms-facts'>
      {rows.map((row) => (
        <Box as='li' key={row.label} className='ms-facts__row'>
          <Words className='ms-facts__label'>{row.label}</Words>
          <Words className='ms-facts__value'>{row.value}</Words>
        </Box>
      ))}
    </Box>
  )
}
