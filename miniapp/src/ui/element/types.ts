import type { CSSProperties, ReactElement, ReactNode } from 'react'

/** What a screen reader is told; the same names on every platform. */
export interface Aria {
  role?: string
  'aria-label'?: string
  'aria-labelledby'?: string
  'aria-describedby'?: string
  'aria-hidden'?: boolean
  'aria-checked'?: boolean
  'aria-selected'?: boolean
  'aria-pressed'?: boolean
  'aria-disabled'?: boolean
  'aria-expanded'?: boolean
  'aria-required'?: boolean
  'aria-invalid'?: boolean
  'aria-live'?: 'polite' | 'assertive'
  'aria-modal'?: boolean
  'aria-valuemin'?: number
  'aria-valuemax'?: number
  'aria-valuenow'?: number
  'aria-valuetext'?: string
}

export interface BoxProps extends Aria {
  /** The HTML element on a web page; a mini-program has only views. */
  as?: 'div' | 'section' | 'main' | 'header' | 'nav' | 'ul' | 'ol' | 'li'
  id?: string
  className?: string
  style?: CSSProperties & Record<`--${string}`, string | number>
  children?: ReactNode
}

export interface WordsProps extends Aria {
  id?: string
  className?: string
  children?: ReactNode
}

export interface HeadingElementProps {
  level: 1 | 2 | 3
  id?: string
  className?: string
  children: ReactNode
}

export interface PressProps extends Aria {
  id?: string
  className?: string
  disabled?: boolean
  /** Roving tab order: of a group of radios or tabs only the chosen one is reached by Tab. */
  skipTab?: boolean
  /** WeChat's own ability behind the button. */
  openType?: 'share' | 'getPhoneNumber'
  /** What WeChat's dialogue for the phone number answered. */
  onPhone?: (detail: { errMsg?: string; errno?: number; code?: string }) => void
  onPress?: () => void
  children?: ReactNode
}

/** Which keyboard the phone shows. */
export type Keyboard = 'text' | 'whole' | 'decimal' | 'phone' | 'code' | 'id-card' | 'account' | 'password'

export interface TextInputProps {
  id: string
  className?: string
  value: string
  keyboard: Keyboard
  /** Room for so many lines; a field of one line without it. */
  rows?: number
  maxLength?: number
  placeholder?: string
  label: string
  describedBy?: string
  invalid?: boolean
  disabled?: boolean
  onInput: (value: string) => void
  onLeave?: () => void
}

export interface PictureProps {
  src: string
  /** Empty for a picture that only decorates. */
  alt: string
  className?: string
  fit?: 'cover' | 'contain'
  /** It stands on the first screen and is fetched at once; others only when they come near. */
  first?: boolean
}

export interface LayerProps {
  children: ReactElement
}

export interface DialogProps {
  label: string
  className?: string
  onClose: () => void
  children: ReactNode
}
