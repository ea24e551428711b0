import { Box, Words } from '../element'
import { Icon, type IconKey } from '../icon'
import './style.scss'

export type Tone = 'success' | 'info' | 'warm' | 'danger' | 'muted'

const icons: Record<Tone, IconKey> = {
  success: 'circle-check/success',
  info: 'info/info',
  warm: 'clock/osmanthus',
  danger: 'circle-alert/vermilion',
  muted: 'circle-x/ink-2',
}

/** A state: word, picture and colour together. */
export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Box className={`ms-badge ms-badge--${tone}`}>
      <Icon of={icons[tone]} size='small' />
      <Words>{children}</Words>
    </Box>
  )
}
