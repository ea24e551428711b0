import type { ReactNode } from 'react'
import { Box, Words } from '../../../ui/element'
import './style.scss'

interface CorrectionNoteProps {
  title: string
  /** Why it was corrected. */
  note: string
  before: string
  after?: string
  children?: ReactNode
}

/** A correction in public: when, why, and what stood there before. */
export function CorrectionNote({ title, note, before, after, children }: CorrectionNoteProps) {
  return (
    <Box className='correction'>
      <Words className='correction__title'>{title}</Words>
      <Words className='correction__line'>{`说明：${note}`}</Words>
      <Words className='correction__before'>{`原来写的是：${before}`}</Words>
      {after === undefined ? null : <Words className='correction__line'>{`现在是：${after}`}</Words>}
      {children}
    </Box>
  )
}
