import type { ReactNode } from 'react'
import { useView } from '../../platform/view'
import { Button } from '../button'
import { Box, Dialog, Layer } from '../element'
import { Heading } from '../heading'
import { viewRoot } from '../view-root'
import './style.scss'

interface SheetProps {
  open: boolean
  title: string
  closeWords?: string
  onClose: () => void
  children: ReactNode
}

/** A question that comes up from the bottom edge; it never opens by itself and always says how to leave. */
export function Sheet({ open, title, closeWords = '关闭', onClose, children }: SheetProps) {
  const { className, style } = viewRoot('ms-layer', useView())
  if (!open) return null
  return (
    <Layer>
      <Box className={`${className} ms-sheet`} style={style}>
        <Dialog label={title} className='ms-sheet__panel' onClose={onClose}>
          <Heading level={2}>{title}</Heading>
          <Box className='ms-sheet__body'>{children}</Box>
          <Button kind='quiet' onPress={onClose}>
            {closeWords}
          </Button>
        </Dialog>
      </Box>
    </Layer>
  )
}
