import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Box, Press, Words } from '../element'
import { Icon, type IconKey } from '../icon'
import './style.scss'

interface ButtonProps {
  children: ReactNode
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  icon?: IconKey
  disabled?: boolean
  /** Words shown while the work that `onPress` returned is under way. */
  busyWords?: string
  openType?: 'share'
  /** Makes it WeChat's own button for the phone number; told what the person answered. */
  onPhone?: (detail: { errMsg?: string; errno?: number; code?: string }) => void | Promise<void>
  'aria-label'?: string
  onPress?: () => void | Promise<void>
}

/** The one way to act. While its work is under way further presses are ignored, so a double tap acts once. */
export function Button({
  children,
  kind = 'primary',
  icon,
  disabled = false,
  busyWords,
  openType,
  onPhone,
  onPress,
  ...aria
}: ButtonProps) {
  const working = useRef(false)
  const mounted = useRef(true)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])

  const begin = (act: () => void | Promise<void>) => {
    if (working.current) return
    const work = act()
    if (!work) return
    working.current = true
    setBusy(true)
    const settle = () => {
      working.current = false
      if (mounted.current) setBusy(false)
    }
    work.then(settle, (error: unknown) => {
      settle()
      throw error
    })
  }

  return (
    <Press
      {...aria}
      className={`ms-button ms-button--${kind} ${busy ? 'ms-button--busy' : ''} ${disabled ? 'ms-button--disabled' : ''}`}
      disabled={disabled}
      aria-disabled={busy || disabled}
      openType={onPhone ? 'getPhoneNumber' : openType}
      onPhone={onPhone ? (detail) => begin(() => onPhone(detail)) : undefined}
      onPress={onPress ? () => begin(onPress) : undefined}
    >
      <Box className='ms-button__face'>
        {icon ? <Icon of={icon} /> : null}
        <Words className='ms-button__words'>{busy && busyWords ? busyWords : children}</Words>
      </Box>
    </Press>
  )
}
