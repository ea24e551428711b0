import type { ReactNode } from 'react'
import { Box, TextInput, Words } from '../element'
import type { Keyboard } from '../element/types'
import { Icon } from '../icon'
import './style.scss'

export interface FieldProps {
  /** Also the element's id, so that an error summary can lead here. */
  name: string
  label: string
  hint?: string
  error?: string | null
  value: string
  keyboard?: Keyboard
  /** Room for so many lines, for words of several sentences. */
  rows?: number
  maxLength?: number
  placeholder?: string
  /** A unit in front, such as ¥. */
  before?: string
  /** An action at the end, such as "获取验证码". */
  after?: ReactNode
  large?: boolean
  disabled?: boolean
  onInput: (value: string) => void
  onLeave?: () => void
}

/** One question: label above, hint under it, what is wrong beside the box in words. */
export function Field({ name, label, hint, error, before, after, large, keyboard = 'text', ...input }: FieldProps) {
  const hintId = hint ? `${name}-hint` : ''
  const errorId = error ? `${name}-error` : ''
  return (
    <Box className='ms-field'>
      <Words className='ms-field__label'>{label}</Words>
      {hint ? (
        <Words id={hintId} className='ms-field__hint'>
          {hint}
        </Words>
      ) : null}
      <Box className='ms-field__row'>
        <Box
          className={`ms-field__box ${error ? 'ms-field__box--wrong' : ''} ${large ? 'ms-field__box--large' : ''} ${input.rows ? 'ms-field__box--long' : ''}`}
        >
          {before ? (
            <Words className='ms-field__before' aria-hidden>
              {before}
            </Words>
          ) : null}
          <TextInput
            {...input}
            id={name}
            label={label}
            keyboard={keyboard}
            className={`ms-field__input ${input.rows ? 'ms-field__input--long' : ''}`}
            invalid={Boolean(error)}
            describedBy={`${errorId} ${hintId}`.trim() || undefined}
          />
        </Box>
        {after ? <Box className='ms-field__after'>{after}</Box> : null}
      </Box>
      <Box id={errorId || undefined} className='ms-field__error' aria-live='polite'>
        {error ? (
          <>
            <Icon of='circle-alert/vermilion' size='small' />
            <Words>{error}</Words>
          </>
        ) : null}
      </Box>
    </Box>
  )
}
