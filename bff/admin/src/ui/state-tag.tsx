import {
  CheckCircleFilled,
  ClockCircleFilled,
  EditFilled,
  ExclamationCircleFilled,
  MinusCircleFilled,
  PauseCircleFilled,
  StopFilled,
} from '@ant-design/icons'
import { Tag } from 'antd'
import type { ReactNode } from 'react'

export type StateTone = 'good' | 'waiting' | 'draft' | 'warning' | 'paused' | 'over' | 'danger'

const looks: Record<StateTone, { icon: ReactNode; color: string; background: string }> = {
  good: { icon: <CheckCircleFilled />, color: '#1B7340', background: '#E7F3EC' },
  waiting: { icon: <ClockCircleFilled />, color: '#1B5FAE', background: '#E8F0F9' },
  draft: { icon: <EditFilled />, color: '#4F5D63', background: '#EEF1F1' },
  warning: { icon: <ExclamationCircleFilled />, color: '#8A5200', background: '#FDF3DF' },
  paused: { icon: <PauseCircleFilled />, color: '#8A5200', background: '#FDF3DF' },
  over: { icon: <MinusCircleFilled />, color: '#4F5D63', background: '#EEF1F1' },
  danger: { icon: <StopFilled />, color: '#C2301C', background: '#FCEBE8' },
}

/** A state as icon and word, never by colour alone. */
export function StateTag({ tone, children }: { tone: StateTone; children: ReactNode }) {
  const { icon, color, background } = looks[tone]
  return (
    <Tag
      icon={<span aria-hidden>{icon}</span>}
      style={{
        color,
        background,
        border: 0,
        margin: 0,
        fontSize: 14,
        lineHeight: '26px',
        gap: 5,
        display: 'inline-flex',
        alignItems: 'center',
      }}
    >
      {children}
    </Tag>
  )
}

/** Marks what is only for demonstration; nobody may take it for the real thing. */
export function DemoTag() {
  return <Tag style={{ color: '#8A5200', background: '#FDF3DF', border: 0, fontSize: 14 }}>演示</Tag>
}
