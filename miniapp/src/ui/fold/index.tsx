import { type ReactNode, useState } from 'react'
import { Box, Press, Words } from '../element'
import { Icon } from '../icon'
import './style.scss'

/** Facts that few need at once; the line says what is inside. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <Box className='ms-fold'>
      <Press className='ms-fold__press' aria-expanded={open} onPress={() => setOpen(!open)}>
        <Box className='ms-fold__face'>
          <Words className='ms-fold__title'>{title}</Words>
          <Words className='ms-fold__state'>{open ? '收起' : '展开'}</Words>
          <Box className={open ? 'ms-fold__arrow ms-fold__arrow--open' : 'ms-fold__arrow'}>
            <Icon of='chevron-down/lake' size='small' />
          </Box>
        </Box>
      </Press>
      {open ? <Box className='ms-fold__body'>{children}</Box> : null}
    </Box>
  )
}
