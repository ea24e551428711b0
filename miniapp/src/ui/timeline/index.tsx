import { Box, Words } from '../element'
import { Icon, type IconKey } from '../icon'
import './style.scss'

export interface TimelineStep {
  title: string
  detail?: string
  state: 'done' | 'now' | 'next' | 'wrong'
}

const icons: Record<TimelineStep['state'], IconKey> = {
  done: 'circle-check/success',
  now: 'circle-dot/lake',
  next: 'circle-dashed/ink-2',
  wrong: 'circle-alert/vermilion',
}
const spoken: Record<TimelineStep['state'], string> = { done: '已完成', now: '正在进行', next: '接下来', wrong: '对不上' }

/** What happened, what happens now, what comes next or went wrong, from top to bottom. */
export function Timeline({ label, steps }: { label: string; steps: readonly TimelineStep[] }) {
  return (
    <Box as='ol' aria-label={label} className='ms-timeline'>
      {steps.map((step) => (
        <Box as='li' key={step.title} className={`ms-timeline__step ms-timeline__step--${step.state}`}>
          <Icon of={icons[step.state]} />
          <Box className='ms-timeline__words'>
            <Words className='ms-timeline__state'>{spoken[step.state]}</Words>
            <Words className='ms-timeline__title'>{step.title}</Words>
            {step.detail ? <Words className='ms-timeline__detail'>{step.detail}</Words> : null}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
