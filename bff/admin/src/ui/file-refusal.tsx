import { ApiError } from '@minsheng/shared/client'
import { ConflictNotice, isConflict } from './conflict-notice.tsx'
import { ProblemNotice } from './problem-notice.tsx'

export interface FileRefusalProps {
  error: Error
  /** What became of the file, by how many places of it are wrong. */
  title: (places: number) => string
  onReload: () => void
}

/** Why a file was not taken: each place that is wrong with it, or what went wrong on the way. */
export function FileRefusal({ error, title, onReload }: FileRefusalProps) {
  if (isConflict(error)) return <ConflictNotice onReload={onReload} />
  const issues = error instanceof ApiError ? error.issues : []
  if (issues.length === 0) return <ProblemNotice error={error} />
  return (
    <section className='error-summary' role='alert' aria-label='文件里需要修改的地方'>
      <h2>{title(issues.length)}</h2>
      <ul>
        {issues.map((issue) => (
          <li key={`${issue.path}:${issue.message}`}>{issue.message}</li>
        ))}
      </ul>
    </section>
  )
}
