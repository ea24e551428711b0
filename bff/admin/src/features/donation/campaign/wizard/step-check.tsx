import type { Campaign } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { Alert, Button } from 'antd'
import { CampaignFacts } from '../campaign-facts.tsx'

interface StepCheckProps {
  campaign: Campaign | null
  issues: readonly FieldIssue[]
  labelOf: (path: string) => string
  onGo: (path: string) => void
}

/** Everything once more, with what is still missing on top. */
export function StepCheck({ campaign, issues, labelOf, onGo }: StepCheckProps) {
  return (
    <>
      {issues.length === 0 ? (
        <Alert
          type='success'
          showIcon
          title='内容齐了，可以提交'
          description='提交后由民政局审核，审核期间不能修改，需要改可以先撤回。通过后居民马上能看到。'
          style={{ marginBottom: 20 }}
        />
      ) : (
        <section className='error-summary' aria-label='还差的内容'>
          <h2>还差 {issues.length} 处</h2>
          <ul>
            {issues.map(({ path, message }) => (
              <li key={path}>
                <Button
                  type='link'
                  style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
                  onClick={() => onGo(path)}
                >
                  {labelOf(path)}：{message}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {campaign && <CampaignFacts campaign={campaign} />}
    </>
  )
}
