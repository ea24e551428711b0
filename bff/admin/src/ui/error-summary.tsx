import { useEffect, useRef } from 'react'
import type { FormIssue } from './form-issues.ts'

export interface ErrorSummaryProps {
  issues: readonly FormIssue[]
  /** The field's name as its label says it; null when the form has no such field. */
  labelOf: (path: FormIssue['path']) => string | null
  onGo: (path: FormIssue['path']) => void
}

/** All that is wrong with a form, above it, each leading to its field. It takes the focus when it appears. */
export function ErrorSummary({ issues, labelOf, onGo }: ErrorSummaryProps) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (issues.length > 0) box.current?.focus()
  }, [issues])
  if (issues.length === 0) return null
  return (
    <section ref={box} className='error-summary' role='alert' tabIndex={-1} aria-label='需要修改的内容'>
      <h2>有 {issues.length} 处需要修改</h2>
      <ul>
        {issues.map((issue) => {
          const label = labelOf(issue.path)
          return (
            <li key={issue.path.join('.')}>
              {label === null ? (
                issue.message
              ) : (
                <button type='button' onClick={() => onGo(issue.path)}>
                  {label}：{issue.message}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
