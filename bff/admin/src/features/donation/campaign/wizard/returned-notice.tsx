import type { Campaign } from '@minsheng/shared/contracts/donation'
import { Alert, Button } from 'antd'
import { instantWords } from '../../../../ui/time-words.ts'

interface ReturnedNoticeProps {
  returned: Campaign['returned']
  labelOf: (path: string) => string
  onGo?: (path: string) => void
}

/** Why the bureau gave it back, field by field; nothing when it did not. */
export function ReturnedNotice({ returned, labelOf, onGo }: ReturnedNoticeProps) {
  if (!returned) return null
  return (
    <Alert
      type='warning'
      showIcon
      style={{ margin: '16px 0' }}
      title={`民政局在${instantWords(returned.at)}退回，请修改后重新提交`}
      description={
        <>
          <ul className='plain-list'>
            {returned.reasons.map(({ field, reason }) => (
              <li key={`${field}${reason}`}>
                {onGo ? (
                  <Button type='link' style={{ padding: 0 }} onClick={() => onGo(`body.${field}`)}>
                    {labelOf(`body.${field}`)}
                  </Button>
                ) : (
                  labelOf(`body.${field}`)
                )}
                ：{reason}
              </li>
            ))}
          </ul>
          {returned.note}
        </>
      }
    />
  )
}
