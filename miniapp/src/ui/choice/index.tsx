import { Box, Press, Words } from '../element'
import { Icon } from '../icon'
import './style.scss'

export interface ChoiceOption<V extends string> {
  value: V
  label: string
  detail?: string
}

interface ChoiceProps<V extends string> {
  label: string
  /** Chips stand side by side; rows take one line each. */
  layout?: 'chips' | 'rows'
  options: readonly ChoiceOption<V>[]
  value: V | null
  onChoose: (value: V) => void
}

/** One of several: the chosen one carries a tick as well as a colour. */
export function Choice<V extends string>({ label, layout = 'rows', options, value, onChoose }: ChoiceProps<V>) {
  const reached = options.some((option) => option.value === value) ? value : options[0]?.value
  return (
    <Box
      role='radiogroup'
      aria-label={label}
      className={`ms-choice ms-choice--${layout} ${layout === 'chips' && options.length === 4 ? 'ms-choice--four' : ''}`}
    >
      {options.map((option) => {
        const chosen = option.value === value
        return (
          <Press
            key={option.value}
            role='radio'
            aria-checked={chosen}
            aria-label={option.detail ? `${option.label}，${option.detail}` : option.label}
            skipTab={option.value !== reached}
            className={`ms-choice__option ${chosen ? 'ms-choice__option--chosen' : ''}`}
            onPress={() => onChoose(option.value)}
          >
            <Box className='ms-choice__face'>
              {chosen ? <Icon of='check/lake' size='small' /> : null}
              <Box className='ms-choice__words'>
                <Words className='ms-choice__label'>{option.label}</Words>
                {option.detail ? <Words className='ms-choice__detail'>{option.detail}</Words> : null}
              </Box>
            </Box>
          </Press>
        )
      })}
    </Box>
  )
}

interface TickProps {
  label: string
  detail?: string
  on: boolean
  onChange: (on: boolean) => void
}

/** Yes or no, answered by touching the whole row. */
export function Tick({ label, detail, on, onChange }: TickProps) {
  return (
    <Press
      role='checkbox'
      aria-checked={on}
      aria-label={detail ? `${label}，${detail}` : label}
      className='ms-tick'
      onPress={() => onChange(!on)}
    >
      <Box className='ms-tick__face'>
        <Box className={`ms-tick__mark ${on ? 'ms-tick__mark--on' : ''}`}>{on ? <Icon of='check/white' size='small' /> : null}</Box>
        <Box className='ms-choice__words'>
          <Words className='ms-tick__label'>{label}</Words>
          {detail ? <Words className='ms-choice__detail'>{detail}</Words> : null}
        </Box>
      </Box>
    </Press>
  )
}
