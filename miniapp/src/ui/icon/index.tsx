import { Box, Picture } from '../element'
import { type IconKey, iconFiles } from './icons.gen'
import './style.scss'

export type { IconKey }

interface IconProps {
  /** Outline and colour, as listed in scripts/icons.ts. */
  of: IconKey
  size?: 'small' | 'normal' | 'large'
}

/** An outline that stands beside a word, never in its place; screen readers pass over it. */
export function Icon({ of, size = 'normal' }: IconProps) {
  return (
    <Box className={`ms-icon ms-icon--${size}`} aria-hidden>
      <Picture src={iconFiles[of]} alt='' fit='contain' className='ms-icon__image' />
    </Box>
  )
}
