import { Button, Image, Input, type InputProps, Text, Textarea, View } from '@tarojs/components'
import './style.scss'
import type {
  Aria,
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

/** WeChat reads `aria-role`, Alipay reads `role`. */
function reading<P extends Aria>(props: P): P & { 'aria-role'?: string } {
  return props.role ? { ...props, 'aria-role': props.role } : props
}

export function Box({ as: _, ...props }: BoxProps) {
  return <View {...reading(props)} />
}

export function Words(props: WordsProps) {
  return <Text {...reading(props)} />
}

export function HeadingElement({ level, ...props }: HeadingElementProps) {
  return <View {...reading({ ...props, role: 'heading', 'aria-level': level })} />
}

export function Press({ className = '', skipTab: _, onPress, onPhone, ...props }: PressProps) {
  return (
    <Button
      {...reading(props)}
      className={`ms-press ${className}`}
      hoverClass='ms-press--down'
      onClick={onPress}
      onGetPhoneNumber={onPhone ? (event) => onPhone(event.detail) : undefined}
    />
  )
}

const types: Record<Keyboard, NonNullable<InputProps['type']>> = {
  text: 'text',
  whole: 'number',
  decimal: 'digit',
  phone: 'number',
  code: 'number',
  account: 'text',
  password: 'text',
  'id-card': 'idcard',
}

export function TextInput({ keyboard, rows, maxLength = 140, label, describedBy, invalid, onInput, onLeave, ...props }: TextInputProps) {
  if (rows !== undefined)
    return (
      <Textarea
        {...props}
        maxlength={maxLength}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        onInput={(event) => onInput(event.detail.value)}
        onBlur={onLeave}
      />
    )
  return (
    <Input
      {...props}
      type={types[keyboard]}
      password={keyboard === 'password'}
      maxlength={maxLength}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      onInput={(event) => onInput(event.detail.value)}
      onBlur={onLeave}
    />
  )
}

export function Picture({ src, alt, className, fit = 'cover', first = false }: PictureProps) {
  return (
    <Image
      src={src}
      className={className}
      mode={fit === 'cover' ? 'aspectFill' : 'aspectFit'}
      lazyLoad={!first}
      aria-label={alt || undefined}
      aria-hidden={alt === ''}
    />
  )
}

/** Above everything: in a mini-program a fixed view already is. */
export function Layer({ children }: LayerProps) {
  return children
}

export function Dialog({ label, className, onClose: _, children }: DialogProps) {
  return (
    <View role='dialog' aria-role='dialog' aria-modal aria-label={label} className={className}>
      {children}
    </View>
  )
}
