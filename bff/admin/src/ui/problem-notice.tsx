import { ApiError } from '@minsheng/shared/client'
import { Alert, Button, Typography } from 'antd'
import { waitWords } from './wait-words.ts'

function titleOf(error: Error): string {
  return error instanceof ApiError ? error.message : '页面出了点问题，请再试一次'
}

function adviceOf(error: Error): string | null {
  if (!(error instanceof ApiError)) return null
  if (error.kind === 'offline') return '网络恢复后再试一次；已经填写的内容不会丢。'
  if (error.retryAfterSeconds !== undefined && error.retryAfterSeconds > 0) return `${waitWords(error.retryAfterSeconds, new Date())}。`
  if (error.status >= 500) return `如果一直这样，请${error.requestId ? '把下面的编号' : ''}告诉系统管理员。`
  return null
}

export interface ProblemNoticeProps {
  error: Error
  onRetry?: () => void
  retryLabel?: string
}

/** What went wrong, what to do, and the number to quote when calling for help. */
export function ProblemNotice({ error, onRetry, retryLabel = '再试一次' }: ProblemNoticeProps) {
  const requestId = error instanceof ApiError ? error.requestId : undefined
  const advice = adviceOf(error)
  return (
    <Alert
      type='error'
      showIcon
      title={titleOf(error)}
      description={
        (advice || requestId) && (
          <>
            {advice && <div>{advice}</div>}
            {requestId && (
              <div>
                编号：
                <Typography.Text copyable={{ tooltips: ['复制编号', '已复制'] }}>{requestId}</Typography.Text>
              </div>
            )}
          </>
        )
      }
      action={onRetry && <Button onClick={onRetry}>{retryLabel}</Button>}
      style={{ marginBottom: 16 }}
    />
  )
}
