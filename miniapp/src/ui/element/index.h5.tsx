import { type KeyboardEvent, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import './style.scss'
import type {
  BoxProps,
  DialogProps,
  HeadingElementProps,
  Keyboard,
  LayerProps,
  PictureProps,
  PressProps,
  TextInputProps,
  WordsProps,
} from './types'

// A web page gets real HTML elements: a browser then knows buttons, labels and headings by itself.

export function Box({ as: Tag = 'div', ...props }: BoxProps) {
  return <Tag {...props} />
}

export function Words(props: WordsProps) {
  return <span {...props} />
}

export function HeadingElement({ level, ...props }: HeadingElementProps) {
  const Tag = `h${level}` as const
  return <Tag {...props} />
}

const groups: Record<string, string> = { radio: 'radiogroup', tab: 'tablist' }
const arrows: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** In a group of radios or tabs the arrow keys move and choose, as in every browser form. */
function moveInGroup(event: KeyboardEvent<HTMLButtonElement>) {
  const role = event.currentTarget.getAttribute('role') ?? ''
  const step = arrows[event.key]
  const group = groups[role] && event.currentTarget.closest(`[role=${groups[role]}]`)
  if (!step || !group) return
  event.preventDefault()
  const members = [...group.querySelectorAll<HTMLButtonElement>(`[role=${role}]`)]
  const next = members[(members.indexOf(event.currentTarget) + step + members.length) % members.length]
  next?.focus()
  next?.click()
}

export function Press({ className = '', skipTab, openType: _, onPhone: _phone, onPress, ...props }: PressProps) {
  return (
    <button
      {...props}
      type='button'
      tabIndex={skipTab ? -1 : 0}
      className={`ms-press ${className}`}
      onClick={onPress}
      onKeyDown={props.role && groups[props.role] ? moveInGroup : undefined}
    />
  )
}

type InputMode = 'text' | 'numeric' | 'decimal' | 'tel'
const modes: Record<Keyboard, { type: string; inputMode: InputMode; autoComplete: string }> = {
  text: { type: 'text', inputMode: 'text', autoComplete: 'off' },
  whole: { type: 'text', inputMode: 'numeric', autoComplete: 'off' },
  decimal: { type: 'text', inputMode: 'decimal', autoComplete: 'off' },
  phone: { type: 'tel', inputMode: 'tel', autoComplete: 'tel-national' },
  code: { type: 'text', inputMode: 'numeric', autoComplete: 'one-time-code' },
  account: { type: 'text', inputMode: 'text', autoComplete: 'username' },
  password: { type: 'password', inputMode: 'text', autoComplete: 'current-password' },
  'id-card': { type: 'text', inputMode: 'text', autoComplete: 'off' },
}

export function TextInput({ keyboard, rows, label, describedBy, invalid, onInput, onLeave, ...props }: TextInputProps) {
  const told = { 'aria-label': label, 'aria-describedby': describedBy, 'aria-invalid': invalid, onBlur: onLeave }
  if (rows !== undefined) return <textarea {...props} {...told} rows={rows} onChange={(event) => onInput(event.target.value)} />
  return <input {...props} {...modes[keyboard]} {...told} onChange={(event) => onInput(event.target.value)} />
}

export function Picture({ src, alt, className, fit = 'cover', first = false }: PictureProps) {
  return <img src={src} alt={alt} className={className} style={{ objectFit: fit }} loading={first ? 'eager' : 'lazy'} />
}

const reachable = 'button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), a[href]'

/** Above everything: outside the page, which lies under the tab bar. */
export function Layer({ children }: LayerProps) {
  return createPortal(children, document.body)
}

export function Dialog({ label, className, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') onClose()
    if (event.key !== 'Tab') return
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(reachable)]
    const [first, last] = [stops[0], stops.at(-1)]
    const leaving = event.shiftKey
      ? document.activeElement === first || document.activeElement === dialog.current
      : document.activeElement === last
    if (!leaving) return
    event.preventDefault()
    ;(event.shiftKey ? last : first)?.focus()
  }
  return (
    <div ref={dialog} role='dialog' aria-modal aria-label={label} tabIndex={-1} className={className} onKeyDown={onKeyDown}>
      {children}
    </div>
  )
}
