import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'

export interface EmptyStateProps {
  title: string
  /** What to do first, in one or two sentences. */
  words: ReactNode
  action?: { label: string; onClick: () => void } | undefined
}

export function EmptyState({ title, words, action }: EmptyStateProps) {
  return (
    <div className='empty-state'>
      <InboxOutlined aria-hidden style={{ fontSize: 40, color: 'var(--lake)' }} />
      <h2>{title}</h2>
      <p>{words}</p>
      {action && (
        <Button type='primary' onClick={action.onClick}>
          {action.label}
        </Button>
      )}
    </div>
  )
}
